"""What is said at the desk in passing: signs, short names of sections, from where it stands, and back a bit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.planner.context import TrackInfo
from engine.planner.offline.sentence.apart.remarks import is_remark
from engine.planner.offline.text.desk_words import at_the_desk
from engine.planner.offline.text.me_singing import with_voice_named
from engine.planner.offline.text.shared_first import with_first_words
from engine.planner.offline.text.sighs import without_sighs
from tests.engine.planner.sentence.quartet import SONG, after, steps

_SIDES = {"Fiddle L": -0.8}
LEFT = replace(SONG, track_views=tuple(replace(one, pan=_SIDES.get(one.name, 0.2)) for one in SONG.track_views))
QUIET = replace(SONG, track_views=tuple(replace(one, mute=one.name == "Shaker") for one in SONG.track_views))
SHORT = replace(SONG, markers=(("Intro", 1.0), ("Verse 1", 5.0), ("Chorus 1", 13.0), ("Verse 2", 21.0), ("End", 29.0)))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("snare @ -6", "snare at -6"),
        ("vox > plate -15", "vox to plate -15"),
        ("let the organ sit out in verse 2", "mute the organ in verse 2"),
        ("the organ takes a break in verse 2", "mute the organ in verse 2"),
        ("organ tacet", "mute organ"),
        ("let me hear it without the tamb for a sec", "turn the tamb off for a moment"),
        ("what does it sound like without the verb?", "turn the verb off for a moment"),
        ("lose the tamb for now", "mute the tamb"),
        ("take the mute off the pad", "unmute the pad"),
        ("put the vocal in solo", "solo the vocal"),
        ("S on the vox", "solo the vox"),
        ("2, not 3", "2"),
        ("no, 4 bars instead of 2", "no, 4 bars"),
    ],
)
def test_said_plainly(said: str, meant: str) -> None:
    assert at_the_desk(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        "organ -> Hammond",
        "let it rest",
        "let the last chord ring out",
        "put the solo in bar 4",
        "the tamb should go in bar 4",
        "play the verse without stopping",
        "bar 3, not bar 5",
        'rename it to "a > 3"',
    ],
)
def test_left_as_it_is(said: str) -> None:
    assert at_the_desk(said) == said


@pytest.mark.parametrize(
    ("said", "to"),
    [
        ("fiddle l a bit further left", -0.95),
        ("move fiddle l a bit to the right", -0.65),
        ("accordion more to the left", -0.05),
        ("nudge the accordion left", 0.05),
        ("accordion 10% further right", 0.3),
        ("pan the accordion a bit left", -0.25),
    ],
)
def test_from_where_it_stands(said: str, to: float) -> None:
    (call,) = steps(said, LEFT)
    assert (call["args"]["action"], call["args"]["value"]) == ("pan", pytest.approx(to))


def test_more_of_it_on_one_side_is_no_pan() -> None:
    assert all(call["args"].get("action") != "pan" for call in steps("more accordion on the left", LEFT))


@pytest.mark.parametrize(
    ("said", "bars"),
    [("mute the marimba in v2", (21, 29)), ("marimba up 2 in ch 1", (13, 21)), ("v2: no marimba", (21, 29))],
)
def test_sections_written_short(said: str, bars: tuple[int, int]) -> None:
    (call,) = steps(said, SHORT)
    assert (call["tool"], call["args"]["start_bar"], call["args"]["end_bar"]) == ("automate", *bars)


@pytest.mark.parametrize("said", ["another dB", "one more dB", "a further dB up", "1 dB more"])
def test_another_decibel_comes_on_top(said: str) -> None:
    (call,) = steps(said, after("accordion up 3 dB"))
    assert (call["op"], call["args"]["value_db"]) == ("again", 1)


def test_a_figure_alone_takes_its_place() -> None:
    (call,) = steps("no, 1", after("accordion up 3 dB"))
    assert (call["op"], call["args"]["value_db"]) == ("fix", 1)


def test_brought_back_is_down_unless_it_went_down() -> None:
    assert steps("bring the accordion back 2 dB")[0]["args"]["value_db"] == -2
    assert steps("the accordion is up too high, bring it back 2 dB")[0]["args"]["value_db"] == -2
    assert steps("bring the accordion back 2 dB", after("accordion down 3"))[0]["args"]["value_db"] == 2
    assert steps("bring the accordion back up 2")[0]["args"]["value_db"] == 2
    assert steps("accordion back 3, the marimba needs space") == steps("accordion down 3")


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("give the accordion some hall at -15", -15),
        ("hall on the accordion at -15", -15),
        ("some more hall on the accordion", -12),
        ("feed the hall from the accordion at -15", -15),
    ],
)
def test_a_bus_that_is_wanted_is_sent_to(said: str, level: float) -> None:
    (call,) = steps(said)
    assert (call["args"]["action"], call["args"]["to"], call["args"]["value_db"]) == ("send", "Hall", level)


@pytest.mark.parametrize("said", ["hall down 2", "less hall on the accordion", "no hall on the accordion"])
def test_the_bus_itself_is_no_send(said: str) -> None:
    assert all(call["args"].get("action") != "send" for call in steps(said))


@pytest.mark.parametrize(
    "said", ["bring in the shaker", "the shaker should be heard", "the shaker on again", "shaker can play again"]
)
def test_what_is_muted_comes_in(said: str) -> None:
    assert steps(said, QUIET) == [{"tool": "mix", "args": {"track": "Shaker", "action": "unmute"}}]
    assert not any(call["args"].get("action") == "unmute" for call in steps(said))


def test_it_is_the_last_and_they_are_all_that_were_muted() -> None:
    muted = after("mute the cajon", after("mute the shaker", Shaker={"mute": True}), Cajon={"mute": True})
    assert steps("unmute them", muted)[0]["args"] == {"tracks": ["Cajon", "Shaker"], "action": "unmute"}
    assert steps("bring it all back", muted)[0]["args"]["tracks"] == ["Cajon", "Shaker"]
    assert all("tracks" not in call["args"] for call in steps("bring it back", muted))


@pytest.mark.parametrize("said", ["drop the shaker", "lose the shaker"])
def test_dropped_is_silent(said: str) -> None:
    assert steps(said) == [{"tool": "mix", "args": {"track": "Shaker", "action": "mute"}}]
    assert steps("drop the shaker a bit")[0]["args"]["value_db"] < 0


DUCKED = after("duck the accordion with the cajon, 6 dB")


@pytest.mark.parametrize(
    ("said", "depth"),
    [("subtler", -3), ("more subtle", -3), ("too pumpy", -3), ("it pumps too much", -3), ("9 db deep", -9)],
)
def test_how_deep_it_ducks(said: str, depth: float) -> None:
    (call,) = steps(said, DUCKED)
    assert (call["op"], call["args"]["track"], call["args"]["value_db"]) == ("fix", "Accordion", depth)


@pytest.mark.parametrize("said", ["no more pumping", "the accordion shouldn't duck", "no longer duck"])
def test_no_more_of_it_takes_it_off(said: str) -> None:
    (call,) = steps(said, DUCKED)
    assert call["tool"] == "undo"


@pytest.mark.parametrize(
    "said",
    ["not the cajon, the shaker", "from the shaker instead", "key it from the shaker", "shaker instead of the cajon"],
)
def test_ducked_by_another(said: str) -> None:
    (call,) = steps(said, DUCKED)
    assert (call["args"]["track"], call["args"]["to"], call["args"]["value_db"]) == ("Accordion", "Shaker", -6)


def test_ducked_with_it_too() -> None:
    (call,) = steps("the marimba with the cajon too", DUCKED)
    assert (call["args"]["track"], call["args"]["to"]) == ("Marimba", "Cajon")
    (call,) = steps("not the accordion, the marimba", DUCKED)
    assert (call["args"]["track"], call["args"]["to"]) == ("Marimba", "Cajon")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("folder for the two fiddles, call it Strings", "group the two fiddles as Strings"),
        ("bundle the fiddles as Strings", "group the fiddles as Strings"),
        ('new group "Strings" for fiddle l and fiddle r', "group fiddle l and fiddle r as Strings"),
        ("submix of lead and bv called Vox", "route lead and bv through a bus called Vox"),
        ("new bus Vox, lead and bv go through it", "route lead and bv through a bus called Vox"),
        ("give the accordion the name Squeeze", "rename the accordion to Squeeze"),
        ("the accordion is a Bandoneon, rename it", "rename the accordion to Bandoneon"),
        ("start later, bar 25", "start at bar 25"),
        ("leave the drums alone but bring everything else down a dB", "bring everything but the drums down a dB"),
        ("keep the lead where it is and take the rest down 2", "take everything but the lead down 2"),
        ("drums stay, everything else down 2", "everything but drums down 2"),
        ("perc is way too far right, bring it in a bit", "move perc a bit closer to the middle"),
        ("i'd love the pad to be barely there", "turn the pad down a lot"),
        ("can the bvs be darker than the lead?", "make the bvs darker"),
        ("the bvs should be wider than they are", "the bvs should be wider"),
        ("group the four vocal tracks as VOX", "group the vocals as VOX"),
    ],
)
def test_rooms_and_names_said_plainly(said: str, meant: str) -> None:
    assert at_the_desk(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        "new bus for the drums",
        "a bus called Wide with a chorus",
        "combine the two clips",
        "bus down 2",
        "group it with the bass",
        "group the two of them",
        "send the melody to a delay bus",
        "fiddle l -> fiddle r",
    ],
)
def test_other_rooms_are_left(said: str) -> None:
    assert at_the_desk(said) == said


def test_a_small_word_sounds_like_no_name() -> None:
    clips = (*SONG.clips, replace(SONG.clips[0], id="sh", name="stall shout", track="Shaker"))
    (call,) = steps("the accordion should be 2 dB lower", replace(SONG, clips=clips))
    assert call["args"]["track"] == "Accordion"


RISE = after("let the accordion rise from -20 to -8 over stanza 2")


@pytest.mark.parametrize(
    ("said", "ends"), [("up to -6 instead", (-20, -6)), ("-30 at the start", (-30, -8)), ("-6 at the end", (-20, -6))]
)
def test_one_end_of_a_ride(said: str, ends: tuple[float, float]) -> None:
    (call,) = steps(said, RISE)
    assert (call["op"], call["args"]["from"], call["args"]["to"]) == ("fix", *ends)


@pytest.mark.parametrize("said", ["flat again", "clear it"])
def test_a_ride_taken_off(said: str) -> None:
    assert [call["tool"] for call in steps(said, RISE)] == ["undo"]


def test_the_other_one_that_is_called_so() -> None:
    (call,) = steps("the other fiddle too", after("fiddle l down 3"))
    assert (call["args"]["track"], call["args"]["value_db"]) == ("Fiddle R", -3)


PRESSED = after("compressor on the accordion, 4:1")


@pytest.mark.parametrize(
    "said", ["copy that to the cajon", "put it on the cajon as well", "use the same thing on the cajon"]
)
def test_carried_over_is_the_same_for_it(said: str) -> None:
    told = steps(said, PRESSED)
    assert {(call["tool"], call["args"].get("effect"), call["args"].get("ratio")) for call in told} == {
        ("apply_effect", "compressor", 4)
    }
    assert all(call["args"].get("effect") != "compressor" for call in steps(said, after("move accordion one to bar 9")))


@pytest.mark.parametrize(("said", "level"), [("dry it up a bit", -16.5), ("back to dry", -120), ("dry again", -120)])
def test_dried_out_behind_a_send(said: str, level: float) -> None:
    (call,) = steps(said, after("send the accordion to the hall at -15"))
    assert (call["args"]["to"], call["args"]["value_db"]) == ("Hall", level)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("slower", 6), ("too abrupt", 6), ("a bit slower", 5), ("faster", 2), ("too slow", 2), ("2 instead of 4", 2)],
)
def test_how_fast_a_fade_goes(said: str, seconds: float) -> None:
    (call,) = steps(at_the_desk(said), after("fade accordion two out over 4 seconds"))
    assert (call["op"], call["args"]["duration"]) == ("fix", pytest.approx(seconds))


def test_a_loudness_of_what_is_recorded() -> None:
    told = steps("accordion to -16 lufs")
    assert [(call["args"]["action"], call["args"]["loudness_lufs"]) for call in told] == [("normalize", -16)] * 2
    assert steps("the mix to -16 lufs") == []
    (asked,) = steps("all the voices at the same loudness")
    assert asked["tool"] == "ask"


VOICES = replace(
    SONG,
    tracks=(*SONG.tracks, "Voices"),
    track_views=(*(replace(one, group="Voices" if one.name == "Cajon" else one.group) for one in SONG.track_views),
                 TrackInfo("Voices", "group")),
)  # fmt: skip


@pytest.mark.parametrize(
    "said",
    [
        "accordion down when someone talks",
        "lower the accordion whenever somebody is talking",
        "accordion quieter under the talking",
        "when people talk the accordion should go down",
        "duck the accordion under the speech",
    ],
)
def test_under_whoever_talks(said: str) -> None:
    assert steps(said, VOICES)[0]["args"] == {"action": "sidechain", "track": "Accordion", "to": "Voices"}
    assert all(call["args"].get("action") != "sidechain" for call in steps(said))


def test_under_another_may_be_lower_as_a_whole() -> None:
    (asked,) = steps("keep the accordion under the marimba")
    assert asked["tool"] == "ask"
    assert all(call["args"].get("action") != "group" for call in steps("the accordion under the fiddles"))


def test_an_arrow_gives_a_name_that_is_new() -> None:
    assert steps("accordion -> Squeeze")[0]["args"] == {"action": "rename", "name": "Squeeze", "track": "Accordion"}
    assert steps("fiddle l -> fiddle r") == []


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("bv high and low up 2", "bv high and bv low up 2"),
        ("gtr L/R down 1", "gtr L and gtr R down 1"),
        ("ac gtr l & r wider", "ac gtr l and ac gtr r wider"),
        ("lead vox and bv high up 1", "lead vox and bv high up 1"),
        ("bv high and lead up 1", "bv high and lead up 1"),
        ("gtr l and drums down", "gtr l and drums down"),
    ],
)
def test_the_first_word_is_shared(said: str, meant: str) -> None:
    names = ("BV High", "BV Low", "Gtr L", "Gtr R", "Ac Gtr L", "Ac Gtr R", "Lead Vox", "Drums")
    assert with_first_words(said, names) == meant


APART = after(
    "pan the marimba 60 right", after("pan the accordion 60 left", Accordion={"pan": -0.6}), Marimba={"pan": 0.6}
)


@pytest.mark.parametrize(
    ("said", "to"), [("a bit narrower", (0.45, -0.45)), ("wider", (0.84, -0.84)), ("swap them", (-0.6, 0.6))]
)
def test_two_panned_one_after_the_other_are_a_pair(said: str, to: tuple[float, float]) -> None:
    told = steps(said, APART)
    assert [(call["args"]["track"], call["args"]["value"]) for call in told] == [
        ("Marimba", pytest.approx(to[0])),
        ("Accordion", pytest.approx(to[1])),
    ]


def test_the_other_way_and_too_much() -> None:
    up = after("accordion up 2")
    assert steps("no, down 2", up)[0]["args"]["value_db"] == -2
    assert steps("no sorry down 2", up)[0]["args"]["value_db"] == -2
    assert steps("a dB too much", up)[0]["args"]["value_db"] == 1
    assert steps("that's better but maybe a dB too much", up)[0]["args"]["value_db"] == 1
    assert steps("3 dB too much", up) == []


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("turn me up", "turn the vocal up"),
        ("more of me please", "more of the vocal please"),
        ("turn me on to it", "turn me on to it"),
        ("tell me more", "tell me more"),
    ],
)
def test_me_is_the_voice(said: str, meant: str) -> None:
    assert with_voice_named(said) == meant


def test_each_fader_at_its_own_figure() -> None:
    told = steps("marimba at -7, accordion at -8 and shaker at -10")
    assert [(call["args"]["track"], call["args"]["set_db"]) for call in told] == [
        ("Marimba", -7),
        ("Accordion", -8),
        ("Shaker", -10),
    ]
    assert is_remark("the bass is at -8") and not is_remark("bass at -8")


def test_another_figure_for_a_level_over_bars_counts_from_the_fader() -> None:
    (call,) = steps("3 rather", after("double bass up 2 in stanza 2"))
    assert (call["args"]["from"], call["args"]["to"]) == (-1, -1)


def test_sent_as_much_as_another() -> None:
    sent = after("send the accordion to the hall at -12")
    assert steps("the marimba needs the same hall as the accordion", sent)[0]["args"]["value_db"] == -12
    assert steps("marimba to hall, half as much as the accordion", sent)[0]["args"]["value_db"] == -18
    (asked,) = steps("the marimba needs the same hall as the accordion")
    assert asked["tool"] == "ask"


def test_the_room_off_a_voice_mutes_nothing() -> None:
    assert at_the_desk("take the room off ben") == "enhance the speech of ben"
    assert at_the_desk("take the room tone out") == "take the room tone out"
    assert without_sighs("hm that's too wet") == "that's too wet"
    assert without_sighs("hum off the bass") == "hum off the bass"


def test_all_under_one_but_itself() -> None:
    (call,) = steps("duck everything under the cajon")
    assert "Cajon" not in call["args"]["tracks"] and call["args"]["to"] == "Cajon"
    assert "Accordion" in call["args"]["tracks"]


def test_two_named_at_once() -> None:
    told = steps("name the fiddles Hi and Low Strings")
    assert [(call["args"]["track"], call["args"]["name"]) for call in told] == [
        ("Fiddle L", "Hi"),
        ("Fiddle R", "Low Strings"),
    ]
    assert [call["args"].get("name") for call in steps("rename the shaker to Salt and Pepper")] == ["Salt and Pepper"]


def test_the_ceiling_of_a_limiter() -> None:
    assert at_the_desk("limiter on the master, -1 ceiling") == "limiter on the master, threshold -1 dB"
    assert at_the_desk("the ceiling of the hall at -1") == "the ceiling of the hall at -1"


def test_what_is_named_is_no_clip() -> None:
    (call,) = steps("call the marimba Marimba One")
    assert call["args"] == {"action": "rename", "name": "Marimba One", "track": "Marimba"}
    (call,) = steps("send the marimba to the hall a tiny bit")
    assert (call["args"]["to"], call["args"]["value_db"]) == ("Hall", -18)

"""What chatty and terse hands showed: sides that name one of two, who is left to play, buses just made, sighs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.assistant.actions.targets import find_bus
from engine.daw.daw import Track
from engine.planner.context import ClipInfo, Context, TrackInfo
from engine.planner.offline.doubts.other_way import goes_the_other_way
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.voices import sung_and_spoken
from engine.planner.offline.text.idioms import said_straight
from engine.planner.offline.text.named_first import named_first
from engine.planner.offline.text.sighs import without_address, without_sighs
from engine.tasks.plan import Step
from tests.engine.planner.session import after, calls, tools

TRACKS = {
    "Gtr L": -0.6, "Gtr R": 0.6, "Drums": 0.0, "Fiddle": -0.25, "Lead Vox": 0.0, "Dbl L": -1.0, "Dbl R": 1.0,
}  # fmt: skip


def _clip(n: int, track: str, a: float, b: float, kind: str = "audio") -> ClipInfo:
    return ClipInfo(f"c{n}", f"{track.lower()} {n}", track, kind, (a - 1) * 2, (b - a) * 2, bars=(a, b))


SONG = Context(
    tempo=120,
    clips=(
        _clip(1, "Gtr L", 1, 33), _clip(2, "Gtr R", 1, 33), _clip(3, "Drums", 5, 33),
        _clip(4, "Fiddle", 13, 15, "midi"), _clip(5, "Fiddle", 29, 33, "midi"),
        _clip(6, "Lead Vox", 5, 7), _clip(7, "Lead Vox", 13, 15), _clip(8, "Lead Vox", 21, 23),
        _clip(9, "Dbl L", 13, 15), _clip(10, "Dbl R", 13, 15),
    ),
    tracks=(*TRACKS, "Plate"),
    track_views=(
        *(
            TrackInfo(name, kind="midi" if name == "Fiddle" else "audio", gain_db=-6, pan=pan)
            for name, pan in TRACKS.items()
        ),
        TrackInfo("Plate", kind="bus", gain_db=0, pan=0.0),
    ),
    markers=(("Verse", 5), ("Chorus 1", 13), ("Verse 2", 17), ("Chorus 2", 21), ("Last Chorus", 25), ("Tag", 29)),
)  # fmt: skip
TURNED = after(SONG, ("gtr r down 2", [("mix", {"track": "Gtr R", "action": "gain", "value_db": -2.0}, ())]))
PANNED = after(SONG, ("gtr r 30 right", [("mix", {"track": "Gtr R", "action": "pan", "value": 0.3}, ())]))


def args(text: str, context: Context = SONG) -> list[dict[str, Any]]:
    return [one["args"] for one in calls(text, context)]


@pytest.mark.parametrize(
    "text", ["L too", "ok left too", "left needs it too", "the left one too", "same for L", "the one on the left too"]
)
def test_a_side_names_one_of_two(text: str) -> None:
    assert args(text, TURNED) == [{"track": "Gtr L", "action": "gain", "value_db": -2.0}]


def test_a_side_is_a_side_behind_a_panner() -> None:
    assert all(one["action"] == "pan" for one in args("left a bit", PANNED))
    assert args("gtr r hard left", TURNED) == [{"track": "Gtr R", "action": "pan", "value": -1.0}]


@pytest.mark.parametrize(
    "text",
    [
        "leave the drums out of the verse, just the guitars",
        "drums out of the verse, only the guitars and the lead",
        "verse only guitars, no drums there",
    ],
)
def test_who_is_left_to_play_is_not_silent(text: str) -> None:
    (step,) = args(text)
    assert (step["track"], step["parameter"], step["start_bar"]) == ("Drums", "mute", 5.0)


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("put a little of that Plate on my lead vox", -18.0),
        ("some of the Plate on the fiddle", -12.0),
        ("a touch of our Plate for the fiddle", -18.0),
    ],
)
def test_some_of_a_room_is_a_send(text: str, size: float) -> None:
    (step,) = args(text)
    assert (step["action"], step["to"], step["value_db"]) == ("send", "Plate", size)


@pytest.mark.parametrize(
    "text", ["clean up the low mids on the lead vox", "the lead vox is kinda muddy dont it, clean up the low mids"]
)
def test_cleaned_up_is_less_of_it(text: str) -> None:
    assert {one["gain_db"] < 0 and one["effect"] for one in args(text)} == {"eq"}
    assert "denoise" not in tools("the lead vox is muddy, clean it up", SONG)
    assert set(tools("clean up the lead vox", SONG)) == {"denoise"}


@pytest.mark.parametrize(
    "text",
    [
        'take the fiddle tune in the tag and have somebody sing "drive me home" on it',
        'let someone sing "drive me home" to the fiddle in the tag',
        'sing "drive me home" on the fiddle in the tag',
    ],
)
def test_the_notes_may_be_told_behind_the_words(text: str) -> None:
    assert args(text) == [{"lyrics": "drive me home", "midi": "c5"}]


def test_doubled_there_is_copied_there() -> None:
    assert args("double the lead vox in both choruses") == [
        {"action": "duplicate", "clip": one, "track": "Lead Vox double"} for one in ("c7", "c8")
    ]


def test_a_pair_goes_out_to_a_figure() -> None:
    both = [{"track": "Dbl L", "action": "pan", "value": -0.6}, {"track": "Dbl R", "action": "pan", "value": 0.6}]
    assert args("dbls in to 60") == args("pan the dbls to 60") == both


def test_last_chorus_is_its_own_name() -> None:
    found = args("everything a tone up in the last chorus")
    assert found and found[0]["start_bar"] == 25.0 and found == args("last chorus a tone up, everything")


MADE = after(
    SONG,
    ("make a bus called Vox and route the lead and the dbls to it", [
        ("route", {"action": "bus", "tracks": ["Lead Vox", "Dbl L"], "to": "Vox"}, ()),
    ]),
)  # fmt: skip


def test_behind_a_new_bus_it_is_the_bus() -> None:
    view = TrackInfo("Vox", kind="bus", gain_db=0, pan=0.0)
    routed = [replace(one, output="Vox") if one.name in ("Lead Vox", "Dbl L") else one for one in MADE.track_views]
    made = replace(MADE, tracks=(*MADE.tracks, "Vox"), track_views=(*routed, view))
    assert args("bring it down a db", made) == [{"track": "Vox", "action": "gain", "value_db": -1.0}]
    assert args("glue comp on it, 2:1", made)[0]["track"] == "Vox"
    assert not [one for one in args("dbl l out of it", made) if one.get("action") == "mute"]


def test_what_is_frozen_thaws_by_its_own_name() -> None:
    done = ("freeze", {"track": "Fiddle", "action": "freeze"}, ("Fiddle audio",))
    frozen = after(SONG, ("freeze the fiddle", [done]))
    assert args("unfreeze it", frozen) == [{"track": "Fiddle", "action": "unfreeze"}]


def test_backed_off_is_less() -> None:
    assert said_straight("too lispy now, back it off a bit") == "too lispy now, a bit less"
    assert said_straight("back off the reverb a touch") == "a touch less the reverb"
    assert said_straight("put it back off the beat") == "put it back off the beat"


def test_done_the_same_way_is_the_same() -> None:
    assert said_straight("do the second chorus the same way") == "same for the second chorus"
    assert said_straight("do it the same way") == "do it the same way"


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("lord, it was fine", "it was fine"),
        ("bless you. same for the other one", "same for the other one"),
        ("ooh too tired", "ooh too tired"),
        ("uh huh and softer", "softer"),
        ("ha, lose the train", "lose the train"),
        ("thanks", "thanks"),
    ],
)
def test_a_sigh_asks_for_nothing(said: str, left: str) -> None:
    assert without_sighs(said) == left


def test_whom_it_is_said_to_is_left_out() -> None:
    assert without_address("knock it back 2 dB would ya") == "knock it back 2 dB"
    assert without_address("do the chorus the same way hon") == "do the chorus the same way"
    assert without_address("hon") == "hon"


RIDE = {"track": "Fiddle", "parameter": "volume", "from": -9, "to": -9}
TWO = after(
    SONG,
    ("fiddle 3 quieter in chorus 1", [("automate", {**RIDE, "start_bar": 13, "end_bar": 17}, ())]),
    ("same in chorus 2", [("automate", {**RIDE, "start_bar": 21, "end_bar": 25}, ())]),
)


def test_put_back_is_the_last_of_two_places() -> None:
    assert calls("no, put it back", TWO) == [{"tool": "undo", "args": {}}]


def test_a_bus_called_so_is_no_effect_of_that_name() -> None:
    buses = [Track(id="b1", name="Vox Verb", kind="bus")]
    assert find_bus(buses, "Vox Bus") is None
    assert find_bus(buses, "verb bus") is buses[0]


def test_nothing_is_deleted_for_a_throw() -> None:
    assert "delete" not in {one.get("action") for one in args("same throw after the fiddle")}


def test_please_in_the_middle_is_no_name() -> None:
    (step,) = args("drums and fiddle in one folder pls, HORNS")
    assert (step["tracks"], step["to"]) == (["Drums", "Fiddle"], "HORNS")


def test_the_same_on_the_other_side_is_as_far() -> None:
    both = [{"track": "Drums", "action": "pan", "value": -0.3}, {"track": "Fiddle", "action": "pan", "value": 0.3}]
    assert args("drums 30 to the left, fiddle the same to the right") == both


def test_the_demo_is_all_that_sounds() -> None:
    master = replace(SONG, tracks=(*SONG.tracks, "Master"))
    assert args("mp3 of the whole demo", master) == [{"what": "mix", "format": "mp3"}]


def test_i_am_the_voice() -> None:
    heard = args("let me hear the fiddle and me")
    assert {name for one in heard for name in (one.get("tracks") or [one["track"]])} == {"Fiddle", "Lead Vox"}


def test_a_question_is_about_whom_it_names_behind_it() -> None:
    (step,) = calls("where am i sitting? the lead vox i mean", TURNED)
    assert step["tool"] == "session_info" and step["args"]["track"] == "Lead Vox"


WHICH = after(SONG, ("turn the dbl up", [("ask", {"text": "Which one do you mean: “Dbl L” or “Dbl R”?"}, ())]))


def test_the_one_named_first_is_meant() -> None:
    assert named_first("dbl l! dbl r's loud enough", WHICH) == "dbl l"
    assert named_first("dbl l, 2 more", WHICH) == "dbl l, 2 more"
    assert named_first("mute it! dbl r's loud enough", WHICH) == "mute it! dbl r's loud enough"


def test_an_abbreviation_of_two_is_asked() -> None:
    view = TrackInfo("Narration", kind="audio", gain_db=0, pan=0.0)
    talk = Context(
        tempo=60,
        clips=(ClipInfo("n1", "narr", "Narration", "audio", 0, 20, ("speech",), bars=(1.0, 6.0)),),
        tracks=("Narration", "Int Ruth", "Int Joan"),
        track_views=(view, replace(view, name="Int Ruth"), replace(view, name="Int Joan")),
    )
    (step,) = calls("pull the interview down 2", talk)
    assert step == {"tool": "ask", "args": {"text": "Which one do you mean: “Int Ruth” or “Int Joan”?"}}
    assert args("narration down 2", talk)[0]["track"] == "Narration"


def test_a_fade_over_its_first_bars_is_no_fade_out() -> None:
    out = [Step("edit_clip", {"clip": "c4", "action": "fade_out"})]
    assert goes_the_other_way("fade it over its first two bars", out, DialogueState.of(SONG))
    assert not goes_the_other_way("fade it out, the first one", out, DialogueState.of(SONG))


def test_only_what_points_is_named() -> None:
    assert named_first("where can i sit? the lead i mean", SONG) == "where can the lead sit?"
    assert named_first("how loud is it? the lead i mean", SONG) == "how loud is the lead?"


def test_a_tenor_in_a_big_band_does_not_sing() -> None:
    told = {"Saxes": {"saxes"}, "Tenor Solo": {"tenor", "solo"}, "Vocal": {"vocal"}}
    assert sung_and_spoken(told)[0] == ["Vocal"]
    assert sung_and_spoken({"Tenor": {"tenor"}, "Piano": {"piano"}, "Amp hum": {"amp", "hum"}})[0] == ["Tenor"]

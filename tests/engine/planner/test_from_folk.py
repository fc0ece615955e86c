"""Causes that sessions of a folk singer, a house producer and a radio play brought up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from engine.planner.offline.planner import OfflinePlanner
from tests.engine.planner.session import after, calls

TRACKS = ("Fiddle", "Drone", "Bass", "Vocal", "Bodhran")
KINDS = {"Fiddle": "midi"}
SONG = Context(
    tempo=100,
    clips=tuple(
        ClipInfo(f"c{at}", f"{name.lower()} part", name, KINDS.get(name, "audio"), 0, 32, bars=(1.0, 9.0))
        for at, name in enumerate(TRACKS, 1)
    ),
    tracks=TRACKS,
    track_views=tuple(TrackInfo(name) for name in TRACKS),
    markers=(("Verse", 1.0), ("Chorus", 5.0)),
)
SUNG = after(SONG, ("sing the fiddle with the words \"oh\"", [
    ("sing", {"midi": "c1", "lyrics": "oh"}, ("oh",)),
]))  # fmt: skip
SUNG = replace(
    SUNG,
    clips=(*SONG.clips, replace(SUNG.clips[-1], track="Singer", bars=(1.0, 9.0), tags=("vocal",))),
    tracks=(*TRACKS, "Singer"),
    track_views=(*SONG.track_views, TrackInfo("Singer")),
)
ASKING = OfflinePlanner()


def asked(text: str, context: Context) -> list[str]:
    """The tasks of the plan of a planner that asks where it doubts."""
    return [one.task for one in ASKING.plan(text, context).steps]


def numbered(context: Context) -> Context:
    """The same, where each turn has its number."""
    dialogue = tuple(replace(one, number=at) for at, one in enumerate(context.dialogue, 1))
    return replace(context, dialogue=dialogue)


@pytest.mark.parametrize("words", [
    "the drone must lie 6 dB lower",
    "the drone had better be 6 dB lower",
    "that is a wall of sound. the drone has to sit 6 dB lower",
    "let the drone rest 6 dB lower",
])  # fmt: skip
def test_what_a_thing_must_is_an_order(words: str) -> None:
    (call,) = calls(words, SONG)
    assert call["args"] == {"track": "Drone", "action": "gain", "value_db": -6}


@pytest.mark.parametrize("words", ["bass could do with 2 dB more", "bass deserves 2 dB more", "the bass lacks 2 dB"])
def test_what_a_thing_could_do_with_is_needed(words: str) -> None:
    (call,) = calls(words, SONG)
    assert call["args"] == {"track": "Bass", "action": "gain", "value_db": 2}


def test_a_question_that_is_not_waited_for_says_whom() -> None:
    (call,) = calls("who put the drone on the left? centre please", SONG)
    assert (call["args"]["track"], call["args"]["value"]) == ("Drone", 0)
    first, second = calls("bass is too hot, 2 dB off. and why is it on one side? straight down the middle", SONG)
    assert (first["args"]["track"], first["args"]["value_db"]) == ("Bass", -2)
    assert (second["args"]["track"], second["args"]["value"]) == ("Bass", 0)


def test_the_middle_is_no_slip_for_the_fiddle() -> None:
    (call,) = calls("put the bass in the middle", SONG)
    assert (call["args"]["track"], call["args"]["action"]) == ("Bass", "pan")
    (call,) = calls("fidle down 3", SONG)
    assert call["args"]["track"] == "Fiddle"


def test_a_question_alone_stays_one() -> None:
    plan = OfflinePlanner().plan("why is the drone so loud?", SONG)
    assert not any(one.row.on_session for one in plan.steps)


def test_a_name_that_is_told_is_written_on_the_track() -> None:
    (call,) = calls("her name is Orla, write that on the track", SUNG)
    assert call["args"]["action"] == "rename"
    assert call["args"]["name"] == "Orla"


@pytest.mark.parametrize("words", [
    "colour the drone green and call it Low Drone",
    "make the drone green, and rename it to Low Drone",
])  # fmt: skip
def test_what_is_coloured_and_renamed_is_the_track(words: str) -> None:
    first, second = calls(words, SONG)
    assert first["args"] == {"track": "Drone", "color": "green"}
    assert second["args"] == {"action": "rename", "track": "Drone", "name": "Low Drone"}


def test_a_level_before_a_name_is_not_lost() -> None:
    first, second = calls("bass down 3, and call it Low", SONG)
    assert first["args"]["value_db"] == -3
    assert second["args"]["name"] == "Low"


def test_reasons_behind_an_undo_name_nothing() -> None:
    muted = after(SONG, ("mute the drone", [("mix", {"track": "Drone", "action": "mute"}, ())]))
    (call,) = calls("undo that last one, the start needs more punch", muted)
    assert call["tool"] == "undo"


def test_what_was_never_done_is_not_taken_back_for_something_else() -> None:
    muted = numbered(after(SONG, ("mute the drone", [("mix", {"track": "Drone", "action": "mute"}, ())])))
    (call,) = calls("the megaphone was silly: undo that one", muted)
    assert call["tool"] == "ask"


def test_what_stays_is_not_taken_back() -> None:
    said = ("a voice says \"the lamp is out\"", [("speak", {"text": "the lamp is out"}, ("the lamp is out",))])
    assert asked("undo that one, the lamp line stays", numbered(after(SONG, said))) == ["ask"]


@pytest.mark.parametrize("words", [
    "now a friend joins in, singing the same words a third higher",
    "I'd like a harmony with the singing, a third higher, on a track of its own",
    "a second voice along with the singer, a third above",
])  # fmt: skip
def test_who_joins_in_sings_a_harmony(words: str) -> None:
    (call,) = calls(words, SUNG)
    assert (call["tool"], call["args"]["interval"]) == ("harmonize", "third above")


@pytest.mark.parametrize("words", ["what happened to the bass so far?", "remind me, what happened to the bass today?"])
def test_what_happened_is_looked_up(words: str) -> None:
    (call,) = calls(words, SONG)
    assert (call["tool"], call["args"]["track"]) == ("history", "Bass")


def test_changes_that_are_played_are_chords() -> None:
    (call,) = calls("what changes is the fiddle playing?", SONG)
    assert (call["tool"], call["args"]["aspect"]) == ("describe_music", "chords")


def test_who_is_not_in_the_middle() -> None:
    (call,) = calls("which channels aren't in the middle?", SONG)
    assert (call["tool"], call["args"]["aspect"]) == ("session_info", "pan")


def test_an_offer_is_not_agreed_to_by_other_words() -> None:
    rename = {"tool": "arrange", "args": {"action": "rename", "clip": SUNG.clips[-1].id, "name": "Orla"}}
    question = {"tool": "ask", "args": {"text": "Did I get that right: Rename: “oh”, “Orla”?"}}
    last = replace(SUNG.dialogue[-1], user="write her name on it", calls=(question,), choices=((rename,),))
    plan = ASKING.plan("a harmony a third above, to go along with her", replace(SUNG, dialogue=(*SUNG.dialogue, last)))
    assert all(one.args.get("action") != "rename" for one in plan.steps)


SPEECH = replace(
    SONG,
    clips=(*SONG.clips, ClipInfo("s1", "old captain", "Captain", "audio", 0, 8, ("speech",), (1.0, 5.0))),
    tracks=(*TRACKS, "Captain"),
    track_views=(*SONG.track_views, TrackInfo("Captain")),
)


@pytest.mark.parametrize(("words", "action"), [
    ("take the words \"all hands on deck\" out of the captain's line", "cut"),
    ("in the captain's line, cut \"all hands on deck\", he stops before it. leave the panning", "cut"),
    ("keep only \"all hands on deck\" of the captain", "trim"),
])  # fmt: skip
def test_words_are_cut_where_they_are_said(words: str, action: str) -> None:
    (call,) = calls(words, SPEECH)
    assert call["args"] == {"clip": "s1", "action": action, "words": "all hands on deck"}


def test_who_sounds_as_if_he_were_ringing_is_on_the_phone() -> None:
    first, second = calls("the captain should sound as if he were ringing from a telephone box", SPEECH)
    assert [one["args"]["effect"] for one in (first, second)] == ["highpass", "lowpass"]


@pytest.mark.parametrize("words", [
    "bars 5 and 6 are three-four bars, then common time again",
    "bars 5 and 6 in 3/4, then back to 4/4",
])  # fmt: skip
def test_a_meter_goes_back_where_it_is_told(words: str) -> None:
    first, second = calls(words, SONG)
    assert (first["args"]["meter"], first["args"]["bar"]) == ("3/4", 5)
    assert (second["args"]["meter"], second["args"]["bar"]) == ("4/4", 7)


def test_a_fader_goes_through_all_points_that_are_told() -> None:
    words = "drone, a hairpin with the fader: -14 dB at bar 1, opening to -2 at bar 4, closing to -14 at bar 6"
    up, down = calls(words, SONG)
    assert [(one["args"]["from"], one["args"]["to"], one["args"]["start_bar"]) for one in (up, down)] == [
        (-14, -2, 1), (-2, -14, 4)
    ]  # fmt: skip


def test_a_ritardando_arrives_somewhere() -> None:
    (call,) = calls("a ritardando through bar 8, arriving at 70 in bar 9", SONG)
    assert (call["args"]["to_bpm"], call["args"]["start_bar"], call["args"]["end_bar"]) == (70, 8, 9)


SCENES = replace(SPEECH, markers=(("Scene 1", 1.0), ("Scene 2", 5.0)))


def test_a_marker_is_moved_and_named_in_one_sentence() -> None:
    first, second = calls("the Scene 2 mark belongs at bar 4, and it should be called Cellar", SCENES)
    assert first["args"] == {"action": "move", "name": "Scene 2", "bar": 4}
    assert second["args"] == {"action": "rename", "name": "Scene 2", "new_name": "Cellar"}


def test_what_is_to_be_booked_is_beside_the_table() -> None:
    (call,) = calls("book a studio for Friday, the captain has to come in once more", SPEECH)
    assert call["tool"] == "refuse"


def test_how_high_a_part_goes_is_looked_up() -> None:
    (call,) = calls("how high does the fiddle have to go?", SONG)
    assert call["args"] == {"aspect": "notes", "clip": "c1"}


def test_of_two_who_speak_neither_is_the_voice() -> None:
    told = tuple(one for one in SPEECH.clips if one.track != "Vocal")
    two = replace(
        SPEECH,
        clips=(*told, ClipInfo("s2", "tale", "Narrator", "audio", 0, 8, ("speech",), (1.0, 5.0))),
        tracks=(*(one for one in SPEECH.tracks if one != "Vocal"), "Narrator"),
        track_views=(*(one for one in SPEECH.track_views if one.name != "Vocal"), TrackInfo("Narrator")),
    )
    assert asked("pan the voice to the left", two) == ["ask"]


def test_staccato_that_is_explained_is_done_once() -> None:
    (call,) = calls("fiddle staccato: every note exactly half as long", SONG)
    assert (call["args"]["action"], call["args"]["times"]) == ("length", 0.5)


def test_who_speaks_from_a_bar_on_starts_there() -> None:
    (call,) = calls("the captain should close the show, so let him speak from bar 6", SPEECH)
    assert (call["args"]["action"], call["args"]["clip"], call["args"]["bar"]) == ("move", "s1", 6)


def test_who_was_never_moved_is_not_put_back_by_another_undo() -> None:
    muted = numbered(after(SPEECH, ("mute the drone", [("mix", {"track": "Drone", "action": "mute"}, ())])))
    (call,) = calls("I was wrong about the captain, he belongs at the beginning where he was", muted)
    assert call["tool"] == "ask"


def test_words_that_are_wanted_gone_are_cut() -> None:
    (call,) = calls("legal wants \"this weekend only\" gone from the captain's read. take those words out", SPEECH)
    assert call["args"] == {"clip": "s1", "action": "cut", "words": "this weekend only"}


def test_a_file_and_how_long_it_is() -> None:
    file, told = calls("give me a wav of the finished spot and tell me how many seconds it runs", SPEECH)
    assert (file["args"]["what"], file["args"]["format"]) == ("mix", "wav")
    assert told["args"] == {"aspect": "length"}


def test_the_one_that_can_go_is_deleted() -> None:
    (call,) = calls("Drone is the one that can go, the bass stays", SONG)
    assert (call["args"]["action"], call["args"].get("clip") or call["args"].get("track")) == ("delete", "c2")


def test_a_velocity_around_a_figure_behind_an_octave() -> None:
    first, second = calls("put the fiddle an octave higher and play her gently, all around velocity 60", SONG)
    assert first["args"]["semitones"] == 12
    assert (second["args"]["action"], second["args"]["value"]) == ("velocity", 60)


def test_a_marker_there_lies_where_the_meter_changes() -> None:
    meter, marker = calls("2/4 from bar 7, and a marker Coda there", SONG)
    assert (meter["args"]["bar"], marker["args"]["name"], marker["args"]["bar"]) == (7, "Coda", 7)


def test_nothing_is_deleted_that_no_word_wants_gone() -> None:
    assert "take" not in asked("let the bodhran wobble slowly, bar 1 until bar 9", SONG)


def test_what_is_asked_and_refused_at_once_is_not_done() -> None:
    (call,) = calls("bass doubled by the fiddle? nah. just mute the fiddle", SONG)
    assert call["args"] == {"track": "Fiddle", "action": "mute"}


@pytest.mark.parametrize("words", [
    "no, the singer from before was sweeter, switch to her again",
    "the first singer was better, go back to her",
])  # fmt: skip
def test_an_earlier_singer_is_a_take_and_nothing_is_undone(words: str) -> None:
    (call,) = calls(words, numbered(SUNG))
    assert (call["tool"], call["args"]["action"]) == ("take", "use")


@pytest.mark.parametrize("words", [
    "one church reverb for drone and bass together: the drone feeds it at -10, the bass at -18",
    "a church reverb on a return for drone and bass, drone at -10, bass at -18",
])  # fmt: skip
def test_two_feed_one_room_each_at_its_level(words: str) -> None:
    made = calls(words, SONG)
    assert [(one["args"].get("track"), one["args"].get("value_db")) for one in made if one["tool"] == "route"] == [
        ("Drone", -10), ("Bass", -18)
    ]  # fmt: skip
    assert not any(one["tool"] == "mix" for one in made)

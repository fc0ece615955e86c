"""Orders with what people say around them: whose it is, who wants it, what goes with it, what holds afterwards."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from engine.planner.offline.doubts.scope_lost import scope_lost
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.tasks.plan import Step
from tests.engine.planner.session import after
from tests.engine.planner.test_plain_requests import ASKING, LOOPS, steps

_CLIPS = (
    ClipInfo("m1", "opening", "Moderator", "audio", 4, 8, bars=(3.0, 7.0)),
    ClipInfo("m2", "closing", "Moderator", "audio", 24, 8, bars=(13.0, 17.0)),
    ClipInfo("p1", "first reply", "Professor Phone", "audio", 14, 8, bars=(8.0, 12.0)),
    ClipInfo("j1", "jingle", "Jingle", "audio", 0, 16, bars=(1.0, 9.0)),
    ClipInfo("w1", "wind", "Wind", "audio", 0, 32, bars=(1.0, 17.0)),
    ClipInfo("l1", "lower", "Harp LH", "midi", 0, 32, bars=(1.0, 17.0)),
    ClipInfo("r1", "upper", "Harp RH", "midi", 0, 32, bars=(1.0, 17.0)),
)
_VIEWS = (
    TrackInfo("Speech", "group"),
    TrackInfo("Moderator", "audio", group="Speech"), TrackInfo("Professor Phone", "audio", group="Speech"),
    TrackInfo("Jingle", "audio"), TrackInfo("Wind", "audio"),
    TrackInfo("Harp LH", "midi"), TrackInfo("Harp RH", "midi"), TrackInfo("Hall", "bus"),
)  # fmt: skip
RADIO = Context(
    tempo=120, clips=_CLIPS, tracks=tuple(one.name for one in _VIEWS), track_views=_VIEWS,
    markers=(("Opening", 1.0), ("Talk", 8.0), ("Credits", 13.0)),
)  # fmt: skip


def numbered(context: Context) -> Context:
    """As in a project, where each request has its number."""
    turns = (replace(one, number=at, undone=False) for at, one in enumerate(context.dialogue, 1))
    return replace(context, dialogue=tuple(turns))


def surely(text: str, context: Context) -> list[tuple[str, dict[str, Any]]]:
    """What is done without being asked about first."""
    return [(one.task, dict(one.args)) for one in ASKING.plan(text, context).steps]


def asks(text: str, context: Context) -> bool:
    return [task for task, _ in steps(text, context)] == ["ask"]


def silent(start: float, end: float) -> list[tuple[str, dict[str, Any]]]:
    tracks = [one.name for one in _VIEWS if one.kind not in ("group", "bus")]
    bars = {"start_bar": start, "end_bar": end}
    return [("automate", {"track": one, "parameter": "mute", "from": 1, "to": 1, **bars}) for one in tracks]


# --- who plays where ---


@pytest.mark.parametrize(("text", "place"), [
    ("who is it that's speaking at 17 seconds?", {"at": 17}),
    ("what else is sounding in bar 10?", {"start_bar": 10, "end_bar": 11}),
    ("which track is that at bar 14?", {"start_bar": 14, "end_bar": 15}),
    ("what still rings on past the Talk?", {"start_bar": 13, "end_bar": 17}),
    ("what's left playing after the Credits?", {"start_bar": 13, "end_bar": 17}),
    ("what is going on underneath the Talk?", {"start_bar": 8, "end_bar": 13}),
])  # fmt: skip
def test_who_sounds_in_a_place(text: str, place: dict[str, Any]) -> None:
    assert steps(text, RADIO) == [("session_info", {"aspect": "playing", **place})]


def test_both_questions_are_answered() -> None:
    told = [args["aspect"] for _, args in steps("which key is it in? and how many bars have we got?", RADIO)]
    assert told == ["key", "length"]


# --- whose, and who wants it ---


@pytest.mark.parametrize(("text", "track", "by_db"), [
    ("the station wants jingle 2 dB louder", "Jingle", 2), ("my boss wants jingle 3 dB softer please", "Jingle", -3),
    ("the editor says the wind should be 4 dB lower", "Wind", -4),
    ("the speaker says the wind should be 4 dB lower", "Wind", -4),
])  # fmt: skip
def test_who_wants_it(text: str, track: str, by_db: float) -> None:
    assert surely(text, RADIO) == [("mix", {"track": track, "action": "gain", "value_db": by_db})]


def test_whose_it_is() -> None:
    for text in ("her Phone line is awfully noisy, can you clean it up", "his Phone line sounds hissy, clean that up"):
        assert surely(text, RADIO) == [("denoise", {"clip": "p1"})], text


def test_what_was_made_is_called_by_its_name() -> None:
    made = after(LOOPS, ("a clap", [("mix", {"track": "Clap", "action": "gain", "value_db": 1}, ())]))
    wanted = [("mix", {"track": "Organ", "action": "gain", "value_db": -4})]
    assert surely("turn the organ u made down 4", made) == wanted


# --- several of one name ---


def test_both_of_a_group_where_one_is_called_so() -> None:
    wanted = [("mix", {"track": one, "action": "gain", "value_db": -1}) for one in ("Moderator", "Professor Phone")]
    assert steps("turn both moderators down 1 dB", RADIO) == wanted


def test_both_of_one_is_asked_about() -> None:
    """One of them alone would be done and told as both."""
    assert asks("pan both jingles hard left", RADIO)
    assert steps("pan the jingle hard left", RADIO) == [("mix", {"track": "Jingle", "action": "pan", "value": -1})]


def test_those_three_are_those_of_before() -> None:
    before = {"tracks": ["Wind", "Jingle", "Moderator"], "action": "gain", "value_db": -4}
    first = {"track": "Professor Phone", "action": "gain", "value_db": 4}
    context = after(RADIO, ("the phone louder, the other three softer", [("mix", first, ()), ("mix", before, ())]))
    assert steps("the other three only half as much", context) == [("mix", {**before, "value_db": -2})]


def test_hands_by_their_letters() -> None:
    assert steps("mute the left hand", RADIO) == [("mix", {"track": "Harp LH", "action": "mute"})]
    assert steps("harp: right hand 3 dB up", RADIO) == [("mix", {"track": "Harp RH", "action": "gain", "value_db": 3})]
    assert steps("the right hand is so mechanical. make it more human", RADIO)[0][1]["clip"] == "r1"


def test_a_figure_too_large_is_no_level() -> None:
    assert not any(task == "mix" for task, _ in steps("wind softer, around 60", RADIO))


# --- what stays within its place ---


@pytest.mark.parametrize(("text", "args"), [
    ("I only want the wind until bar 9", {"clip": "w1", "start_bar": 1, "end_bar": 8}),
    ("the wind only up to the Credits, throw out the rest", {"clip": "w1", "start_bar": 1, "end_bar": 12}),
    ("lose everything of the wind before bar 5", {"clip": "w1", "start_bar": 5, "end_bar": 16}),
    ("I don't want the wind any more after bar 12", {"clip": "w1", "start_bar": 1, "end_bar": 12}),
    ("just keep the wind from the Talk, bin the rest", {"clip": "w1", "start_bar": 8, "end_bar": 16}),
    ("the wind must end with the Talk, cut everything after that", {"clip": "w1", "start_bar": 1, "end_bar": 12}),
])  # fmt: skip
def test_what_lies_outside_goes(text: str, args: dict[str, Any]) -> None:
    assert steps(text, RADIO) == [("edit_clip", {"action": "trim", **args})]


def test_it_enters_late_and_what_is_before_is_told_too() -> None:
    wanted = [("edit_clip", {"clip": "w1", "action": "trim", "start_bar": 8})]
    assert steps("the wind should only come in at the Talk, so drop everything before that", RADIO) == wanted


# --- all silent; a level that comes back ---


@pytest.mark.parametrize("text", [
    "total silence in bar 10", "we need a hole of one bar at bar 10", "everything dead silent at bar 10 for one bar",
    "the editor wants a hole at bar 10: all tracks silent for that one bar, then straight on as before",
])  # fmt: skip
def test_everything_is_silent_for_a_bar(text: str) -> None:
    assert steps(text, RADIO) == silent(10, 11)


@pytest.mark.parametrize("text", [
    "the wind 5 dB under in bars 9 and 10, then back to normal",
    "wind down 5 dB in bars 9 and 10, normal again after that",
    "while she speaks, in bars 9 and 10, the wind goes 5 dB under and then comes back",
])  # fmt: skip
def test_a_level_comes_back_by_itself(text: str) -> None:
    level = {"from": -5, "to": -5, "start_bar": 9, "end_bar": 11}
    assert steps(text, RADIO) == [("automate", {"track": "Wind", "parameter": "volume", **level})]


def test_where_it_comes_back_ends_it() -> None:
    level = {"from": -5, "to": -5, "start_bar": 9, "end_bar": 13}
    told = steps("wind down 5 dB from bar 9, back to normal at bar 13", RADIO)
    assert told == [("automate", {"track": "Wind", "parameter": "volume", **level})]


@pytest.mark.parametrize("text", [
    "the wind goes slowly away over the last four bars",
    "let the wind disappear slowly over the last four bars until nothing is left",
])  # fmt: skip
def test_it_goes_slowly_away(text: str) -> None:
    assert surely(text, RADIO) == [("edit_clip", {"clip": "w1", "action": "fade_out", "duration": 8})]


# --- corrections ---


def moved(args: dict[str, Any]) -> Context:
    return after(RADIO, ("the first reply a second earlier", [("arrange", args, ())]))


def test_so_much_from_where_it_was() -> None:
    was = {"action": "move", "clip": "p1", "offset": -1}
    context = moved(was)
    for text in ("still too late. 3 seconds, counted from where it was at first", "make that three seconds in all"):
        assert steps(text, context) == [("arrange", {**was, "offset": -3})], text
    assert steps("another second", context) == [("arrange", was)]


def test_who_was_meant() -> None:
    context = after(RADIO, ("mute the wind", [("mix", {"track": "Wind", "action": "mute"}, ())]))
    ((task, args), *_) = [one for one in steps("sorry, the jingle is what I meant", context) if one[0] == "mix"]
    assert (task, args) == ("mix", {"track": "Jingle", "action": "mute"})


def test_a_stretch_is_moved_and_no_clip() -> None:
    was = {"track": "Wind", "parameter": "mute", "from": 1, "to": 1, "start_bar": 13, "end_bar": 17}
    context = after(RADIO, ("no wind from bar 13", [("automate", was, ())]))
    assert steps("make that a bar later", context) == [("automate", {**was, "start_bar": 14})]
    inside = {**was, "start_bar": 5, "end_bar": 7}
    context = after(RADIO, ("no wind in bars 5 and 6", [("automate", inside, ())]))
    assert steps("a bar earlier please", context) == [("automate", {**inside, "start_bar": 4, "end_bar": 6})]


def test_the_voice_of_before() -> None:
    changed = [("style_transfer", {"clip": "p1", "style": "whisper"}, ())]
    context = after(RADIO, ("let him whisper", changed))
    for text in ("normal voice again", "his own voice back please", "no, without the whisper"):
        assert [task for task, _ in steps(text, context)] == ["undo"], text
    assert [task for task, _ in steps("normal voice again", RADIO)] != ["undo"]


def test_a_send_is_taken_back_once() -> None:
    sent = ("route", {"action": "send", "track": "Moderator", "to": "Hall", "value_db": -12}, ())
    context = numbered(after(RADIO, ("give the moderator some hall", [sent])))
    told = steps("No, that's a cathedral. Forget the hall, he was better dry.", context)
    assert len(told) == 1 and told[0][0] in ("undo", "route")


def test_a_copy_goes_with_what_was_done_to_it() -> None:
    done = [
        ("arrange", {"action": "duplicate", "clip": "r1", "track": "Harp high"}, ("upper",)),
        ("change_tempo_key", {"clip": "n8", "semitones": 12}, ()),
        ("mix", {"track": "Harp high", "action": "gain", "value_db": -6}, ()),
    ]
    views = (*_VIEWS, TrackInfo("Harp high", "midi"))
    context = replace(RADIO, tracks=tuple(one.name for one in views), track_views=views)
    context = numbered(after(context, ("copy the right hand an octave up to a new track, 6 dB lower", done)))
    (step,) = steps("too much. lose the octave thing", context)
    assert step[0] == "undo" and "." not in str(step[1].get("target", ""))


# --- tone ---


@pytest.mark.parametrize(("text", "is_up"), [
    ("the wind should sound muffled", False), ("dull the wind a bit", False), ("make the wind sound thin", False),
    ("make the wind less dull", True), ("the wind sounds dull", True),
])  # fmt: skip
def test_a_word_that_is_wished_for_is_no_complaint(text: str, is_up: bool) -> None:
    gains = [args["gain_db"] for task, args in steps(text, RADIO) if "gain_db" in args]
    assert gains and all((one > 0) == is_up for one in gains), gains


def test_a_comparison_names_no_place() -> None:
    ((_, args),) = steps("make the wind muffled, as if from behind the talk", RADIO)
    assert "start_bar" not in args and "end_bar" not in args


# --- words that are quoted ---


def test_a_quotation_in_a_reason_is_not_cut() -> None:
    wanted = {"track": "Jingle", "parameter": "mute", "from": 1, "to": 1, "start_bar": 5, "end_bar": 9}
    assert steps('kill the jingle from bar 5 so his "good evening" stands alone', RADIO) == [("automate", wanted)]
    ((_, args),) = steps('cut "good evening" out of the first reply', RADIO)
    assert args == {"clip": "p1", "action": "cut", "words": "good evening"}


# --- gaps, and what is told behind ---


@pytest.mark.parametrize(("text", "bar"), [
    ("close the hole before the closing", 7), ("leave two seconds between the opening and the closing", 8),
    ("the closing should come right behind the opening with no pause", 7),
    ("shorten the pause before the closing to one second", 7.5),
])  # fmt: skip
def test_a_clip_behind_another(text: str, bar: float) -> None:
    words = replace(RADIO, markers=(("Talk", 8.0),))
    assert steps(text, words) == [("arrange", {"action": "move", "clip": "m2", "bar": bar})]


def test_what_is_named_and_unused_is_asked_about() -> None:
    """A guess that does something else altogether is no answer to what is named."""
    plan = ASKING.plan("put the wind and the jingle side by side, no pause", RADIO)
    assert not any(one.task == "transport" for one in plan.steps)


def test_only_where_someone_speaks_is_not_everywhere() -> None:
    softer = [Step("mix", {"track": "Wind", "action": "gain", "value_db": -3})]
    scene = DialogueState.of(RADIO)
    assert scope_lost("the wind softer but only where the professor speaks", softer, scene)
    assert not scope_lost("the wind softer please, the professor speaks", softer, scene)


@pytest.mark.parametrize(("text", "wanted"), [
    ("jingle aint hittin turn it up like 5", [("mix", {"track": "Jingle", "action": "gain", "value_db": 5})]),
    ("make the jingle a little more quiet, I think two decibels will be enough",
     [("mix", {"track": "Jingle", "action": "gain", "value_db": -2})]),
    ("the wind should not play from the beginning, it is nicer when it enters in bar 5",
     [("edit_clip", {"clip": "w1", "action": "trim", "start_bar": 5})]),
    ("the wind has to be gone by the Talk. Take it out smoothly over the two bars before.",
     [("automate", {"track": "Wind", "parameter": "volume", "from": 0, "to": -60, "start_bar": 6, "end_bar": 8})]),
    ("copy the jingle to bar 9 and two bars later again",
     [("arrange", {"action": "duplicate", "clip": "j1", "bar": bar}) for bar in (9, 11)]),
])  # fmt: skip
def test_what_is_behind_belongs_to_it(text: str, wanted: list[tuple[str, dict[str, Any]]]) -> None:
    assert surely(text, RADIO) == wanted


def test_coming_back_slowly_is_no_undo() -> None:
    was = {"track": "Wind", "parameter": "volume", "from": -3, "to": -3, "start_bar": 1, "end_bar": 9}
    context = numbered(after(RADIO, ("wind down 3 in bars 1 to 8", [("automate", was, ())])))
    assert [task for task, _ in surely("Let it come back gradually over the bar before.", context)] == ["ask"]


def test_the_highest_note() -> None:
    wanted = [("session_info", {"aspect": "notes", "clip": "r1"})]
    assert steps("may I ask which is the lowest note that my right hand must reach?", RADIO) == wanted


@pytest.mark.parametrize(("text", "wanted"), [
    ("the jingle enters too early by two beats",
     [("arrange", {"action": "move", "clip": "j1", "offset_beats": 2})]),
    ("the jingle stops too suddenly, smooth it out", [("edit_clip", {"clip": "j1", "action": "fade_out"})]),
    ("the wind is so narrow, make it wide", [("apply_effect", {"clip": "w1", "effect": "widen"})]),
    ("bounce w/o the jingle",
     [("export", {"what": "mix", "tracks": ["Moderator", "Professor Phone", "Wind", "Harp LH", "Harp RH"]})]),
])  # fmt: skip
def test_a_complaint_tells_which_way(text: str, wanted: list[tuple[str, dict[str, Any]]]) -> None:
    told = steps(text, RADIO)
    if wanted[0][0] == "export":
        assert told[0][0] == "export" and "Jingle" not in told[0][1].get("tracks", ["Jingle"])
    else:
        assert told == wanted


@pytest.mark.parametrize("text", [
    "the wind up 4 but only its first hit", "wind closer, right on top of the Talk", "bring it back, no pause",

])  # fmt: skip
def test_a_guess_needs_a_word_for_what_it_does(text: str) -> None:
    plan = ASKING.plan(text, RADIO)
    done = [(one.task, one.args.get("action")) for one in plan.steps]
    assert not {("mix", "gain"), ("enhance_speech", None), ("transport", "stop"), ("denoise", None)} & set(done), done


# --- what one of several was, both that are told, both that are asked ---


def test_one_of_two_that_one_request_changed() -> None:
    done = [("denoise", {"clip": "m1"}, ()), ("denoise", {"clip": "m2"}, ())]
    plain = replace(RADIO, markers=())
    context = numbered(after(plain, ("clean the moderator up", done)))
    for text in ("undo it for the opening", "not the opening"):
        assert steps(text, context) == [("undo", {"target": "#1.1"})], text
    assert steps("undo that", context) == [("undo", {})]


def test_who_is_told_of_and_another() -> None:
    told = steps("The left hand is too high. Three half steps lower please, and the right hand too.", RADIO)
    assert {clip for _, args in told for clip in args.get("clips", [args.get("clip")])} == {"l1", "r1"}


@pytest.mark.parametrize(("text", "wanted"), [
    ("quick one, what's the tempo and how many bars is the Talk?",
     [{"aspect": "tempo"}, {"aspect": "length", "start_bar": 8, "end_bar": 13}]),
    ("where does the Talk start and how many bars does it have?",
     [{"aspect": "places", "start_bar": 8}, {"aspect": "length", "start_bar": 8, "end_bar": 13}]),
    ("how many minutes is the whole programme, from the opening to the end of the credits?", [{"aspect": "length"}]),
])  # fmt: skip
def test_all_that_is_asked_is_answered(text: str, wanted: list[dict[str, Any]]) -> None:
    assert [args for _, args in steps(text, RADIO)] == wanted

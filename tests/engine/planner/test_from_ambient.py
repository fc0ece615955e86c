"""What a terse composer's talk showed: numbers that are names, answers by a number, a tempo that comes gradually."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import CallResult, ClipInfo, Context, Exchange, TrackInfo
from engine.planner.offline.planner import OfflinePlanner
from tests.engine.planner.session import after, calls

KINDS = {"Field L": "audio", "Field R": "audio", "01 drone": "audio", "02 drone": "audio", "glass": "midi"}
KINDS |= {"felt piano 1": "midi", "felt piano 2": "midi", "whisper": "audio", "Jingle": "audio"}
LYING = {"glass": ("glass a", "glass b"), "whisper": ("whisper a", "whisper b")}
LYING |= {"Jingle": ("jingle open", "jingle close")}
PLACES = {"glass a": (9.0, 13.0), "glass b": (21.0, 25.0), "whisper a": (7.0, 8.0), "whisper b": (19.0, 20.0)}
PLACES |= {"jingle open": (2.0, 4.0), "jingle close": (31.0, 33.0)}


def _clip(number: int, name: str, track: str) -> ClipInfo:
    start, end = PLACES.get(name, (1.0, 33.0))
    return ClipInfo(f"c{number}", name, track, KINDS[track], 4 * (start - 1), 4 * (end - start), bars=(start, end))


NAMES = [(name, track) for track in KINDS for name in LYING.get(track, (f"{track.lower()} take",))]
IDS = {name: f"c{number}" for number, (name, _) in enumerate(NAMES, 1)}
SONG = Context(
    tempo=60,
    clips=tuple(_clip(number, name, track) for number, (name, track) in enumerate(NAMES, 1)),
    tracks=tuple(KINDS),
    track_views=(
        *(TrackInfo(name, kind=kind, gain_db=-10, pan=0.0) for name, kind in KINDS.items()),
        TrackInfo("deep hall", kind="bus", gain_db=-4, pan=0.0),
        TrackInfo("Drum Bus", kind="bus", gain_db=0, pan=0.0),
    ),
    markers=(("Still", 1), ("Drift", 9), ("Thaw", 17), ("Return", 25)),
)


def steps(text: str, context: Context = SONG) -> list[tuple[str, dict[str, Any]]]:
    return [(one["tool"], dict(one["args"])) for one in calls(text, context)]


def asked(text: str) -> Context:
    """The session after a request that was answered by a question with its choices."""
    plan = OfflinePlanner().plan(text, SONG)
    choices = tuple(tuple({"tool": one.task, "args": dict(one.args)} for one in choice) for choice in plan.choices)
    assert len(choices) > 1
    return replace(SONG, dialogue=(Exchange(text, tuple(plan.calls()), choices=choices),))


def _gain(track: str, by: float) -> tuple[str, dict[str, Any]]:
    return "mix", {"track": track, "action": "gain", "value_db": by}


@pytest.mark.parametrize(
    ("answer", "meant"),
    [("2", "felt piano 2"), ("the second", "felt piano 2"), ("just 1", "felt piano 1"), ("1 please", "felt piano 1")],
)
def test_a_number_picks_one_of_those_offered(answer: str, meant: str) -> None:
    assert steps(answer, asked("felt piano quieter")) == [_gain(meant, -3)]


def test_a_word_of_what_lies_on_it_picks_one_of_those_offered() -> None:
    context = asked("field quieter")
    assert steps("the l take one", context) == [_gain("Field L", -3)]
    assert steps("glass", context) != [_gain("Field L", -3)]


DOWN = after(SONG, ("02 drone down 2", [("mix", {"track": "02 drone", "action": "gain", "value_db": -2}, ())]))
PIANO = after(SONG, ("felt piano 2 down 3", [("mix", {"track": "felt piano 2", "action": "gain", "value_db": -3}, ())]))


@pytest.mark.parametrize(
    ("text", "context", "meant"),
    [
        ("01 the same amount", DOWN, _gain("01 drone", -2)),
        ("01 too", DOWN, _gain("01 drone", -2)),
        ("02 up 1", SONG, _gain("02 drone", 1)),
        ("02 drone up 1", SONG, _gain("02 drone", 1)),
        ("1 too", PIANO, _gain("felt piano 1", -3)),
        ("1 too, half as much", PIANO, _gain("felt piano 1", -1.5)),
    ],
)
def test_a_number_alone_is_a_name(text: str, context: Context, meant: tuple[str, dict[str, Any]]) -> None:
    assert steps(text, context) == [meant]


MUTE = {"track": "02 drone", "parameter": "mute", "from": 1, "to": 1, "start_bar": 18, "end_bar": 19}


def test_behind_bars_a_number_is_a_bar() -> None:
    assert steps("17 too", after(SONG, ("mute 02 drone in bar 18", [("automate", MUTE, ())])))[0][1]["start_bar"] == 17


TEMPO = after(SONG, ("tempo 52 from drift", [("transport", {"action": "set_tempo", "bpm": 52, "bar": 9}, ())]))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("get there gradually, over 4 bars", 5, 9),
        ("too abrupt, ease into it over 2 bars", 7, 9),
        ("make it gradual", 5, 9),
        ("over the next 4 bars", 9, 13),
    ],
)
def test_a_tempo_is_reached_gradually(text: str, start: int, end: int) -> None:
    ((_, args),) = steps(text, TEMPO)
    assert (args["bpm"], args["to_bpm"], args["start_bar"], args["end_bar"]) == (60, 52, start, end)


def test_later_is_not_gradually() -> None:
    assert "to_bpm" not in steps("4 bars later", TEMPO)[0][1]


METER = after(SONG, ("6/4 from return", [("transport", {"action": "set_meter", "meter": "6/4", "bar": 25}, ())]))


@pytest.mark.parametrize(
    ("text", "meter", "bar"), [("no. 5", "5/4", 25), ("no, 7", "7/4", 25), ("no, bar 5", "6/4", 5)]
)
def test_another_count_of_the_same_beats(text: str, meter: str, bar: int) -> None:
    args = steps(text, METER)[0][1]
    assert (args["meter"], args["bar"]) == (meter, bar)


BLUE = after(
    SONG,
    (
        "blue, both",
        [("set_track", {"track": one, "color": "blue"}, ()) for one in ("01 drone", "02 drone")],
    ),
)


def test_one_of_those_coloured_is_coloured_otherwise() -> None:
    assert steps("02 drone green instead", BLUE) == [("set_track", {"track": "02 drone", "color": "green"})]
    assert steps("both green instead", BLUE)[0][1]["tracks"] == ["01 drone", "02 drone"]


@pytest.mark.parametrize(
    ("text", "level"),
    [("glass to deep hall, a lot", -6), ("glass to the hall", None), ("whisper to the hall a bit", -18)],
)
def test_a_bus_called_like_a_room_is_sent_to(text: str, level: float | None) -> None:
    ((task, args),) = steps(text)
    assert (task, args["action"], args["to"], args.get("value_db")) == ("route", "send", "deep hall", level)


def test_to_another_bus_may_be_its_output() -> None:
    assert [args.get("action") for _, args in steps("glass to drum bus")] != ["send"]


def test_there_behind_a_copy_is_where_it_lies() -> None:
    copy = replace(next(one for one in SONG.clips if one.name == "glass b"), id="n1", start=112, bars=(29.0, 33.0))
    act = {"tool": "arrange", "args": {"action": "duplicate", "clip": IDS["glass b"], "bar": 29}}
    done = Exchange("copy glass b to 29", (act,), (CallResult(0, True, ("n1",)),))
    copied = replace(SONG, clips=(*SONG.clips, copy), dialogue=(done,))
    tasks = [task for task, _ in steps("a third lower there", copied)]
    assert tasks == ["change_tempo_key"]  # no second voice on another track


TURNED = after(SONG, ("reverse whisper b", [("edit_clip", {"clip": IDS["whisper b"], "action": "reverse"}, ())]))


def test_the_other_way_round_turns_both() -> None:
    turned = [args["clip"] for _, args in steps("other way round", TURNED)]
    assert sorted(turned) == sorted((IDS["whisper a"], IDS["whisper b"]))


FADED = after(
    SONG,
    ("field l in over 8 bars", [("edit_clip", {"clip": IDS["field l take"], "action": "fade_in", "duration": 32}, ())]),
    ("field r in over 8 bars", [("edit_clip", {"clip": IDS["field r take"], "action": "fade_in", "duration": 32}, ())]),
)


def test_both_fade_at_the_other_end() -> None:
    made = steps("both out over their last 2", FADED)
    assert [(args["action"], args["duration"]) for _, args in made] == [("fade_out", 8), ("fade_out", 8)]
    assert [args["duration"] for _, args in steps("and come down slowly as well, same length", FADED)] == [32]


def test_some_notes_of_a_clip_are_not_all_of_them() -> None:
    assert steps('sing "let go" on the last two notes of glass b')[0][0] == "ask"
    assert steps('sing "on the last two nights" on glass b')[0][0] == "sing"


def test_the_opening_one_is_called_so() -> None:
    assert steps("fade out the opening jingle")[0][1]["clip"] == IDS["jingle open"]
    assert steps("fade out the jingle")[0][1]["clip"] == IDS["jingle close"]


def test_a_bare_number_is_a_bar_of_a_question() -> None:
    assert steps("what sounds at 18") == [
        ("session_info", {"aspect": "playing", "start_bar": 18, "end_bar": 19}),
    ]


def test_a_question_renames_no_marker() -> None:
    assert steps("and the very first marker of all is called?") == [("marker", {"action": "list"})]
    assert steps("the first marker is called Start")[0][1]["action"] == "rename"

"""A short turn about one of the acts before it, told by its thing, its figure or its place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import CallResult, ClipInfo, Context, Exchange, TrackInfo
from engine.planner.offline.planner import OfflinePlanner

NAMES = ("Tuba", "Harp", "Oboe", "Choir")
BAND = Context(
    clips=tuple(
        ClipInfo(f"c{n}", name, name, "audio" if n > 2 else "midi", 0, 16, bars=(1.0, 9.0))
        for n, name in enumerate(NAMES, 1)
    ),
    tracks=NAMES,
    track_views=tuple(map(TrackInfo, NAMES)),
)
PLANNER = OfflinePlanner(asks_back=False)
Done = tuple[str, dict[str, Any]]


def after(*turns: tuple[str, list[Done]]) -> Context:
    dialogue = tuple(
        Exchange(
            said,
            tuple({"tool": tool, "args": args} for tool, args in done),
            tuple(CallResult(place, True) for place in range(len(done))),
            undone=False,
            number=number,
        )
        for number, (said, done) in enumerate(turns, 1)
    )
    return replace(BAND, dialogue=dialogue)


def gain(track: str, value_db: float) -> Done:
    return "mix", {"track": track, "action": "gain", "value_db": value_db}


MOVED: Done = ("arrange", {"action": "move", "clip": "c2", "bar": 5})
DOWN_THEN_MOVED = after(("tuba down 6", [gain("Tuba", -6.0)]), ("the harp at bar 5", [MOVED]))
PANNED = after(("oboe 30 % left", [("mix", {"track": "Oboe", "action": "pan", "value": -0.3})]))
BOTH_UP = after(("tuba and harp up 4", [gain("Tuba", 4.0), gain("Harp", 4.0)]))
RAISED = after(("up a third", [("change_tempo_key", {"clips": ["c1", "c2"], "semitones": 4.0})]))


def told(said: str, context: Context) -> list[tuple[str, str, dict[str, Any]]]:
    return [(f"{one.op} {one.base}".strip(), one.task, dict(one.args)) for one in PLANNER.plan(said, context).steps]


@pytest.mark.parametrize(
    "said",
    ["the tuba only 2 dB", "2 dB instead of 6 for the tuba", "no, the first one 2 dB", "make the tuba 2 dB instead"],
)
def test_the_figure_of_an_earlier_act(said: str) -> None:
    assert told(said, DOWN_THEN_MOVED) == [("fix 1.1", *gain("Tuba", -2.0))]


@pytest.mark.parametrize(
    "said",
    ["do to the oboe what you did to the tuba", "treat the oboe like the tuba", "the oboe the same as the tuba please"],
)
def test_the_same_as_was_done_to_another(said: str) -> None:
    assert told(said, DOWN_THEN_MOVED) == [("again 1.1", *gain("Oboe", -6.0))]


@pytest.mark.parametrize(
    ("said", "target"),
    [
        ("undo the first one", "#1"),
        ("put the tuba back, leave the harp", "#1"),
        ("the tuba was better before, the harp can stay", "#1"),
        ("leave the tuba alone after all", "#1"),
        ("put the harp back where it was, keep the tuba", ""),
    ],
)
def test_one_of_two_goes_and_the_other_stays(said: str, target: str) -> None:
    assert told(said, DOWN_THEN_MOVED) == [("fresh", "undo", {"target": target} if target else {})]


@pytest.mark.parametrize("said", ["the choir as far to the right", "the same for the choir on the other side"])
def test_the_other_side(said: str) -> None:
    assert told(said, PANNED) == [("again 1.1", "mix", {"track": "Choir", "action": "pan", "value": 0.3})]


def test_some_of_what_was_done_at_once() -> None:
    assert told("only the harp", BOTH_UP) == [("fresh", "undo", {"target": "#1.1"})]
    assert told("make that 2 dB for both", BOTH_UP) == [
        ("fix 1.1", *gain("Tuba", 2.0)),
        ("fix 1.2", *gain("Harp", 2.0)),
    ]
    assert told("undo it for the harp", RAISED) == [
        ("fresh", "undo", {}),
        ("again 1.1", "change_tempo_key", {"clips": ["c1"], "semitones": 4.0}),
    ]
    assert told("but the harp by 7 semitones", RAISED)[1:] == [
        ("again 1.1", "change_tempo_key", {"clips": ["c1"], "semitones": 4.0}),
        ("again 1.1", "change_tempo_key", {"clips": ["c2"], "semitones": 7.0}),
    ]


def test_a_bare_figure_is_no_place() -> None:
    velocity = {"action": "velocity", "clip": "c1", "start_bar": 1, "end_bar": 9, "value": 70}
    (step,) = told("the harp likewise, but 55", after(("tuba 70, bars 1 to 8", [("edit_notes", velocity)])))
    assert step == ("again 1.1", "edit_notes", {**velocity, "clip": "c2", "value": 55})


@pytest.mark.parametrize("said", ["leave it like that", "keep it as it is", "leave everything as it is now"])
def test_what_is_to_stay_changes_nothing(said: str) -> None:
    assert [task for _, task, _ in told(said, DOWN_THEN_MOVED)] == ["chat"]


@pytest.mark.parametrize(
    ("said", "task"),
    [
        ("good. make it green as well please", "set_track"),
        ("nice, mute it too", "mix"),
        ("great. reverse it", "edit_clip"),
    ],
)
def test_praise_before_another_deed(said: str, task: str) -> None:
    (step,) = PLANNER.plan(said, PANNED).steps
    assert (step.op, step.task) == ("fresh", task)

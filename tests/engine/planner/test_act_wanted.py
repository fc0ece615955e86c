"""What a turn wants of earlier acts where it says so at length, alone or together with something else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import CallResult, Exchange
from tests.engine.planner.session import BAND, after, calls
from tests.engine.planner.test_act_meant import BOTH_UP, DOWN_THEN_MOVED, PANNED, gain, told


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("I went too far there, half as much would have done for the tuba", ("fix 1.1", *gain("Tuba", -3.0))),
        ("could the oboe get the very same treatment that you gave the tuba?", ("again 1.1", *gain("Oboe", -6.0))),
        ("on reflection the tuba ought to have had 2 dB rather than 6", ("fix 1.1", *gain("Tuba", -2.0))),
        ("happy with the harp but please take back whatever happened to the tuba", ("fresh", "undo", {"target": "#1"})),
    ],
)
def test_said_at_length(said: str, wanted: tuple[str, str, dict[str, Any]]) -> None:
    assert told(said, DOWN_THEN_MOVED) == [wanted]


def test_the_wrong_thing_was_named() -> None:
    (step,) = told("argh, my mistake, it was the choir I wanted over there and not the oboe", PANNED)
    assert step == ("fix 1.1", "mix", {"track": "Choir", "action": "pan", "value": -0.3})


def test_both_of_a_pair() -> None:
    assert told("neither of them needed it after all, take it off the pair of them", BOTH_UP) == [("fresh", "undo", {})]


def test_together_with_something_else() -> None:
    muted = ("fresh", "mix", {"track": "Choir", "action": "mute"})
    back = ("fresh", "undo", {"target": "#1"})
    assert told("put the tuba back as it was, and mute the choir", DOWN_THEN_MOVED) == [back, muted]
    assert told("mute the choir and undo what you did to the tuba", DOWN_THEN_MOVED) == [muted, back]


@pytest.mark.parametrize(
    "said", ["that sits beautifully now, what a difference", "hm, still not sure whether I like the key of this song"]
)
def test_thinking_aloud_changes_nothing(said: str) -> None:
    assert {task for _, task, _ in told(said, PANNED)} <= {"chat", "ask", "describe_music", "session_info"}


def test_a_request_of_its_own_is_no_correction() -> None:
    assert told("add a marker at bar 9", DOWN_THEN_MOVED)[0][:2] == ("fresh", "marker")
    assert told("mute the oboe and the choir", DOWN_THEN_MOVED)[0][:2] == ("fresh", "mix")


@pytest.mark.parametrize(
    ("said", "args"),
    [
        ("undo everything", {"target": "everything"}),
        ("undo", {}),
        ("undo the last two changes", {"steps": 2}),
        ("undo everything since the beginning", None),
    ],
)
def test_what_is_about_more_than_the_last_acts_is_left_to_its_own_words(said: str, args: dict[str, Any] | None) -> None:
    ((_, task, got),) = told(said, DOWN_THEN_MOVED)
    assert task == "undo" and (got == args if args is not None else got != {})


def test_an_undo_behind_an_undo_goes_on() -> None:
    undone = replace(
        DOWN_THEN_MOVED,
        dialogue=(
            *(replace(turn, undone=number == 2) for number, turn in enumerate(DOWN_THEN_MOVED.dialogue, 1)),
            Exchange("undo", ({"tool": "undo", "args": {}},), (CallResult(0, True),), undone=False, number=3),
        ),
    )
    assert told("undo", undone) == [("fresh", "undo", {})]
    assert told("no wait, do it after all", undone) == [("fresh", "redo", {})]


def test_a_level_behind_a_tempo_is_no_tempo() -> None:
    slowed = {"action": "set_tempo", "bpm": 76.0, "to_bpm": 60.0, "start_bar": 3, "end_bar": 5}
    before = after(BAND, ("slow down from 76 to 60 over bars 3 and 4", [("transport", slowed, ())]))
    said = "one of the two parts is too forceful, soften it by three decibels"
    assert all(call["tool"] != "transport" for call in calls(said, before))

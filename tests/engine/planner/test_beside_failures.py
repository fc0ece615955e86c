"""What failed, or was never begun, is nothing to correct and nothing to take back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import NOT_RUN, CallResult, Context, Exchange
from tests.engine.planner.session import BAND, calls

Call = tuple[str, dict[str, Any]]
DOWN: Call = ("mix", {"track": "Bass", "action": "gain", "value_db": -3.0})
LEFT: Call = ("mix", {"track": "Pad", "action": "pan", "value": -0.3})
TEMPO: Call = ("transport", {"action": "set_tempo", "bpm": 100.0})
GRID: Call = ("edit_notes", {"action": "quantize", "clip": "c3", "grid": "1/8"})
NO_TAKE: Call = ("take", {"action": "use", "clip": "c5", "number": "4"})
OTHER_TAKE: Call = ("take", {"action": "use", "clip": "c1", "number": "4"})
NO_MARKER: Call = ("marker", {"action": "delete", "name": "Bridge"})
NO_SPLIT: Call = ("edit_clip", {"clip": "c5", "action": "split", "at": 97.5})
AWAY: Call = ("arrange", {"action": "delete", "clip": "c2"})


def behind(done: Call, vain: Call, error: str = "there is none") -> Context:
    """BAND behind something that was done and something that was not."""
    dialogue = tuple(
        Exchange(said, ({"tool": call[0], "args": call[1]},), (CallResult(0, not why, (), why),), (), False, number)
        for number, (said, call, why) in enumerate((("first", done, ""), ("then", vain, error)), 1)
    )
    return replace(BAND, dialogue=dialogue, history=())


@pytest.mark.parametrize(
    ("text", "done", "vain", "task", "args"),
    [
        ("2 dB more", DOWN, NO_MARKER, "mix", {"track": "Bass", "action": "gain", "value_db": -2.0}),
        ("no, 5 dB", DOWN, NO_TAKE, "mix", {"track": "Bass", "action": "gain", "value_db": -5.0}),
        ("nein, 5 dB", DOWN, NO_TAKE, "mix", {"track": "Bass", "action": "gain", "value_db": -5.0}),
        ("make that 4", DOWN, NO_TAKE, "mix", {"track": "Bass", "action": "gain", "value_db": -4.0}),
        ("same for the pad", DOWN, NO_MARKER, "mix", {"track": "Pad", "action": "gain", "value_db": -3.0}),
        ("102", TEMPO, NO_TAKE, "transport", {"action": "set_tempo", "bpm": 102.0}),
        ("only 50%", GRID, NO_TAKE, "edit_notes", GRID[1] | {"amount": 0.5}),
    ],
)
def test_a_correction_behind_a_failure_is_about_what_was_done(
    text: str, done: Call, vain: Call, task: str, args: dict[str, Any]
) -> None:
    (call,) = calls(text, behind(done, vain))
    assert (call["tool"], call["args"], call.get("base", "1.1")) == (task, args, "1.1")


@pytest.mark.parametrize(
    ("text", "vain", "args"),
    [
        ("no, at bar 4", NO_SPLIT, {"clip": "c5", "action": "split", "at": 7.5}),
        ("no, take 2", OTHER_TAKE, {"action": "use", "clip": "c1", "number": "2"}),
    ],
)
def test_what_failed_can_be_tried_otherwise(text: str, vain: Call, args: dict[str, Any]) -> None:
    (call,) = calls(text, behind(DOWN, vain))
    assert (call["tool"], call["args"]) == (vain[0], args)


@pytest.mark.parametrize("text", ["undo", "undo that", "take that back", "no, undo it please", "mach das rückgängig"])
def test_a_deletion_that_waits_is_dropped_and_nothing_else_taken_back(text: str) -> None:
    (call,) = calls(text, behind(LEFT, AWAY, NOT_RUN))
    assert call["tool"] == "chat" and "nothing to take back" in call["args"]["text"]


@pytest.mark.parametrize("text", ["undo that", "undo it", "take that back please"])
def test_what_failed_is_not_taken_back_with_what_came_before(text: str) -> None:
    (call,) = calls(text, behind(LEFT, NO_TAKE))
    assert call["tool"] == "chat"


def test_what_was_refused_is_not_taken_back_with_what_came_before() -> None:
    refused = Exchange("solo the moon", ({"tool": "refuse", "args": {"text": "A folder has no mixer."}},), number=2)
    context = behind(LEFT, NO_TAKE)
    context = replace(context, dialogue=(context.dialogue[0], refused))
    assert [call["tool"] for call in calls("undo that", context)] == ["chat"]
    assert [call["tool"] for call in calls("undo", context)] == ["undo"]
    (call,) = calls("a bit more to the left", context)
    assert call["tool"] == "mix" and call["args"]["track"] == "Pad"


@pytest.mark.parametrize("text", ["undo", "undo the pan", "undo the one before", "undo everything"])
def test_what_was_done_before_is_taken_back_when_that_is_said(text: str) -> None:
    (call,) = calls(text, behind(LEFT, NO_TAKE))
    assert call["tool"] == "undo"


@pytest.mark.parametrize("text", ["make the bass track green", "make bass green", "colour the bass green"])
def test_a_colour_does_not_keep_the_place_that_another_track_was_given(text: str) -> None:
    top: Call = ("set_track", {"track": "Pad", "position": 1})
    for context in (behind(top, NO_MARKER), behind(DOWN, top)):
        (call,) = calls(text, context)
        assert call["args"] == {"track": "Bass", "color": "green"}

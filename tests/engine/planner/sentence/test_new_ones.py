"""The new one is the copy; the same move is no move of a clip; what "only" says already."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import CallResult, ClipInfo, Context
from engine.planner.offline.sentence.read import SAME_AS_WHAT
from tests.engine.planner.sentence.quartet import SONG, after, steps


def _copied() -> Context:
    """The cajon's second clip was copied to bar 29."""
    context = after("copy cajon two to bar 29")
    copy = ClipInfo("copied", "cajon two", "Cajon", "audio", 56.0, 32.0, bars=(29.0, 45.0))
    (turn,) = context.dialogue
    return replace(
        context,
        clips=(*context.clips, copy),
        dialogue=(replace(turn, results=(CallResult(0, True, ("copied",)),)),),
    )


COPIED = _copied()


@pytest.mark.parametrize(
    "text",
    ["shove the new cajon 15 ms late", "shove the new cajon 15ms late, thicker", "nudge the copied cajon 15 ms late"],
)
def test_the_new_one_is_the_copy(text: str) -> None:
    assert [(one["args"]["clip"], one["args"]["offset"]) for one in steps(text, COPIED)] == [("copied", 0.015)]


@pytest.mark.parametrize("text", ["nudge cajon one 15 ms late", "nudge the new shaker 15 ms late"])
def test_another_is_not(text: str) -> None:
    assert not [one for one in steps(text, COPIED) if one["args"].get("clip") == "copied"]


def test_the_same_move_is_asked_about_where_there_was_none() -> None:
    assert [one["args"]["text"] for one in steps("same move on the cajon thru stanza 1", SONG)] == [SAME_AS_WHAT]


DUCKED = after("duck the marimba under the accordion", replace(SONG, capabilities=SONG.capabilities - {"sidechain"}))


@pytest.mark.parametrize(
    "text",
    [
        "only in the refrain",
        "only in the refrain, stanzas i want it full",
        "just in the refrain, the rest stays as it is",
    ],
)
def test_ducking_in_some_bars_only(text: str) -> None:
    made: list[dict[str, Any]] = steps(text, DUCKED)
    assert [(one["args"]["start_bar"], one["args"]["end_bar"]) for one in made] == [(5, 13), (21, 29)]


@pytest.mark.parametrize("text", ["marimba up 2, the refrain full", "stanzas dry"])
def test_without_only_it_is_no_remark(text: str) -> None:
    assert not steps(text)


VELOCITY = after("quantize the marimba to 16ths")


@pytest.mark.parametrize("text", ["velocities all 110 there", "velocities are 110", "velocity 110 there"])
def test_there_is_on_the_notes_in_hand(text: str) -> None:
    made = steps(text, VELOCITY)
    assert [(one["args"]["action"], one["args"]["value"]) for one in made] == [("velocity", 110)]

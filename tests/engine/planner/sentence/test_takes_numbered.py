"""Takes by their numbers, also behind an effect that has figures of its own; copies on a track of their own."""

from __future__ import annotations

from typing import Any

import pytest

from engine.planner.context import Context
from tests.engine.planner.session import BAND, after, calls

EQ = {"clip": "c5", "effect": "eq", "freq_hz": 200.0, "gain_db": 1.2, "q": 0.7}
WARMER = after(BAND, ("the pad a bit warmer", [("apply_effect", EQ, ("c5",))]))


def used(text: str, context: Context) -> list[tuple[str, Any]]:
    return [(call["args"].get("number"), call["args"].get("clip")) for call in calls(text, context)
            if call["tool"] == "take" and call["args"]["action"] == "use"]  # fmt: skip


def clip_of(context: Context, track: str) -> str:
    return next(clip.id for clip in context.clips if clip.track == track)


@pytest.mark.parametrize(
    ("text", "number"),
    [("use take 2 of the pad", "2"), ("take two of the pad please", "2"), ("back to the first take of the pad", "1"),
     ("ok play the third take of the pad again", "3"), ("use the last take of the pad", "last")],
)  # fmt: skip
def test_a_take_by_its_number(text: str, number: str) -> None:
    for context in (BAND, WARMER):
        assert used(text, context) == [(number, clip_of(context, "Pad"))]


@pytest.mark.parametrize("text", ["take 2 dB off the pad", "take the pad down 2"])
def test_what_is_no_take(text: str) -> None:
    assert used(text, BAND) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [("duplicate the pad on a new track", None), ("copy the pad to a new track called Wide", "Wide"),
     ("double the pad on its own track", None)],
)  # fmt: skip
def test_a_track_once_more(text: str, name: str | None) -> None:
    args = {"action": "duplicate", "track": "Pad", **({"name": name} if name else {})}
    assert calls(text, BAND) == [{"tool": "arrange", "args": args}]


def test_a_copy_that_is_moved_by_an_interval_is_one_still() -> None:
    first = calls("double the bass an octave up on a new track", BAND)[0]
    assert first["args"].get("action") == "duplicate" and first["args"].get("track") not in (None, "Bass")

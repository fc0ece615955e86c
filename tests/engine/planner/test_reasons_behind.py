"""What is told about a wish is no wish of its own."""

from __future__ import annotations

import pytest

from tests.engine.planner.session import calls


@pytest.mark.parametrize(
    ("text", "tool"),
    [
        ("mute the pad from bar 3 to 5 because the singer's line is thin as paper and it covers him", "automate"),
        ("reverse the pad, because nobody would expect that sound there", "edit_clip"),
    ],
)
def test_a_reason_is_no_step(text: str, tool: str) -> None:
    assert [call["tool"] for call in calls(text)] == [tool]


def test_a_second_wish_still_counts() -> None:
    assert [call["tool"] for call in calls("reverse the pad and mute the bass")] == ["edit_clip", "mix"]

"""A question beside a remark is answered, and nothing is done; a wish with a question mark stays a wish."""

from __future__ import annotations

import pytest

from engine.planner.offline.steps.is_question import question_beside
from tests.engine.planner.session import calls


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("the pad's doubled by someone? sounds thick", "is the pad doubled by someone?"),
        ("wait the bass is muted?", "is the bass muted?"),
        ("the drums sound nice. who plays them?", "who plays them?"),
        ("what key is the bass line in? I want to jam over it", "what key is the bass line in?"),
    ],
)
def test_the_question_alone(text: str, question: str) -> None:
    """Without the remark before it and the reason behind it."""
    assert question_beside(text) == question


@pytest.mark.parametrize(
    "text",
    [
        "a bit louder?",
        "the bass is too loud?",
        "mute the bass. is it still there?",
        "the vocal is thin. can you fix that?",
        "is it too loud? turn it down",
        "maybe the strings are better an octave up?",
        "the piano is at bar 9?",
    ],
)
def test_a_wish_is_no_question(text: str) -> None:
    """Nor is a question beside an order."""
    assert not question_beside(text)


def test_nothing_is_done() -> None:
    """What is so is told."""
    assert [one["tool"] for one in calls("the bass is gated by someone? sounds chopped")] == ["session_info"]
    assert [one["tool"] for one in calls("what key has the bass line? I want to play some notes over")] == [
        "describe_music"
    ]

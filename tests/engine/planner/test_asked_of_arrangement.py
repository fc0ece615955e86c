"""Questions of the arrangement are answered from the session, and change nothing."""

from __future__ import annotations

from typing import Any

import pytest

from engine.planner.context import Context
from engine.planner.offline.asked.questions import asked_of_session
from engine.planner.offline.reading.dialogue_state import DialogueState
from tests.engine.planner.sentence.quartet import SONG, after


def asked(text: str, context: Context = SONG) -> list[tuple[str, dict[str, Any]]]:
    return [(one.task, dict(one.args)) for one in asked_of_session(text, DialogueState.of(context)) or []]


def info(aspect: str, **args: Any) -> tuple[str, dict[str, Any]]:
    return "session_info", {"aspect": aspect, **args}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("which tracks have nothing in stanza 1", [info("playing", start_bar=5, end_bar=13)]),
        ("who is silent in the refrain?", [info("playing", start_bar=13, end_bar=21)]),
        ("is there a marker at 13", [info("places", start_bar=13)]),
        ("how many bars till stanza 2 from stanza 1", [info("length", start_bar=5, end_bar=21)]),
        (
            "is stanza 2 longer than the refrain",
            [info("length", start_bar=21, end_bar=29), info("length", start_bar=13, end_bar=21)],
        ),
        ("what's the last bar of the shaker", [info("playing", track="Shaker")]),
        ("what velocity are the marimba notes at?", [info("notes", clip="k05"), info("notes", clip="k013")]),
        ("how many sections are there", [("marker", {"action": "list"})]),
        ("anything on the shaker before the refrain?", [info("playing", track="Shaker", start_bar=1, end_bar=13)]),
    ],
)
def test_what_the_session_knows_is_told(text: str, told: list[tuple[str, dict[str, Any]]]) -> None:
    assert asked(text) == told


def test_where_it_lies_behind_a_move() -> None:
    trimmed = after("trim accordion two to 17-20")
    for text in ("where does that put it?", "what's left of it?"):
        assert asked(text, trimmed) == [info("playing", clip="k213")]


@pytest.mark.parametrize(
    "text",
    [
        "make the shaker silent in the refrain",
        "the accordion is longer than the shaker",
        "what's the shaker doing to me",
    ],
)
def test_what_asks_nothing_of_it_is_left_to_others(text: str) -> None:
    assert not asked(text)

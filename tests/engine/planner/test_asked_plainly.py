"""Questions of a working session: how a track stands, what was done, what is no question of sound."""

from __future__ import annotations

from typing import Any

import pytest

from engine.planner.context import Context
from tests.engine.planner.session import after, calls
from tests.engine.planner.test_counted_clips import SONG

UP = after(SONG, ("harp up a touch", [("mix", {"track": "Harp", "action": "gain", "value_db": 1}, ())]))


def told(text: str, context: Context = UP) -> list[tuple[str, dict[str, Any]]]:
    return [(call["tool"], call["args"]) for call in calls(text, context)]


@pytest.mark.parametrize("text", ["ok what's it at now?", "where's the fader now", "how loud is it now?"])
def test_how_it_stands_is_told_of_what_was_turned(text: str) -> None:
    assert told(text) == [("session_info", {"aspect": "level", "track": "Harp"})]


@pytest.mark.parametrize(
    "text", ["what's the level of the bells?", "where are the bells at", "how loud are the bells?"]
)
def test_how_another_stands(text: str) -> None:
    assert told(text)[0][1].get("track", "Bells") == "Bells"


@pytest.mark.parametrize(
    "text",
    ["what did you change?", "what did you just change?", "what have you done so far?", "so what changed there?"],
)
def test_what_was_done_is_all_of_it(text: str) -> None:
    assert told(text) == [("history", {})]


@pytest.mark.parametrize("text", ["what key and tempo are we in", "what's the tempo and key"])
def test_the_session_is_told(text: str) -> None:
    assert told(text) == [("session_info", {"aspect": "overview"})]


@pytest.mark.parametrize(
    "text",
    [
        "so which was nicer",
        "does that sound natural to you?",
        "is it better now?",
        "which of the two bells is better?",
        "is the bells better than the harp?",
    ],
)
def test_no_taste_is_judged(text: str) -> None:
    ((task, args),) = told(text)
    assert task == "refuse" and "taste" in args["text"]


@pytest.mark.parametrize(
    "text", ["is it clipping?", "which track is muted?", "what's on the harp?", "what did the host say?"]
)
def test_what_can_be_looked_up_is(text: str) -> None:
    assert told(text)[0][0] != "refuse" and told(text) != [("history", {})]

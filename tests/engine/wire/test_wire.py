"""The wire's views survive the way there and back; what a client may not send is refused."""

from __future__ import annotations

import json
import math

import pytest

from engine.wire.wire import (
    EVENTS,
    MAX_MESSAGE_BYTES,
    ClipView,
    SessionView,
    StepView,
    TurnView,
    dumps,
    from_json,
    loads,
)

TURN = TurnView(
    3,
    "sing <b>this</b> — ärger 日本",
    "done",
    steps=(StepView("sing", "Sing", {"lyrics": "la"}, "done", clips={"audio": "c1"}, warnings=("quiet",)),),
    clips=(ClipView("c1", "Vocal", "audio", 2.5, 4.0, takes=("c1", "c2")),),
    read_back={"done": 2},
)


def test_a_view_comes_back_as_it_was() -> None:
    assert from_json(TurnView, loads(dumps(TURN))) == TURN
    for view in EVENTS.values():
        assert view.__doc__


def test_what_a_newer_engine_adds_is_left_out_and_what_is_missing_has_its_default() -> None:
    told = json.loads(dumps(TURN)) | {"mood": "blue"}
    del told["answer"]
    assert from_json(TurnView, told) == TURN
    assert from_json(SessionView, {"project": "p", "name": "n"}).selection.label == ""


@pytest.mark.parametrize("values", [None, [], "x", 5, {"text": "no number"}])
def test_what_is_no_view_is_refused(values: object) -> None:
    with pytest.raises(ValueError):
        from_json(TurnView, values)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("NaN", "not a number"),
        ('{"a": Infinity}', "not a number"),
        ('{"a": 1e999}', "too large"),
        ("[" * 40 + "]" * 40, "deeply"),
        ("[" * 200_000, "deeply"),
        ('"' + "a" * MAX_MESSAGE_BYTES + '"', "larger"),
        ("{", "Expecting"),
    ],
)
def test_messages_that_are_refused(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        loads(text)


def test_what_json_cannot_hold_does_not_leave() -> None:
    assert json.loads(dumps({"a": math.nan, "b": (1, {2}), 3: object()}))["a"] is None

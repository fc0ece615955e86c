"""Without a DAW nothing is asked about a session that is not there."""

from __future__ import annotations

import pytest

from engine.planner.context import Context
from engine.planner.offline.planner import OfflinePlanner
from engine.planner.offline.steps.no_session import NO_SESSION

NOTHING_OPEN = Context(has_session=False)


@pytest.mark.parametrize(
    "text", ["freeze the bass", "send the vocals to a bus", "put the drums in a group", "add a marker at bar 5"]
)
def test_it_is_said_that_none_is_connected(text: str) -> None:
    (step,) = OfflinePlanner().plan(text, NOTHING_OPEN).steps
    assert (step.task, step.args["text"]) == ("refuse", NO_SESSION)
    (step,) = OfflinePlanner().plan(text, Context()).steps
    assert step.args.get("text") != NO_SESSION


@pytest.mark.parametrize("text", ["make a beat", "what can you do?", "make it nicer"])
def test_what_needs_none_is_done_or_asked_as_ever(text: str) -> None:
    plans = [OfflinePlanner().plan(text, context) for context in (NOTHING_OPEN, Context())]
    assert [(step.task, step.args) for step in plans[0].steps] == [(step.task, step.args) for step in plans[1].steps]

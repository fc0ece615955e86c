"""What is said of an effect that was just put on is about it: it goes, is bypassed, comes back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import Context
from tests.engine.planner.session import PLANNER, calls, tools
from tests.engine.planner.test_bus_meant import SONG, said


def put(effect: str, clip: str, **args: Any) -> Context:
    """Behind an effect on a clip."""
    return said(SONG, f"put a {effect} there", ("apply_effect", {"clip": clip, "effect": effect, **args}))


@pytest.mark.parametrize("text", ["take it off", "take it off again", "no, remove it", "get rid of it", "lose that"])
def test_it_goes(text: str) -> None:
    assert calls(text, put("eq", "c1", gain_db=2.0)) == [{"tool": "undo", "args": {"target": "#1"}}]


def test_it_goes_with_what_put_it_right() -> None:
    context = put("eq", "c1", gain_db=2.0)
    (step,) = PLANNER.plan("make it 4", context).steps
    fixed = {"tool": step.task, "args": dict(step.args), "op": step.op, "base": step.base}
    behind = said(context, "make it 4", (step.task, dict(step.args)))
    turns = (*behind.dialogue[:-1], replace(behind.dialogue[-1], calls=(fixed,)))
    assert calls("take it off", replace(behind, dialogue=turns)) == [{"tool": "undo", "args": {"target": "#2, #1"}}]


def test_something_else_instead() -> None:
    made = calls("take it off, pull the drums down 4 instead", put("gate", "c7"))
    assert made[0] == {"tool": "undo", "args": {"target": "#1"}}
    assert made[1]["args"] == {"track": "Drums", "action": "gain", "value_db": -4.0}
    assert tools("take it off and send it to the verb", put("delay", "c6")) == ["undo", "route"]


@pytest.mark.parametrize("text", ["bypass it", "turn it off", "bypass it so I can hear the difference"])
def test_it_is_bypassed_and_nothing_else_is(text: str) -> None:
    off = {"action": "bypass", "track": "Rhodes", "plugin": "compressor"}
    assert calls(text, put("compressor", "c1")) == [{"tool": "plugin", "args": off}]
    behind = said(put("compressor", "c1"), text, ("plugin", off))
    assert calls("turn it back on", behind) == [{"tool": "plugin", "args": {**off, "action": "enable"}}]


def test_it_is_redone_and_bypassed() -> None:
    back = said(put("eq", "c1"), "undo", ("undo", {}))
    redo, off = calls("redo, and bypass it so I can hear the difference", back)
    assert redo["tool"] == "redo"
    assert off["args"] == {"action": "bypass", "track": "Rhodes", "plugin": "eq"}


@pytest.mark.parametrize("text", ["turn the bvs up 3", "mute the strings", "take the drums off"])
def test_other_words_are_about_other_things(text: str) -> None:
    assert "undo" not in tools(text, put("eq", "c1"))


@pytest.mark.parametrize(
    ("text", "value_db"), [("turn the strings up 3", 3.0), ("strings down 2", -2.0), ("the strings 2 dB louder", 2.0)]
)
def test_a_track_behind_its_send_is_its_fader(text: str, value_db: float) -> None:
    sent = {"action": "send", "track": "Strings", "to": "Verb", "value_db": -12.0}
    behind = said(SONG, "strings to the verb at -12", ("route", sent))
    mix = {"track": "Strings", "action": "gain", "value_db": value_db}
    assert calls(text, behind) == [{"tool": "mix", "args": mix}]
    assert calls("no, -15", behind)[0]["args"] == {**sent, "value_db": -15.0}

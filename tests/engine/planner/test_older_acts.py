"""What was done before the turns that are shown is found by the history of calls."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.planner.context import Call, Exchange
from tests.engine.planner.session import BAND, calls

OLD = (
    Call(1, "freeze", {"track": "Melody", "action": "freeze"}, (), 3),
    Call(2, "apply_effect", {"clip": "c5", "effect": "reverb"}, ("c5",), 4),
    Call(3, "separate_stems", {"clip": "c7"}, ("s1",), 5),
    Call(4, "mix", {"track": "Pad", "action": "pan", "value": 0.2}, (), 6),
)
SHOWN = tuple(
    Exchange(f"pad to {n} dB", ({"tool": "mix", "args": {"track": "Pad", "action": "gain", "set_db": -n}},), number=n)
    for n in range(7, 19)
)
LONG = replace(BAND, history=OLD, dialogue=SHOWN)


@pytest.mark.parametrize(
    ("said", "target"),
    [
        ("undo the freeze", "#3"),
        ("undo the stems", "#5"),
        ("undo everything since the freeze", "everything since #3"),
        ("undo everything since the stems", "everything since #5"),
        ("undo everything since the panning", "everything since #6"),
        ("go back to before the stems", "before #5"),
    ],
)
def test_an_older_act_is_meant_by_its_name(said, target):
    assert calls(said, LONG) == [{"tool": "undo", "args": {"target": target}}]


@pytest.mark.parametrize("said", ["undo the choir", "undo everything since the choir"])
def test_what_was_never_done_is_not_taken_back(said):
    assert calls(said, LONG)[0]["tool"] == "ask"
    short = replace(LONG, history=())
    assert calls("undo the freeze", short)[0]["tool"] == "ask"

"""A track whose name is a figure, and notes that are all to be as loud as each other."""

from __future__ import annotations

from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context
from engine.planner.offline.planner import OfflinePlanner

PLANNER = OfflinePlanner(asks_back=False)
BEAT = Context(
    clips=(
        ClipInfo("r1", "808", "808", "midi", 0, 10, bars=(1, 5)),
        ClipInfo("r2", "keys", "Keys", "midi", 0, 10, bars=(1, 5)),
    ),
    tracks=("808", "Keys"),
)


@pytest.mark.parametrize(
    ("text", "tool", "args"),
    [
        ("808: all hits same velocity, 100", "edit_notes", {"clip": "r1", "action": "velocity", "value": 100}),
        ("keys: all notes the same velocity, 90", "edit_notes", {"clip": "r2", "action": "velocity", "value": 90}),
        ("808 down an octave", "change_tempo_key", {"clip": "r1", "semitones": -12}),
        ("808 3 db down", "mix", {"track": "808", "action": "gain", "value_db": -3}),
        ("solo 808", "mix", {"track": "808", "action": "solo"}),
    ],
)
def test_a_figure_that_is_a_name(text: str, tool: str, args: dict[str, Any]) -> None:
    (call,) = PLANNER.plan(text, BEAT).calls()
    assert (call["tool"], call["args"]) == (tool, args)

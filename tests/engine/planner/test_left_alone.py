"""What a turn only spares is given back, or left alone; nothing is done to it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.engine.planner.session import BAND, after, calls

TURNED = after(
    BAND,
    ("everything down 3", [("mix", {"tracks": ["Bass", "Pad", "Amb"], "action": "gain", "value_db": -3}, ())]),
)
MUTED = after(
    BAND,
    ("mute bass and pad", [("mix", {"track": name, "action": "mute"}, ()) for name in ("Bass", "Pad")]),
)
MUTED = replace(MUTED, dialogue=tuple(replace(turn, number=1) for turn in MUTED.dialogue))
LEFT = [{"tool": "mix", "args": {"tracks": ["Pad", "Amb"], "action": "gain", "value_db": -3}}]


@pytest.mark.parametrize("text", ["except the bass", "the bass can stay", "not the bass though", "außer dem Bass"])
def test_what_is_spared_is_given_back(text: str) -> None:
    """The rest stays done."""
    assert [{"tool": one["tool"], "args": one["args"]} for one in calls(text, TURNED)] == LEFT


@pytest.mark.parametrize("text", ["keep the pad", "not the pad please", "the pad doesn't need it"])
def test_one_call_is_taken_back(text: str) -> None:
    """Where it was a call of its own."""
    assert [one["tool"] for one in calls(text, MUTED)] == ["undo"]


@pytest.mark.parametrize("text", ["don't touch the bass line", "leave the Amb alone", "not the Melody vocal though"])
def test_what_was_not_touched_is_left(text: str) -> None:
    """It is told, and nothing happens."""
    assert [one["tool"] for one in calls(text, after(BAND, ("mute the pad", MUTED_PAD)))] == ["chat"]


MUTED_PAD: list[Any] = [("mix", {"track": "Pad", "action": "mute"}, ())]


def test_a_second_clause_that_spares() -> None:
    """ "… the pad can stay" mutes no pad."""
    assert [one["args"].get("track") for one in calls("bass down 2 dB, the pad can stay")] == ["Bass"]
    assert calls("not the pad, the bass", after(BAND, ("mute the pad", MUTED_PAD)))[0]["args"]["track"] == "Bass"

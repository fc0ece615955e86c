"""To tone something down is a verb; the tone of a room is a thing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.planner.context import Exchange
from engine.planner.offline.planner import OfflinePlanner
from engine.planner.offline.text.idioms import said_straight
from tests.engine.planner.session import BAND


@pytest.mark.parametrize(
    ("said", "meant"),
    [("tone it down", "less"), ("please rein the delay in", "please less the delay"),
     ("could we tone the drums down a bit", "could we a bit less the drums"),
     ("Vox good. Tone it down a little", "Vox good. a little less")],
)  # fmt: skip
def test_a_verb_is_less_of_it(said, meant):
    assert said_straight(said) == meant


@pytest.mark.parametrize("said", ["I want the room tone back", "the dial tone back please", "no room tone in there"])
def test_a_tone_is_a_thing(said):
    assert said_straight(said) == said


def test_nobody_is_asked_about_what_lies_there_no_more():
    gone = Exchange(
        "delete the room tone", ({"tool": "arrange", "args": {"action": "delete", "clip": "region:9"}},), number=1
    )
    context = replace(BAND, dialogue=(gone,))
    for said in ("that one a lot less", "the room tone less", "I want it quieter"):
        plan = OfflinePlanner().plan(said, context)
        assert not any("region:" in str(one.args.get("text", "")) for one in plan.steps)

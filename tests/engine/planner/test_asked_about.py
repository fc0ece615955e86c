"""A question that would change something changes nothing, and offers to do it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.planner.context import CallResult, Exchange
from tests.engine.planner.session import BAND, PLANNER


@pytest.mark.parametrize(("text", "task", "args"), [
    ("what would the portrait sound like?", "image_to_audio", {"image": "f1"}),
    ("what would the pad sound like with reverb?", "apply_effect", {"clip": "c5", "effect": "reverb"}),
    ("what does the bass sound like on a cello?", "render_midi", {"midi": "c3", "instrument": "cello"}),
])  # fmt: skip
def test_what_a_question_would_do_is_offered(text: str, task: str, args: dict[str, str]) -> None:
    plan = PLANNER.plan(text, BAND)
    assert [step.task for step in plan.steps] == ["ask"]
    assert [[(step.task, step.args) for step in made] for made in plan.choices] == [[(task, args)]]


@pytest.mark.parametrize("answer", ["yes", "do it", "yes please"])
def test_a_yes_does_it(answer: str) -> None:
    text = "what does the bass sound like on a cello?"
    plan = PLANNER.plan(text, BAND)
    asked = Exchange(text, tuple(plan.calls()), (CallResult(0, True, (), ""),),
                     tuple(tuple({"tool": step.task, "args": step.args} for step in made) for made in plan.choices))
    done = PLANNER.plan(answer, replace(BAND, dialogue=(asked,))).calls()
    assert done == [{"tool": "render_midi", "args": {"midi": "c3", "instrument": "cello"}}]


@pytest.mark.parametrize("text", ["is the bass too loud?", "was the pad muted?", "what key is it in?"])
def test_what_only_asks_offers_nothing(text: str) -> None:
    assert PLANNER.plan(text, BAND).choices == ()

"""What an unclear request may have meant is offered, and a number takes one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.library.turn import Turn, turn_from_json, turn_to_json
from engine.planner.context import Context, Exchange
from engine.tasks.plan import Plan, calls_of, validated
from tests.engine.planner.session import BAND, PLANNER

UNCLEAR = "do something nice with the vocal"


@pytest.fixture(scope="module")
def offered() -> Plan:
    plan = PLANNER.plan(UNCLEAR, BAND)
    assert plan.steps[0].task == "ask" and 2 <= len(plan.choices) <= 3, plan
    return plan


def after(plan: Plan) -> Context:
    """The session once this was asked."""
    choices = tuple(tuple(calls_of(choice)) for choice in plan.choices)
    return replace(BAND, dialogue=(Exchange(UNCLEAR, tuple(plan.calls()), (), choices),))


def test_every_choice_could_be_carried_out_and_deletes_nothing(offered: Plan) -> None:
    for choice in offered.choices:
        plan = validated(choice)
        assert not plan.is_reply and all(step.args.get("action") != "delete" for step in plan.steps)
    assert len({str(calls_of(choice)) for choice in offered.choices}) == len(offered.choices)


@pytest.mark.parametrize(
    ("words", "index"),
    [("1", 0), ("the first one", 0), ("2", 1), ("second, please", 1), ("number two", 1), ("I meant the last one", -1)],
)
def test_a_number_takes_one(offered: Plan, words: str, index: int) -> None:
    assert PLANNER.plan(words, after(offered)).calls() == calls_of(offered.choices[index])


def test_other_words_are_a_new_request(offered: Plan) -> None:
    plan = PLANNER.plan("mute the beat", after(offered))
    assert plan.calls() == [{"tool": "mix", "args": {"track": "lo-fi beat", "action": "mute"}}]


def test_clear_requests_and_named_questions_offer_nothing() -> None:
    for words in ("mute the beat", "hello", "delete everything", ""):
        assert PLANNER.plan(words, BAND).choices == ()


def test_choices_are_kept_with_the_turn(offered: Plan) -> None:
    turn = Turn(1, UNCLEAR, plan=offered, state="answered")
    assert turn_from_json(turn_to_json(turn)).plan == offered
    older = turn_to_json(turn)
    del older["plan"]["choices"]
    assert turn_from_json(older).plan.choices == ()

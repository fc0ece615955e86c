"""A question about one missing thing offers each thing that it may be, and its name alone is answer enough."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import CallResult, Context, Exchange, TrackInfo
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.steps.answer_words import answer_words
from engine.planner.offline.understand import understand
from engine.tasks.plan import Step
from tests.engine.planner.session import BAND, PLANNER

SMALL = replace(BAND, clips=BAND.clips[:5], tracks=BAND.tracks[:5], files=(), selected_clips=(), last=None, history=())
AUDIO = ["Melody", "lo-fi beat", "bass line", "Melody vocal"]
EFFECTS = ["reverb", "delay", "compressor", "chorus", "distortion", "low-pass"]


def after(text: str, answer: str, context: Context = SMALL) -> list[dict[str, Any]]:
    """What is done when a question is answered so."""
    plan = PLANNER.plan(text, context)
    assert plan.steps[0].task == "ask", plan.calls()
    asked = Exchange(text, tuple(plan.calls()), (CallResult(0, True, (), ""),))
    return PLANNER.plan(answer, replace(context, dialogue=(asked,))).calls()


@pytest.mark.parametrize(("text", "labels"), [
    ("put an effect on the pad", EFFECTS), ("add some effect to the bass line", EFFECTS),
    ("give the pad a send", ["Melody", "lo-fi beat", "Bass", "Melody vocal"]),
    ("sidechain the bass", ["Melody", "lo-fi beat", "Melody vocal", "Pad"]),
    ("delete it", AUDIO), ("transpose it", AUDIO), ("move it", AUDIO), ("stretch it", AUDIO),
    ("make it louder", list(SMALL.tracks)), ("change the level", list(SMALL.tracks)), ("colour", list(SMALL.tracks)),
    ("use the other take", [*AUDIO, "dark pad"]),
    ("use a take of the bass line", ["The original", "The one before", "The last"]),
])  # fmt: skip
def test_each_thing_is_offered(text: str, labels: list[str]) -> None:
    plan = PLANNER.plan(text, SMALL)
    assert plan.steps[0].task == "ask" and not plan.choices
    assert [label for label, _ in plan.answers] == labels


@pytest.mark.parametrize(("text", "answer", "tool", "args"), [
    ("put an effect on the pad", "chorus", "apply_effect", {"clip": "c5", "effect": "chorus"}),
    ("give the pad a send", "the bass", "route", {"action": "send", "track": "Pad", "to": "Bass"}),
    ("sidechain the bass", "from the melody", "route", {"action": "sidechain", "track": "Bass", "to": "Melody"}),
    ("make it louder", "Pad", "mix", {"action": "gain", "track": "Pad", "value_db": 3.0}),
    ("delete it", "the bass line", "arrange", {"action": "delete", "clip": "c3"}),
    ("use a take of the bass line", "take 1", "take", {"action": "use", "clip": "c3", "number": "1"}),
])  # fmt: skip
def test_a_name_alone_does_what_was_asked_for_and_to_nothing_else(
    text: str, answer: str, tool: str, args: dict[str, Any]
) -> None:
    assert after(text, answer) == [{"tool": tool, "args": args}]


@pytest.mark.parametrize("text", ["transpose it", "move it", "apply an effect"])
def test_what_is_still_missing_is_asked_next(text: str) -> None:
    (next_one,) = after(text, "the bass line")
    assert (
        next_one["tool"] == "ask" and next_one["args"]["text"] != PLANNER.plan(text, SMALL).calls()[0]["args"]["text"]
    )


@pytest.mark.parametrize("text", ["put an effect on the pad", "give the pad a send", "make it louder", "delete it"])
def test_what_a_button_says_is_understood_without_the_question(text: str) -> None:
    for label, words in PLANNER.plan(text, SMALL).answers:
        (call,) = PLANNER.plan(words, SMALL).calls()
        assert call["tool"] not in ("ask", "chat", "refuse"), words
        assert label in words


def test_buses_come_first_where_it_is_sent_to() -> None:
    hall = replace(SMALL, track_views=(TrackInfo("Hall", "bus"), *(TrackInfo(name) for name in SMALL.tracks)))
    assert [label for label, _ in PLANNER.plan("give the pad a send", hall).answers][0] == "Hall"


def test_what_may_be_deleted_is_said_with_yes_or_no() -> None:
    asked = Step("ask", {"text": "Should I delete “dark pad”?"})
    (yes, ok), (no, keep) = answer_words("pad", [asked], DialogueState.of(SMALL), understand)
    assert (yes, no) == ("Delete it", "Keep it")
    then = replace(SMALL, dialogue=(Exchange("pad", ({"tool": "ask", "args": dict(asked.args)},), ()),))
    assert PLANNER.plan(ok, then).calls() == [{"tool": "arrange", "args": {"action": "delete", "clip": "c5"}}]
    assert [step.task for step in PLANNER.plan(keep, then).steps] == ["chat"]


@pytest.mark.parametrize("text", [
    "rename the bass", "say something", "set the meter", "pan the bass", "move the pad to the trash",
])  # fmt: skip
def test_what_only_the_user_knows_has_no_buttons(text: str) -> None:
    plan = PLANNER.plan(text, SMALL)
    assert plan.steps[0].task == "ask" and not plan.answers and not plan.choices


def test_what_answers_no_question_is_read_as_ever() -> None:
    assert after("give the pad a send", "mute the drums") != after("give the pad a send", "the bass")
    asked = Exchange("mute the bass", ({"tool": "mix", "args": {"action": "mute", "track": "Bass"}},), ())
    assert PLANNER.plan("the pad", replace(SMALL, dialogue=(asked,))).calls()[0]["args"].get("to") is None

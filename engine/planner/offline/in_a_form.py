"""Is a plan what a form says of an earlier act, of which every word is known?"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engine.planner.offline.conversation.act_meant import of_an_act
from engine.planner.offline.conversation.amendment import amended
from engine.planner.offline.conversation.amount_changed import amount_changed
from engine.planner.offline.conversation.state import State
from engine.planner.offline.doubts.doubt import ASK_FROM, chance_wrong
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.tasks.plan import Step

_OF_ACTS = (of_an_act, amount_changed, amended)


def is_in_a_form(text: str, steps: Sequence[Step], scene: DialogueState) -> bool:
    """Is the plan what a form says of an earlier act, of which every word is known?"""
    return _is_read_by(_OF_ACTS, text, steps, scene)


def is_surely_in_a_form(text: str, steps: Sequence[Step], scene: DialogueState, note: str) -> bool:
    """Is it one of those that are hardly ever wrong: of an amount, or one that nothing else speaks against?"""
    if _is_read_by((amount_changed,), text, steps, scene):
        return True
    return is_in_a_form(text, steps, scene) and chance_wrong(text, steps, scene, note) < ASK_FROM


def in_a_form(text: str, scene: DialogueState) -> bool:
    """Does a form of an earlier act read it?"""
    has_acts = bool(scene.context.dialogue and scene.done)
    return has_acts and any(reading(text, State.of(scene)) for reading in _OF_ACTS)


def _is_read_by(
    forms: Sequence[Callable[[str, State], list[Step] | None]], text: str, steps: Sequence[Step], scene: DialogueState
) -> bool:
    if not scene.context.dialogue or not scene.done:
        return False
    meant = [(step.task, dict(step.args)) for step in steps]
    found = [reading(text, State.of(scene)) for reading in forms]
    return any(one and [(step.task, dict(step.args)) for step in one] == meant for one in found)

"""Choices: what an unclear request may have meant, and which of them the next words take."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.reading.router import Route
from engine.planner.offline.slots.clause import Clause
from engine.planner.offline.steps.clauses import ranked
from engine.planner.offline.steps.compose import filled, spread, works
from engine.planner.offline.steps.reply import UNSURE, unsure_text
from engine.planner.offline.steps.safety import QUESTION, is_deletion
from engine.tasks.plan import Step

MOST = 3
_NEAR = 0.25
"""A reading this much less likely than the likeliest is not worth offering."""
_NUMBERS = {"first": 1, "one": 1, "second": 2, "two": 2, "third": 3, "three": 3, "last": -1}
_PICKED = re.compile(
    r"^\W*(?:i (?:meant|mean|want)\s+)?(?:the\s+)?(?:number\s+|option\s+|no\.?\s*)?"
    r"(?P<which>[1-3]|first|second|third|last|one|two|three)(?:\s+(?:one|option))?(?:,?\s*please)?\W*$",
    re.IGNORECASE,
)


def with_choices(text: str, steps: list[Step], scene: DialogueState) -> tuple[list[Step], tuple[tuple[Step, ...], ...]]:
    """A question about what is meant at all becomes one between the readings that could be carried out, with those."""
    said = str(steps[0].args.get("text", "")) if len(steps) == 1 and steps[0].task == "ask" else ""
    if not said.startswith(UNSURE) or said.startswith(QUESTION):
        return steps, ()
    found: dict[Route, tuple[Step, ...]] = {}
    options = [option for option in ranked(text, scene, 8) if option.task not in REPLIES]
    least = _NEAR * max((option.sure for option in options), default=1.0)
    for option in options:
        reading = _carried_out(option, text, scene) if option.sure >= least else None
        if reading and len(found) < MOST and reading not in found.values():
            found[option] = reading
    if len(found) < 2:
        return steps, ()
    return [Step("ask", {"text": unsure_text(text, list(found))})], tuple(found.values())


def _carried_out(option: Route, text: str, scene: DialogueState) -> tuple[Step, ...] | None:
    clause = Clause(text, option.task, option.kind, DialogueState(scene.context, list(scene.done)), first=True)
    args = filled(clause)
    is_guess = option.task == "apply_effect" and clause.said("effect") is None
    if is_guess or not works(clause, args) or is_deletion(clause.task, args):
        return None
    return tuple(spread(clause.task, args))


def chosen(text: str, scene: DialogueState) -> list[Step] | None:
    """The steps of the reading that these words take, when the turn before offered some."""
    offered = scene.context.dialogue[-1].choices if scene.context.dialogue else ()
    if not offered:
        return None
    match = _PICKED.match(text)
    if not match:
        return None
    which = match["which"].lower()
    number = int(which) if which.isdigit() else _NUMBERS[which]
    if number > len(offered):
        return None
    return [Step(str(call["tool"]), call["args"]) for call in offered[number - 1 if number > 0 else -1]]

"""Readings: complete plans that a turn may mean: an operation on an earlier call, with its things and its values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from engine.errors import UserError
from engine.planner.offline.conversation.change import ArgumentChange
from engine.planner.offline.conversation.edits import bases_of, edits
from engine.planner.offline.conversation.fresh import fresh
from engine.planner.offline.conversation.looking_back import recalled, taken_back
from engine.planner.offline.conversation.reading import Reading
from engine.planner.offline.conversation.several_calls import several_calls
from engine.planner.offline.conversation.things import Target
from engine.planner.offline.conversation.turn import TurnRead
from engine.planner.offline.conversation.unfinished import unfinished
from engine.planner.offline.steps.reply import chat_text
from engine.tasks.plan import Step
from engine.tasks.task import find_task

MOST = 110
"""Readings that are weighed."""


MOST_STEPS = 12


def readings(turn: TurnRead) -> list[Reading]:
    """All complete readings that the task table takes, without doubles."""
    made: dict[str, Reading] = {}
    for one in _all(turn):
        key = repr([(step.task, sorted(step.args.items(), key=lambda pair: pair[0])) for step in one.steps])
        if key in made and made[key].op != "rules":
            continue
        if key in made:  # the rules' own reading, explained
            made[key] = replace(one, steps=made[key].steps if one.base is None else one.steps)
            continue
        if one.steps and len(one.steps) <= MOST_STEPS and _is_valid(one.steps):
            made[key] = one
        if len(made) >= MOST:
            break
    return list(made.values())


_BUTTONS = ("mute", "unmute", "solo", "unsolo")
_LEVELS = frozenset(("value", "value_db", "set_db"))
"""What a button has no use for: "master it at -14" after a mute is no mute."""


def _is_valid(steps: Sequence[Step]) -> bool:
    try:
        for number, step in enumerate(steps):
            find_task(step.task).check(step.args)
            if step.task == "mix" and step.args.get("action") in _BUTTONS and not _LEVELS.isdisjoint(step.args):
                return False
            if any(source > number for source in step.depends_on()):
                return False
    except UserError:
        return False
    return True


def _all(turn: TurnRead) -> Iterator[Reading]:
    yield Reading(turn.rules, "rules", None, Target((), "rules"), ArgumentChange((), "rules"))
    yield Reading((Step("chat", {"text": chat_text(turn.text)}),), "talk")
    yield from taken_back(turn)
    yield from unfinished(turn)
    bases = bases_of(turn)
    for base in bases[:3]:
        yield from edits(turn, base)
    yield from fresh(turn)
    yield from several_calls(turn)
    for base in bases[3:]:
        yield from edits(turn, base)
    yield from recalled(turn)

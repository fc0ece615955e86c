"""The offline planner's reading of a request as a language model is shown it, and the tool that takes it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from engine.errors import WrongUse
from engine.planner.llm.handles import Handles
from engine.planner.llm.json import argument_sets
from engine.planner.llm.label import said
from engine.planner.llm.past import REPLIES, call_text
from engine.tasks.plan import Plan, Step

TAKE = "take_reading"
MOST_GUESSES = 4
_MOST_STEPS = 12
TOOL: dict[str, Any] = {
    "type": "function",
    "function": {
        "name": TAKE,
        "description": "Carry out READING as it stands, where it is all that was asked and nothing else; alone, "
                       "beside no other call.",
        "parameters": {
            "type": "object",
            "properties": {
                "guess": {"type": "integer", "description": "which of its guesses, where it has some",
                          "minimum": 1, "maximum": MOST_GUESSES},
            },
            "required": [],
        },
    },
}


def reading_text(reading: Plan, handles: Handles) -> str:
    """The reading in lines."""
    lines = [_steps_text(reading.steps, handles)]
    for number, steps in enumerate(reading.choices[:MOST_GUESSES], 1):
        lines.append(f"guess {number}, which it is not sure of: {_steps_text(steps, handles)}")
    if reading.note:
        lines.append(f'it would also say: "{said(reading.note, 300)}"')
    return "\n".join(lines)


def taken(reading: Plan, arguments: str) -> Plan | list[Step]:
    """What a call of the tool means: the reading itself, or the steps of one of its guesses.

    Raises WrongUse where there is no such guess.
    """
    try:
        args: Mapping[str, Any] = argument_sets(arguments)[0]
    except ValueError:
        args = {}
    number = args.get("guess")
    if number in (None, "", 0) or not reading.choices:
        return reading
    if not isinstance(number, int) or not 1 <= number <= min(MOST_GUESSES, len(reading.choices)):
        raise WrongUse(f"{TAKE}: the reading has {len(reading.choices)} guesses, and {json.dumps(number)} is none.")
    return list(reading.choices[number - 1])


def _steps_text(steps: Sequence[Step], handles: Handles) -> str:
    told = [
        f"{call_text(step.task, step.args, handles)}{f', {step.op} of {step.base}' if step.base else ''}"
        for step in steps[:_MOST_STEPS]
    ]
    more = f"; and {len(steps) - _MOST_STEPS} more" if len(steps) > _MOST_STEPS else ""
    is_reply = all(step.task in REPLIES for step in steps)
    return ("no call, only words: " if is_reply else "") + "; ".join(told) + more

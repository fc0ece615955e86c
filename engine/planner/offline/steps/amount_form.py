"""Amount form: what requests that say by how much have in common: who, and how they begin and end."""

from __future__ import annotations

import math

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.steps.level import is_only_named

LEAD = (
    r"^\W*(?:(?:please|ok(?:ay)?|and|now|so|then|also|just|can you|could you|would you|i'?d like|i want|i need"
    r"|let'?s)\b[\s,]*)*"
)
REST = r"(?:[\s,]*(?:please|pls|overall|in general|now|too|as well|or so|in the mix|thanks))*\W*$"
MOVE = r"(?:turn|bring|pull|take|push|crank|dial|knock|move|get|ease|nudge)"


def is_named(what: str, scene: DialogueState) -> bool:
    """Are these words the name of something, with an article or without?"""
    return is_only_named(what if what.lower().startswith("the ") else f"the {what}", scene)


def decibels(factor: float) -> float:
    """So many times the level, as a move of a fader."""
    return 20 * math.log10(factor)

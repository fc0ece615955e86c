"""Amount form: what requests that say by how much have in common: who, which way, where."""

from __future__ import annotations

import math
import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.steps.level import is_only_named

LEAD = (
    r"^\W*(?:(?:please|ok(?:ay)?|and|now|so|then|also|just|can you|could you|would you|i'?d like|i want|i need"
    r"|let'?s)\b[\s,]*)*"
)
WHERE = (
    r"(?P<where>(?:,? (?:in|from|during|over|at|for|on) (?:the )?bars? \d.*?"
    r"|,? (?:from|at) (?:the )?[a-z][\w ]+?)?)"
)
REST = r"(?:[\s,]*(?:please|pls|overall|in general|now|too|as well|or so|in the mix|thanks))*\W*$"
X = r"(?P<what>(?:[\w'&-]+ ){0,4}?[\w'&-]+?)"
ITS_LEVEL = r"(?:(?:'s?)? (?:level|volume|loudness|fader))"
DOWN = r"down|back|quieter|softer|lower|less"
UP = r"up|louder|hotter|higher"
WAY = rf"(?P<way>{UP}|{DOWN})"
MOVE = r"(?:turn|bring|pull|take|push|crank|dial|knock|move|get|ease|nudge)"
LOWER, RAISE = r"lower|reduce|cut|drop|decrease|quieten|attenuate", r"raise|boost|increase|amplify|bump"


def forms(*told: str) -> tuple[re.Pattern[str], ...]:
    """Whole requests: nothing before, nothing behind but where."""
    return tuple(re.compile(f"{LEAD}{form}{WHERE}{REST}", re.IGNORECASE) for form in told)


def form_of(told: tuple[re.Pattern[str], ...], text: str, scene: DialogueState) -> re.Match[str] | None:
    """The first of these that the request is, about something that the session has."""
    found = (form.match(text) for form in told)
    return next((one for one in found if one and is_named(one["what"], scene)), None)


def is_named(what: str, scene: DialogueState) -> bool:
    """Are these words the name of something, with an article or without?"""
    return is_only_named(what if what.lower().startswith("the ") else f"the {what}", scene)


def decibels(factor: float) -> float:
    """So many times the level, as a move of a fader."""
    return 20 * math.log10(factor)


def sign_of(way: str) -> int:
    """Which way a word goes: −1 down, slower, softer; else +1."""
    return -1 if re.fullmatch(rf"{DOWN}|{LOWER}|slow|slower|softer|knock|take|shave|drop|dip", way.lower()) else 1

"""Moved end: "the lead should stop at bar 31" tells where it ends, and moves nothing there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_ENDS = regex(r"\b(?:end|ends|ending|stop|stops|stopping|finish(?:es)?|cuts? off|over by)\b", re.IGNORECASE)
_MOVES = regex(r"\b(?:mov\w+|shift\w*|slide|drag|put|nudge|pull|push|to the end|at the end|end of)\b", re.IGNORECASE)


def moves_what_ends(text: str, steps: Sequence[Step], scene: DialogueState) -> bool:
    """Is a clip put with its start where the words tell an end?"""
    said = plain(text)
    starts = [one for one in steps if (one.task, one.args.get("action")) in _PUTS and one.args.get("bar") is not None]
    return bool(starts) and _ENDS.search(said) is not None and not _MOVES.search(said)


_PUTS = (("arrange", "move"), ("arrange", "place"))

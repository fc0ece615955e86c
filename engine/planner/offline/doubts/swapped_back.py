"""Swapped back: "change the two back again" exchanges two things, and takes no two requests back that nobody named."""

from __future__ import annotations

from collections.abc import Sequence

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_SWAPS = regex(
    r"\b(?:change|swap|switch|exchange|trade)\b[^.!?;]*\b(?:the two|them|both|those two|these two)\b(?! (?:changes"
    r"|moves|edits|steps"
    r"|things|requests))"
)


def undoes_for_a_swap(text: str, steps: Sequence[Step], scene: DialogueState) -> bool:
    """Would several requests be taken back, where two things are to change places?"""
    several = any(one.task == "undo" and "," in str(one.args.get("target") or "") for one in steps)
    return several and _SWAPS.search(plain(text).lower()) is not None

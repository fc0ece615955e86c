"""More than was asked for: a part of something was meant, and the step would take the whole; then it is asked."""

from __future__ import annotations

from collections.abc import Sequence

from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_SHARE = regex(
    r"\b(?:(?:first|second|last|latter|other) (?:half|third|quarter)|half of|every (?:other|second|third|fourth) "
    r"(?:bar|beat|note|hit|one))\b"
)
_SPAN = regex(
    r"\b(?:everything|all(?: the)?(?: clips| regions| tracks)?|whatever|the rest|anything|what)\s+(?:that\s+)?(?:is\s+"
    r"|'s\s+|comes\s+|starts\s+|lies\s+)?(?:after|before|from|past|behind|beyond|until|up to)\b"
)
_PARTS = ("start", "end", "start_bar", "end_bar", "at", "duration", "count", "steps", "target", "amount", "number")
"""Arguments by which a step takes less than the whole."""
_WHOLE = ("mix", "arrange", "apply_effect", "edit_clip", "set_track", "freeze", "denoise", "change_tempo_key")


def too_much(steps: Sequence[Step], text: str, scene: DialogueState) -> str:
    """The question to ask before a step takes more than the words say; "" when none does."""
    low = plain(text).lower()
    if not steps or all(step.task in REPLIES for step in steps):
        return ""
    if any(step.task == "transport" and step.args.get("action") == "loop" and _is_empty(step) for step in steps):
        return "From which bar to which should it loop?"
    whole = [step for step in steps if step.task in _WHOLE and not set(step.args) & set(_PARTS)]
    if whole and _SHARE.search(low) and not _has_parts(steps, scene):
        return "From which bar to which? I can do that to a stretch of bars, or to the whole of it."
    if any(step.task == "arrange" for step in whole) and _SPAN.search(low):
        return "Which clips do you mean, by their names? I cannot take all that lies after or before a place at once."
    return ""


def _has_parts(steps: Sequence[Step], scene: DialogueState) -> bool:
    """True when something was split, now or before: its halves are clips of their own."""
    args = [*(step.args for step in steps), *(one.args for one in scene.done)]
    return any(one.get("action") == "split" for one in args)


def _is_empty(step: Step) -> bool:
    start, end = step.args.get("start_bar"), step.args.get("end_bar")
    return isinstance(start, int | float) and isinstance(end, int | float) and end < start

"""Of the copy: "copy the strings to chorus 2 and drop it an octave" drops the copy, and what was copied stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.planner.regex import regex
from engine.tasks.plan import Plan, Step

_OF_IT = regex(
    r"\b(?:cop(?:y|ies)|duplicate|dup|clone|paste|repeat)\b.*?(?:\band\b|\bthen\b|[,;.]) .*?"
    r"\b(?:it|that|this|(?:the|that) (?:copy|duplicate|new one|second one))\b"
)
_ORIGINAL = regex(r"\b(?:original|first one|old one|both|them|the two)\b")
_EDITS = ("edit_clip", "edit_notes", "change_tempo_key", "apply_effect", "denoise", "style_transfer")


def of_the_copy(planned: Plan, text: str) -> Plan:
    """The plan; what is done behind a copy to "it" is done to the copy."""
    low = text.lower()
    if not _OF_IT.search(low) or _ORIGINAL.search(low):
        return planned
    return replace(planned, steps=_meant(planned.steps), choices=tuple(_meant(one) for one in planned.choices))


def _meant(steps: Sequence[Step]) -> tuple[Step, ...]:
    first = steps[0] if steps else None
    if first is None or (first.task, first.args.get("action")) != ("arrange", "duplicate") or first.args.get("count"):
        return tuple(steps)
    own = first.args.get("clip")
    return (first, *(_of(one, own) for one in steps[1:]))


def _of(step: Step, own: object) -> Step:
    is_it = own is not None and step.task in _EDITS and step.args.get("clip") == own and step.op == "fresh"
    return replace(step, args={**step.args, "clip": "$1"}) if is_it else step

"""Centred: "center the acoustic again" behind a pan to the left is the middle, and no pan to the left again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_MIDDLE = re.compile(
    r"\bcent(?:er|re)(?:ed|d)?\b|\b(?:back )?(?:to|in|into) the (?:middle|cent(?:er|re))\b|\bdead cent(?:er|re)\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(r"\b(?:left|right|off|from|of)\b|\d", re.IGNORECASE)


def centred(steps: Sequence[Step], text: str) -> list[Step]:
    """The steps; what is panned goes to the middle where the words say no more than that."""
    simple = plain(text)
    if not _MIDDLE.search(simple) or _ELSEWHERE.search(simple):
        return list(steps)
    return [
        replace(step, args={**step.args, "value": 0.0}, op="fresh", base="")
        if step.task == "mix" and step.args.get("action") == "pan"
        else step
        for step in steps
    ]

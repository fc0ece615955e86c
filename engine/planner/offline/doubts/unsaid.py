"""Unsaid: a loop that no word asks for, a tempo that is a share, a compressor at so many hertz."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_LOOPS = regex(
    r"\b(?:un-?loop\w*|loop\w*|cycl\w*|repeat\w*|round and round|over and over|again and again|circle|practi[sc]\w*"
    r"|rehears\w*"
    r"|play\w*|start|jump|bars?\W*$)\b",
    re.IGNORECASE,
)
_PACE = regex(r"\b(?:tempo|bpm|speed\w*|slow\w*|fast\w*|pace|quick\w*|beats per minute)\b", re.IGNORECASE)
_SHARE = regex(r"\d\s*(?:%|percent|per cent)", re.IGNORECASE)
_OF_OTHERS = regex(r"\b(?:everything|all of (?:it|them)|notes?|hits?|velocit\w+|grid|chords?)\b", re.IGNORECASE)
_DYNAMIC = ("compressor", "gate", "limiter")
_HERTZ = regex(r"\d\s*k?hz\b|\bhertz\b|\bcut-?off\b|\bfreq", re.IGNORECASE)


def says_none_of_it(text: str, steps: Sequence[Step], scene: DialogueState) -> bool:
    """Does a step do what no word of the text says?"""
    low = plain(text)
    return any(_is_unsaid(step, low) for step in steps if step.op == "fresh")


def _is_unsaid(step: Step, low: str) -> bool:
    action = step.args.get("action")
    if (step.task, action) == ("transport", "loop"):
        return _LOOPS.search(low) is None
    if (step.task, action) == ("transport", "set_tempo"):
        return _PACE.search(low) is None and (_SHARE.search(low) or _OF_OTHERS.search(low)) is not None
    is_dynamic = step.task == "apply_effect" and step.args.get("effect") in _DYNAMIC
    return is_dynamic and "cutoff_hz" in step.args and _HERTZ.search(low) is None

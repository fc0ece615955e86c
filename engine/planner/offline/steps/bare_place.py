"""Bare places: "a one bar fill at 24", "a pad at 9" tell the bar of what is made, no tempo and no length."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_SLOWEST_BPM = 50
_MADE = ("generate_audio", "generate_midi")


def bare_place(steps: Sequence[Step], text: str) -> list[Step]:
    """The steps; a figure behind a bare "at" that is no likely tempo is where the new clip goes."""
    if len(steps) != 1 or steps[0].task not in _MADE or steps[0].op != "fresh":
        return list(steps)
    args = dict(steps[0].args)
    for name in ("bpm", "bars"):
        value = args.get(name)
        if not isinstance(value, int | float) or not _is_at(value, text) or name == "bpm" and value >= _SLOWEST_BPM:
            continue
        del args[name]
        return [replace(steps[0], args=args), Step("arrange", {"action": "place", "clip": "$1", "bar": value})]
    return list(steps)


def _is_at(value: float, text: str) -> bool:
    unit = r"(?![\w.:%-])(?!\s*(?:bpm|beats|bars|s\b|secs?|seconds|db|hz|percent))"
    return re.search(rf"\bat {value:g}{unit}", plain(text), re.IGNORECASE) is not None

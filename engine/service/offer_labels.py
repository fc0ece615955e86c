"""Offer labels: what each button of a question says, so that no two say the same: `Guitar L`, `Guitar R`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from engine.tasks.plan import Step
from engine.tasks.step_title import step_title

Names = Callable[[Mapping[str, Any]], Mapping[str, str]]
"""What people call the ids among the arguments of a step."""
_UNITS = {"db": "dB", "hz": "Hz", "s": "s", "bpm": "bpm", "percent": "%"}


def offer_labels(choices: Sequence[Sequence[Step]], names: Names) -> list[str]:
    """A label for each choice: what would be done, where that differs; else what it would be done to."""
    titles = [", then ".join(map(step_title, steps)) for steps in choices]
    labels = []
    for title, steps in zip(titles, choices, strict=True):
        alike = [other for other, same in zip(choices, titles, strict=True) if same == title]
        apart = ", ".join(_apart(steps, alike, names)) if len(alike) > 1 else ""
        is_whole_question = len(alike) == len(choices)
        labels.append(apart if apart and is_whole_question else f"{title}: {apart}" if apart else title)
    return labels


def _apart(steps: Sequence[Step], alike: Sequence[Sequence[Step]], names: Names) -> list[str]:
    """The values of a choice that another choice has otherwise, in words, each once."""
    found: dict[str, None] = {}
    for at, step in enumerate(steps):
        others = [other[at].args for other in alike if at < len(other)]
        told = names(step.args)
        for name, value in step.args.items():
            if any(other.get(name) != value for other in others):
                found[_words(name, value, told)] = None
    return list(found)


def _words(name: str, value: Any, told: Mapping[str, str]) -> str:
    if isinstance(value, str):
        return told.get(value, value)
    if isinstance(value, list | tuple):
        return ", ".join(_words(name, one, told) for one in value)
    before, _, unit = name.rpartition("_")
    if unit in _UNITS and not isinstance(value, bool):
        return f"{value:g} {_UNITS[unit]}".replace("-", "\u2212")
    return f"{(name if not before else name.replace('_', ' '))} {value}"

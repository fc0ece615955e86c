"""Unused: figures of a request that no step of its plan carries; they are told, never dropped in silence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.slots.clause import Clause
from engine.planner.offline.text.quantity import Quantity, quantities
from engine.tasks.plan import Step

_UNITS = ("dB", "LUFS", "Hz", "bpm", "%", "semitones", "cents")
"""Units whose figures always say how much; times and bars are told by plans in many ways."""


def unused(text: str, steps: Sequence[Step], scene: DialogueState) -> str:
    """What was heard and is in no step, as a sentence; "" when nothing is."""
    if not steps or steps[0].task in REPLIES or scene.context.dialogue:
        return ""
    carried = [number for step in steps for number in _numbers(step.args)]
    words = " ".join(_texts(steps)).lower()
    bar_s = Clause(text, "", "", scene).bar_s
    left = [
        text[one.start : one.end].strip()
        for one in quantities(text)
        if one.unit in _UNITS
        and not any(_is_same(one, number, scene.context.tempo, bar_s) for number in carried)
        and text[one.start : one.end].strip().lower().split()[-1] not in words
    ]
    return f"Heard but not used: {', '.join(left)}." if left else ""


def _is_same(one: Quantity, number: float, tempo: float, bar_s: float) -> bool:
    value = abs(one.value)
    shapes = [value, value / 100, value * 100, value / 1000, value * 1000, value * bar_s, tempo * value]
    shapes += [tempo + value, tempo - value, tempo * value / 100, tempo * (1 + value / 100), tempo * (1 - value / 100)]
    return any(abs(abs(number) - abs(shape)) <= 0.011 * max(1.0, abs(shape)) for shape in shapes)


def _numbers(args: Mapping[str, Any]) -> Iterator[float]:
    for value in args.values():
        for one in value if isinstance(value, list | tuple) else [value]:
            if isinstance(one, int | float) and not isinstance(one, bool):
                yield float(one)


def _texts(steps: Sequence[Step]) -> Iterator[str]:
    for step in steps:
        yield from (value for value in step.args.values() if isinstance(value, str))

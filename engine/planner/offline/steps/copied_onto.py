"""Copied onto: "duplicate it an octave down on a new track called Low" makes one copy, on that track."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.tasks.plan import Step, step_reference


def copied_onto(steps: Sequence[Step]) -> list[Step]:
    """The steps; a copy that is changed and then placed on another track lies there from the beginning."""
    told = list(steps)
    if len(told) < 2 or not _does(told[-1], "place"):
        return told
    number = _number(told[-1])
    while number and number < len(told) and not _does(told[number - 1], "duplicate"):
        number = _number(told[number - 1])
    if not number or not _does(told[number - 1], "duplicate"):
        return told
    if "track" not in told[-1].args and (
        "track" not in told[number - 1].args or set(told[-1].args) > {"action", "clip"}
    ):
        return told
    where = {name: value for name, value in told[-1].args.items() if name not in ("action", "clip")}
    told[number - 1] = replace(told[number - 1], args={**told[number - 1].args, **where})
    return told[:-1]


def _does(step: Step, action: str) -> bool:
    return step.task == "arrange" and step.args.get("action") == action


def _number(step: Step) -> int:
    parsed = step_reference(str(step.args.get("clip", "")))
    return parsed[0] if parsed else 0

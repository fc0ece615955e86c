"""A change of an earlier call: new values for some of its arguments, within what the task takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.tasks.task import Task

Args = dict[str, Any]


@dataclass(frozen=True)
class ArgumentChange:
    """New values for some arguments, and the words that say so."""

    args: tuple[tuple[str, Any], ...]
    why: str
    """none, said, up, down, on, back, against, factor, …"""
    used: frozenset[int] = frozenset()


def limited_change(args: Args, why: str, used: frozenset[int], row: Task) -> ArgumentChange:
    """A change within what the task takes."""
    made: Args = {}
    for name, value in args.items():
        arg = next((one for one in row.args if one.name == name), None)
        if arg is None:
            continue
        if isinstance(value, float) and not isinstance(value, bool):
            low = 0.0 if name in ("wet", "feedback", "amount") else arg.low
            high = 1.0 if name in ("wet", "feedback", "amount") else arg.high
            value = max(value, low) if low is not None else value
            value = min(value, high) if high is not None else value
            value = round(value, 4)
            value = int(value) if value == int(value) else value
        made[name] = value
    return ArgumentChange(tuple(sorted(made.items(), key=lambda pair: pair[0])), why, used)

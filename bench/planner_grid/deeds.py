"""The deeds of the grid, as deeds.txt tells them: what each is done to, which plan is right, how it is said."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_TOLD = Path(__file__).with_name("deeds.txt")
LANGUAGES = ("en", "de", "fr", "es", "pt", "zh")


@dataclass(frozen=True)
class Wanted:
    """One right call."""

    task: str
    args: dict[str, str]
    """What each argument has to be: a value, "+" above 0, "-" below, "*" any, "none" for a call that must not be."""


@dataclass
class Deed:
    """Something that can be asked for."""

    name: str
    kind: str
    """What it is done to: any, audio, notes or song (nothing by its name)."""
    is_for_two: bool
    wanted: list[Wanted] = field(default_factory=list)
    said: dict[str, list[str]] = field(default_factory=dict)
    """Language → wordings with {x} and {y}."""


def deeds() -> list[Deed]:
    """All of them."""
    found: list[Deed] = []
    for line in _TOLD.read_text("utf-8").splitlines():
        head, _, rest = line.partition(" ")
        if not line or head == "#":
            continue
        if head == "=":
            found[-1].wanted.append(_wanted(rest))
        elif head in LANGUAGES:
            found[-1].said[head] = rest.split(" / ")
        else:
            found.append(Deed(head, rest.split()[0], rest.endswith(" two")))
    return found


def _wanted(words: str) -> Wanted:
    task, *args = words.split()
    return Wanted(task, dict(arg.split("=", 1) for arg in args))


def fits(value: Any, wanted: str) -> bool:
    """Is an argument of a call what is wanted?"""
    if value is None:
        return False
    if wanted in "+-":
        return isinstance(value, int | float) and (value > 0 if wanted == "+" else value < 0)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return wanted == "*" or str(value) == wanted
    return wanted == "*" or abs(value - float(wanted)) < 0.01

"""A place in a song: stretches of bars, and where in a sentence they are told."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

Bars = tuple[float, float]

ORDINALS = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "last": -1, "final": -1}


@dataclass(frozen=True)
class Place:
    """A place at characters `start` … `end`: stretches of bars, each from its first to before its last."""

    start: int
    end: int
    spans: tuple[Bars, ...]
    how: str = "in"
    """in: over these bars. at: where they begin. from: from there on. to: up to there. before: what ends there.
    bare: told without "in"."""
    names: tuple[str, ...] = ()
    """The parts of the song it may be, where a kind is told of which there are several: one of the spans is meant."""

    @property
    def point(self) -> float:
        """The bar where it begins, or that it goes up to."""
        return self.spans[0][1] if self.how == "to" else self.spans[0][0]

    @property
    def is_open(self) -> bool:
        """Is it not known which of several parts is meant?"""
        return len(self.names) > 1


def joined(spans: Sequence[Bars]) -> list[Bars]:
    """Stretches in their order; what lies end to end is one."""
    made: list[Bars] = []
    for one in sorted(dict.fromkeys(spans)):
        if made and math.isclose(made[-1][1], one[0]):
            made[-1] = made[-1][0], one[1]
        else:
            made.append(one)
    return made


def is_inside(at: int, spans: Iterable[Any]) -> bool:
    """Does the character lie in one of them?"""
    return any(one.start <= at < one.end for one in spans)


def spans_of(found: Iterable[Any]) -> list[tuple[int, int]]:
    """The characters where they stand."""
    return [(one.start, one.end) for one in found]

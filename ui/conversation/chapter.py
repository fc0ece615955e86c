"""Chapters: stretches of a sound in which something was found, as places to go to."""

from __future__ import annotations

from dataclasses import dataclass

from engine.wire.wire import TurnView

MOST = 24
"""More would bury the card; the text counts them all."""


@dataclass(frozen=True)
class Chapter:
    """One stretch."""

    clip: str
    start_s: float
    end_s: float
    label: str

    @property
    def words(self) -> str:
        """For people: `dog 2.0–3.1 s`."""
        return f"{self.label} {self.start_s:.1f}–{self.end_s:.1f} s"


def chapters_of(turn: TurnView) -> tuple[Chapter, ...]:
    """What a turn has found, in order of time."""
    found = [Chapter(one.clip, one.start_s, one.end_s, one.label)
             for step in turn.steps for one in step.spans if one.clip and one.label]
    return tuple(sorted(found, key=lambda one: (one.start_s, one.end_s))[:MOST])

"""Telling: what a sentence says of what was made, as it is gathered clause by clause."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from engine.planner.offline.making.qualities import Qualities
from engine.planner.offline.singing.clauses import OfVoice


@dataclass
class Telling:
    """What a sentence says of what was made."""

    args: dict[str, Any] = field(default_factory=dict)
    qualities: Qualities = field(default_factory=Qualities)
    puts: list[dict[str, Any]] = field(default_factory=list)
    """Where it goes: arguments of `arrange`."""
    is_older: bool = False
    """Was its level or its place the last thing that was worked on? Then higher and elsewhere are of these."""
    is_again: bool = False
    semitones: float = 0.0
    adds: bool = False
    """Does it begin with "and"?"""
    reply: str = ""
    """What is asked or answered instead."""
    of_voice: OfVoice = field(default_factory=OfVoice)
    """What is said of a sung or spoken line."""

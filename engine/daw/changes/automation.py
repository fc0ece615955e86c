"""Automation: values that change along a track."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.daw.changes.change import Change


@dataclass(frozen=True)
class SetAutomation(Change):
    """Write the points of one parameter of a track between two beats; what lies there is replaced."""

    capability: ClassVar[str] = "automation"
    track: str
    parameter: str
    """volume (dB), pan (−1 … 1), mute (0 or 1), `send ID` (dB), or `plugin ID NAME` in the plugin's own unit."""
    points: tuple[tuple[float, float], ...]
    """(beat, value), rising; values between two points go in a line. None = cleared there."""
    start_beats: float = 0.0
    end_beats: float | None = None
    """None = to the end."""

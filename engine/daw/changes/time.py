"""Tempo, meter and transport."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from engine.daw.changes.change import Change
from engine.media.note import TempoMap


@dataclass(frozen=True)
class SetTempo(Change):
    """Set the tempo from a beat on, or let it glide from there to another one."""

    capability: ClassVar[str] = "set_tempo"
    bpm: float
    at_beats: float = 0.0
    to_bpm: float | None = None
    """A ramp: the tempo at `end_beats`, which holds from there on."""
    end_beats: float | None = None


@dataclass(frozen=True)
class SetMeter(Change):
    """Set the meter from the start of a bar on."""

    capability: ClassVar[str] = "set_meter"
    numerator: int
    denominator: int
    at_beats: float = 0.0


@dataclass(frozen=True)
class SetTempoMap(Change):
    """Set tempo and meter of the whole session at once; what takes a tempo or meter back."""

    capability: ClassVar[str] = "set_tempo_map"
    tempo_map: TempoMap


@dataclass(frozen=True)
class Transport(Change):
    """Play, stop, record, go somewhere, loop a range, switch the click."""

    capability: ClassVar[str] = "transport"
    action: Literal["play", "stop", "record", "locate", "loop", "metronome"]
    at_beats: float | None = None
    end_beats: float | None = None
    on: bool = True
    count_in_bars: int = 0
    """Bars of click before a recording begins."""

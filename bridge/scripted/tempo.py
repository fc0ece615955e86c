"""Tempo and meter from what a script tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from engine.media.note import MeterChange, TempoChange, TempoMap

Rows = Sequence[Sequence[Any]]


def tempo_map_of(tempo_rows: Rows, meter_rows: Rows, ticks_a_beat: int) -> TempoMap:
    """A map from rows of ticks, bpm and whether it glides, and rows of ticks, numerator, denominator.

    A ramp that is not a plain one comes as steps of a beat.
    """
    tempos: list[TempoChange] = []
    for ticks, bpm, glides in tempo_rows:
        change = TempoChange(ticks / ticks_a_beat, _plain(float(bpm)), bool(glides))
        if not (tempos and _says_nothing_new(tempos, change)):
            tempos.append(change)
    tempos = _joined_glides(tempos)
    meters: list[MeterChange] = []
    for ticks, numerator, denominator in meter_rows:
        meter = MeterChange(ticks / ticks_a_beat, round(numerator), round(denominator))
        if not meters or (meters[-1].numerator, meters[-1].denominator) != (meter.numerator, meter.denominator):
            meters.append(meter)
    if tempos:
        tempos[0] = replace(tempos[0], beat=0.0)
    if meters:
        meters[0] = replace(meters[0], beat=0.0)
    return TempoMap(tuple(tempos), tuple(meters))


def _says_nothing_new(tempos: Sequence[TempoChange], change: TempoChange) -> bool:
    """A steady tempo that held anyway: a DAW that takes none away again repeats the one before."""
    last = tempos[-1]
    return not last.glides and not change.glides and abs(last.bpm - change.bpm) <= 1e-6


def _joined_glides(tempos: Sequence[TempoChange]) -> list[TempoChange]:
    """Glides that go on in the same line as one."""
    kept: list[TempoChange] = []
    for here, after in zip(tempos, [*tempos[1:], None], strict=True):
        last = kept[-1] if kept else None
        if last and last.glides and here.glides and after:
            line = last.bpm + (after.bpm - last.bpm) * (here.beat - last.beat) / (after.beat - last.beat)
            if abs(line - here.bpm) < 1e-3:
                continue
        kept.append(here)
    return kept


def _plain(bpm: float) -> float:
    """A DAW that keeps a tempo in units of its own clock reads 97 bpm back as 97.0000002."""
    rounded = round(bpm, 4)
    return rounded if abs(rounded - bpm) < 1e-5 else bpm

"""Units that scripts speak in: factors for gains, samples and ticks for places."""

from __future__ import annotations

import math

from engine.media.note import TempoMap

SILENCE_DB = -120.0


def gain_db(coefficient: float) -> float:
    """A fader's factor in dB, −120 for silence."""
    return SILENCE_DB if coefficient <= 1e-6 else round(20 * math.log10(coefficient), 4)


def gain_of(gain_db: float) -> float:
    """A gain in dB as a factor."""
    return 0.0 if gain_db <= SILENCE_DB else float(10 ** (gain_db / 20))


def beat_of_sample(sample: int, tempo_map: TempoMap, rate: int, ticks: int) -> float:
    """The beat of a sample: the tick (of so many in a quarter note) that falls on it, when one does."""
    beat = tempo_map.beats_at(sample / rate)
    on_tick = round(beat * ticks) / ticks
    return on_tick if tempo_map.sample_at(on_tick, rate) == sample else beat

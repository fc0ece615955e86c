"""Brings phrases that are much quieter than the others up to them, and leaves an even recording alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.speech.utterance import FRAME_S, utterances

_UNEVEN_DB = 6.0
"""Phrases that differ by less are how people speak."""
_MOST_DB = 12.0


@dataclass(frozen=True)
class LevelCurve:
    """A gain over time."""

    times_s: np.ndarray
    gains_db: np.ndarray

    def gain(self, first: int, frames: int, rate_hz: int) -> np.ndarray:
        """Factors for the samples from `first` on; float32 [shape=(frames,)]."""
        gains_db = np.interp((first + np.arange(frames)) / rate_hz, self.times_s, self.gains_db)
        return (10 ** (gains_db / 20)).astype(np.float32)


def level_curve(levels_db: np.ndarray) -> LevelCurve | None:
    """What evens a voice whose level in each 10 ms is known; None when it is even or says nothing."""
    phrases = utterances(levels_db)
    loudness = []
    for phrase in phrases:
        inside = levels_db[round(phrase.start_s / FRAME_S):round(phrase.end_s / FRAME_S)]
        loudness.append(float(np.percentile(inside, 80)))
    if len(phrases) < 2 or max(loudness) - min(loudness) < _UNEVEN_DB:
        return None
    target_db = float(np.percentile(loudness, 75))
    times, gains = [], []
    for phrase, level in zip(phrases, loudness, strict=True):
        gain_db = float(np.clip(target_db - level, -_MOST_DB / 2, _MOST_DB))
        times += [phrase.start_s, max(phrase.start_s + 0.01, phrase.end_s)]
        gains += [gain_db, gain_db]
    return LevelCurve(np.asarray(times), np.asarray(gains))

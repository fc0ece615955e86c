"""Air above the band of a voice: 16 kHz voices end at 8 kHz, a microphone does not."""

from __future__ import annotations

import numpy as np

from models.singing.analysis import FRAME_S
from models.singing.render import RenderedPhrase

_AIR_DB = -6.0
"""How far the air above the voice's own band lies below the hiss just under it."""
_TOP_HZ = 15000.0
_FALL_FROM_HZ = 9000.0
"""Above this the air falls by 6 dB an octave."""


def with_air(samples: np.ndarray, phrase: RenderedPhrase, sample_rate_hz: int, seed: int) -> np.ndarray:
    """A phrase at the session's rate with noise where the voice's band ends, as loud as its own hiss there.

    float64 [shape=(n,)] → the same shape; sounds of voices that reach high enough come back as they are.
    """
    if sample_rate_hz <= 1.1 * phrase.sample_rate_hz or not phrase.hiss_level.any():
        return samples
    return samples + _air(phrase, len(samples), sample_rate_hz, seed)


def _air(phrase: RenderedPhrase, count: int, sample_rate_hz: int, seed: int) -> np.ndarray:
    from scipy.signal import butter, sosfilt

    low_hz = 0.485 * phrase.sample_rate_hz
    high_hz = min(_TOP_HZ, 0.47 * sample_rate_hz)
    if high_hz <= 1.05 * low_hz:
        return np.zeros(count)
    noise = np.random.default_rng(seed).standard_normal(count)
    band = sosfilt(butter(3, [low_hz, high_hz], "band", fs=sample_rate_hz, output="sos"), noise)
    band = 0.5 * band + 0.5 * sosfilt(butter(1, min(_FALL_FROM_HZ, 0.4 * sample_rate_hz), fs=sample_rate_hz,
                                             output="sos"), band)
    level = np.sqrt(phrase.hiss_level * sample_rate_hz / phrase.sample_rate_hz) * 10 ** (_AIR_DB / 20)
    return band * np.interp(np.arange(count) / sample_rate_hz, FRAME_S * np.arange(len(level)), level)

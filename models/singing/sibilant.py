"""s and sh as a singer with a good microphone has them: heard, but never sharp."""

from __future__ import annotations

import numpy as np

LOUDEST_DB, SOFTEST_DB = -9.0, -24.0
"""A sibilant's level above 3.5 kHz beside the level of the vowels around it."""
_FROM_HZ = 3500.0
_HISS_SHARE = 0.6
"""A frame with more of its power than this above 3.5 kHz is a sibilant."""
_RATIO = 0.8
"""How much of what is too loud is taken away."""


def sibilant_gain_db(power: np.ndarray, is_noise: np.ndarray, vowel_power: float, sample_rate_hz: int) -> np.ndarray:
    """By how much each frame is to be changed [shape=(frames,)]; 0 where there is no sibilant.

    `power` is the spectrum [shape=(frames, bins)], `is_noise` says which frames are obstruents, `vowel_power`
    is the usual mean power of a vowel's frame.
    """
    bins = power.shape[1]
    high = power[:, round(2 * _FROM_HZ / sample_rate_hz * bins):].sum(axis=1) / bins
    share = high / np.maximum(power.mean(axis=1), 1e-12)
    level_db = 10 * np.log10(np.maximum(high, 1e-12) / max(vowel_power, 1e-12))
    gain_db = np.minimum(0.0, _RATIO * (LOUDEST_DB - level_db)) + np.clip(SOFTEST_DB - level_db, 0.0, 6.0)
    # Power near silence is no sibilant that was spoken too softly.
    is_sibilant = is_noise & (share > _HISS_SHARE) & (level_db > SOFTEST_DB - 14)
    return np.where(is_sibilant, gain_db, 0.0)

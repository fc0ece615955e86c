"""The sound of breathing in before a phrase."""

from __future__ import annotations

import numpy as np

_LONGEST_S, _SHORTEST_S = 0.30, 0.09
_BEFORE_ONSET_S = 0.03
BREATH_REST_S = 0.35
"""A rest from which on a singer is heard to breathe."""
_LEVEL_DB = -28.0
"""Below the phrase that follows."""


def breath_before(phrase: np.ndarray, room_s: float, sample_rate_hz: int, seed: int) -> np.ndarray:
    """A breath that ends 30 ms before a phrase and fits into the time there is; empty without room.

    float64 [shape=(n,)]; `phrase` sets how loud it is.
    """
    from scipy.signal import butter, sosfilt

    length_s = min(_LONGEST_S, room_s - _BEFORE_ONSET_S)
    if length_s < _SHORTEST_S or not np.any(phrase):
        return np.zeros(0)
    count = round(length_s * sample_rate_hz)
    noise = np.random.default_rng(seed).standard_normal(count)
    high_hz = min(7000.0, 0.45 * sample_rate_hz)
    air = sosfilt(butter(2, [900.0, high_hz], "band", fs=sample_rate_hz, output="sos"), noise)
    swell = np.sin(np.pi * np.linspace(0, 1, count) ** 1.6) ** 1.5
    level = np.sqrt(np.mean(phrase**2)) * 10 ** (_LEVEL_DB / 20)
    silence = np.zeros(round(_BEFORE_ONSET_S * sample_rate_hz))
    return np.concatenate([air / (air.std() + 1e-12) * level * swell, silence])

"""Level: sound brought to a loudness, or to the ceiling, with its true peaks under that ceiling."""

from __future__ import annotations

import numpy as np

from engine.media.limiter import CEILING_DBTP, limiting_curve
from engine.media.loudness import Tick, loudness_of, true_peaks

LOOP_LUFS = -16.0
"""Loops, beds and pieces that are made."""
_BETWEEN_DB = 0.25
"""What four times oversampling may miss of a peak."""
_PASSES = 8


def level_curve(
    sound: np.ndarray,
    sample_rate_hz: int,
    *,
    target_lufs: float = LOOP_LUFS,
    is_loop: bool = False,
    tick: Tick = lambda what: None,
) -> np.ndarray:
    """The gain [shape=(n,)] that brings a sound [shape=(channels, n)] to a loudness, true peaks below the ceiling.

    One curve for all channels and all stems: a stem times the curve is that stem's share of the whole. Silence stays.
    """
    curve = np.ones(sound.shape[1], np.float32)
    ceiling_db = CEILING_DBTP - _BETWEEN_DB
    ceiling = 10 ** (ceiling_db / 20)
    for _ in range(_PASSES):
        made = sound * curve
        now_lufs = loudness_of(made, sample_rate_hz, tick=tick)
        if not np.isfinite(now_lufs):
            return curve
        gain = np.float32(10 ** ((target_lufs - now_lufs) / 20))
        peaks = true_peaks(made * gain, is_loop=is_loop, tick=tick)
        if peaks.max() <= ceiling:
            return curve * gain
        if abs(target_lufs - now_lufs) < 0.1 and peaks.max() <= ceiling * 1.001:
            break
        curve = curve * gain * limiting_curve(peaks, sample_rate_hz, ceiling_db=ceiling_db - 0.1, is_loop=is_loop)
    highest = true_peaks(sound * curve, is_loop=is_loop).max()
    return curve * np.float32(min(1.0, ceiling * 0.999 / highest))


def at_loudness(samples: np.ndarray, sample_rate_hz: int, loudness_lufs: float) -> np.ndarray:
    """The same mono sound [shape=(n,)] at this loudness, its true peaks under the ceiling; silence stays silent."""
    if not np.any(samples):
        return samples
    return samples * level_curve(samples[None], sample_rate_hz, target_lufs=loudness_lufs)


def peak_gain(sound: np.ndarray) -> float:
    """The gain that brings a one-shot's true peak just below the ceiling."""
    peak = float(true_peaks(sound).max(initial=0.0))
    return 10 ** (CEILING_DBTP / 20) * 0.999 / peak if peak > 1e-9 else 1.0

"""How much of a short sound has a pitch as a voice has one."""

from __future__ import annotations

import numpy as np

_LOWEST_HZ, _HIGHEST_HZ = 70.0, 400.0
_PERIODIC = 0.55


def voiced_share(samples: np.ndarray, rate_hz: int) -> float:
    """Share (0–1) of the audible 40 ms frames of float [shape=(n,)] that repeat at 70 to 400 Hz."""
    size, hop = round(0.04 * rate_hz), round(0.02 * rate_hz)
    if len(samples) < size:
        return 0.0
    frames = np.lib.stride_tricks.sliding_window_view(samples, size)[::hop].astype(np.float64)
    frames = frames - frames.mean(axis=1, keepdims=True)
    power = np.square(frames).mean(axis=1)
    frames = frames[power > 0.02 * power.max()] if power.max() > 1e-12 else frames[:0]
    if not len(frames):
        return 0.0
    window = np.hanning(size)
    spectrum = np.abs(np.fft.rfft(frames * window, 2 * size)) ** 2
    likeness = np.fft.irfft(spectrum)[:, :size]
    own = np.fft.irfft(np.abs(np.fft.rfft(window, 2 * size)) ** 2)[:size]
    shortest, longest = round(rate_hz / _HIGHEST_HZ), min(size - 1, round(rate_hz / _LOWEST_HZ))
    best = (likeness / (likeness[:, :1] + 1e-12))[:, shortest:longest] / (own[shortest:longest] / own[0])
    return float((best.max(axis=1) > _PERIODIC).mean())

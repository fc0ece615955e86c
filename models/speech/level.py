"""Loudness and peaks of a voice: measured, set, and kept under a ceiling."""

from __future__ import annotations

import numpy as np

CEILING_DB = -1.0
"""True peak."""
_LOOK_AHEAD_S = 0.004


def loudness_of(samples: np.ndarray, sample_rate_hz: int) -> float:
    """Integrated loudness in LUFS (ITU-R BS.1770) of mono sound [shape=(n,)].

    Sounds shorter than 0.8 s are measured with silence after them; what the gate takes for silence
    is measured by its plain power.
    """
    import pyloudnorm

    shortest = round(0.8 * sample_rate_hz)
    padded = np.pad(samples, (0, max(0, shortest - len(samples))))
    with np.errstate(divide="ignore"):
        measured = float(pyloudnorm.Meter(sample_rate_hz).integrated_loudness(padded[:, None]))
    if np.isfinite(measured):
        return measured
    return float(10 * np.log10(np.mean(samples**2) + 1e-12)) - 0.691


def at_loudness(samples: np.ndarray, sample_rate_hz: int, loudness_lufs: float) -> np.ndarray:
    """The same sound at this loudness, its true peaks under −1 dBTP; silence stays silent."""
    if not np.any(samples):
        return samples
    for _ in range(2):
        samples = samples * 10 ** ((loudness_lufs - loudness_of(samples, sample_rate_hz)) / 20)
        samples = limited(samples, sample_rate_hz)
    return samples


def limited(samples: np.ndarray, sample_rate_hz: int) -> np.ndarray:
    """Turn down around peaks, 4 ms ahead of them, so that the true peak stays under the ceiling."""
    import soxr
    from scipy.ndimage import minimum_filter1d, uniform_filter1d

    ceiling = 10 ** (CEILING_DB / 20)
    if np.abs(samples).max() <= 0.7 * ceiling:
        return samples
    over = np.abs(soxr.resample(samples, sample_rate_hz, 4 * sample_rate_hz, quality="HQ"))
    peaks = np.zeros(4 * len(samples))
    peaks[:min(len(peaks), len(over))] = over[:len(peaks)]
    peak = np.maximum(peaks.reshape(-1, 4).max(axis=1), np.abs(samples))
    if peak.max() <= ceiling:
        return samples
    reach = 2 * round(_LOOK_AHEAD_S * sample_rate_hz) + 1
    gain = np.minimum(1.0, 0.98 * ceiling / np.maximum(peak, 1e-9))
    return samples * uniform_filter1d(minimum_filter1d(gain, 2 * reach), reach)

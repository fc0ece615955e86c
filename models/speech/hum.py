"""Mains hum: found by its lines, and subtracted line by line, only where a steady line stands out."""

from __future__ import annotations

import numpy as np

_MAINS_HZ = (*np.arange(49.7, 50.301, 0.02), *np.arange(59.7, 60.301, 0.02))
_WINDOW_S = 4.0
_HARMONICS, _MEASURED = 40, 9
_STANDS_OUT = 3.0
_SHORTEST_S = 1.0
_LOW, _FEWEST_LINES = 8, 3
"""Hum has at least three of its first eight harmonics; a note that lies near one of them has fewer."""


def without_hum(samples: np.ndarray, rate_hz: int) -> tuple[np.ndarray, int]:
    """float64 [shape=(channels, n)] without its hum, and how many lines were taken out (0: nothing was changed)."""
    if samples.shape[1] < _SHORTEST_S * rate_hz or not np.any(samples):
        return samples, 0
    lines = hum_lines(samples.mean(axis=0), rate_hz)
    if not lines:
        return samples, 0
    return samples - _steady_part(samples, np.asarray(lines), rate_hz), len(lines)


def _steady_part(samples: np.ndarray, lines_hz: np.ndarray, rate_hz: int) -> np.ndarray:
    """The lines as they sound in overlapping windows of 4 s; unlike a notch, this does not ring."""
    frames = samples.shape[1]
    size = min(frames, round(_WINDOW_S * rate_hz))
    hop = max(1, size // 2)
    window = np.hanning(size + 2)[1:-1]
    turns = [np.exp(2j * np.pi * line_hz * np.arange(size) / rate_hz) for line_hz in lines_hz]
    total, weight = np.zeros_like(samples), np.full(frames, 1e-9)
    for first in range(-hop, frames, hop):
        low, high = max(0, first), min(frames, first + size)
        shape = window[low - first:high - first]
        taken = samples[:, low:high] * shape
        for turn in turns:
            line = turn[low - first:high - first]
            strength = 2 * (taken @ line.conj()) / shape.sum()
            total[:, low:high] += np.real(strength[:, None] * line) * shape
        weight[low:high] += shape
    return total / weight


def hum_lines(mono: np.ndarray, rate_hz: int) -> list[float]:
    """Frequencies in Hz of the harmonics of 50 or 60 Hz that sound all the time in [shape=(n,)]."""
    from scipy.signal import stft

    size = 1 << int(np.log2(min(len(mono), rate_hz)))
    steady = np.quantile(np.abs(stft(mono, rate_hz, nperseg=size, noverlap=size * 3 // 4, boundary=None)[2]), 0.2,
                         axis=1)
    base_hz = _base(mono, rate_hz)
    bin_hz = rate_hz / size
    found: dict[int, float] = {}
    for number in range(1, _HARMONICS + 1):
        line_hz = base_hz * number
        if line_hz > rate_hz / 2 - 100:
            break
        at, near, far = round(line_hz / bin_hz), round(8 / bin_hz), round(18 / bin_hz)
        around = np.concatenate([steady[max(0, at - far):max(1, at - near)], steady[at + near:at + far]])
        if steady[max(0, at - 1):at + 2].max() > _STANDS_OUT * (np.median(around) + 1e-9):
            found[number] = line_hz
    low = [number for number in found if number <= _LOW]
    return list(found.values()) if len(low) >= _FEWEST_LINES and low[0] <= 3 else []


def _base(mono: np.ndarray, rate_hz: int) -> float:
    """The mains frequency near 50 or 60 Hz with the strongest first harmonics."""
    size = 1 << int(np.ceil(np.log2(len(mono) * 4)))
    spectrum = np.abs(np.fft.rfft(mono * np.hanning(len(mono)), size))[:round(700 * size / rate_hz)]
    bins_hz = np.arange(len(spectrum)) * rate_hz / size

    def strength(base_hz: float) -> float:
        numbers = np.arange(1, max(2, min(_MEASURED, int(rate_hz / 2 / base_hz))))
        return float(np.log(np.interp(base_hz * numbers, bins_hz, spectrum) + 1e-9).sum())

    roughly = max(_MAINS_HZ, key=strength)
    return float(max(np.arange(roughly - 0.02, roughly + 0.0201, 0.001), key=strength))

"""The pitch of low notes, by YIN: de Cheveigné and Kawahara, "YIN, a fundamental frequency estimator", JASA 111, 2002.

Trackers made for voices lose what lies below 50 Hz or hear its octave; here two periods of the lowest note always fit
into the window.
"""

from __future__ import annotations

import numpy as np

from models.music.note_network import RATE_HZ

LOWEST_HZ, HIGHEST_HZ = 27.0, 400.0
_SLOW_HZ = 4000
_DIP, _ALMOST = 0.15, 0.15
"""What has a pitch has a dip this deep; the first dip that is almost as deep is its period, later ones
are multiples of it."""
_CHUNK = 256


def low_pitch(line: np.ndarray, step_s: float, count: int) -> np.ndarray:
    """Hz at every step of mono sound at RATE_HZ [shape=(n,)], 0 where nothing has a low pitch [shape=(count,)]."""
    import soxr

    slow = soxr.resample(np.asarray(line, np.float32), RATE_HZ, _SLOW_HZ).astype(np.float64)
    shortest, longest = int(_SLOW_HZ / HIGHEST_HZ), int(np.ceil(_SLOW_HZ / LOWEST_HZ))
    size = longest + 2
    padded = np.concatenate([np.zeros(size), slow, np.zeros(2 * size)])
    starts = np.round(np.arange(count) * step_s * _SLOW_HZ).astype(int) + size - longest
    starts = np.clip(starts, 0, len(padded) - 2 * size)
    found = np.zeros(count)
    for first in range(0, count, _CHUNK):
        frames = padded[starts[first:first + _CHUNK, None] + np.arange(2 * size)[None, :]]
        found[first:first + _CHUNK] = _periods(frames, size, shortest, longest)
    return found


def _periods(frames: np.ndarray, size: int, shortest: int, longest: int) -> np.ndarray:
    """Hz of each frame of 2 × `size` samples [shape=(frames, 2 * size)]."""
    length = 1 << int(np.ceil(np.log2(3 * size)))
    spectrum = np.fft.rfft(frames, length)
    shared = np.fft.irfft(spectrum * np.conj(np.fft.rfft(frames[:, :size], length)), length)[:, :longest + 1]
    power = np.cumsum(np.concatenate([np.zeros((len(frames), 1)), frames**2], axis=1), axis=1)
    lags = np.arange(longest + 1)
    difference = power[:, [size]] + (power[:, lags + size] - power[:, lags]) - 2 * shared
    summed = np.cumsum(difference[:, 1:], axis=1)
    normal = np.ones_like(difference)
    normal[:, 1:] = difference[:, 1:] * lags[1:] / np.maximum(summed, 1e-12)
    hz = np.zeros(len(frames))
    for number, row in enumerate(normal):
        dips = np.flatnonzero((row[shortest:-1] <= row[shortest - 1:-2]) & (row[shortest:-1] < row[shortest + 1:]))
        dips += shortest
        if not len(dips):
            continue
        deepest = float(row[dips].min())
        if deepest < _DIP:
            best = int(dips[row[dips] < deepest + _ALMOST][0])
            hz[number] = _SLOW_HZ / _fine(row, best)
    return hz


def _fine(row: np.ndarray, at: int) -> float:
    """The bottom of the parabola through a dip and its neighbours."""
    left, middle, right = row[at - 1:at + 2]
    curve = left - 2 * middle + right
    return float(at + (0.5 * (left - right) / curve if curve > 0 else 0.0))

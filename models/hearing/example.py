"""Finds where a recording sounds like an example: the example's spectrum over time, slid along the recording's."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.hearing.chunks import RATE_HZ

HOP = 256
_WINDOW = 2048
_BANDS, _TOP_HZ = 80, 10000
_BACKGROUND = 0.3
"""Quantile over time that counts as always there."""
_AUDIBLE = 0.02
_RISE, _SHORTEST = 3, 16
"""Frames heard before an example becomes audible, and the fewest in all: a short sound is known by how it begins."""
_LEAST, _OF_BEST = 0.52, 0.62
_SHIFTS = (-2, -1, 0, 1, 2)
"""Semitones by which an occurrence may be higher and faster than the example."""
_SHIFT_COST = 0.03
_BUSY_POWER, _BUSY_FLOOR = 0.7, 0.02
"""Bands in which the recording is busy count less."""
LONGEST_S = 10.0


@dataclass(frozen=True, eq=False)
class Example:
    """What is looked for, and the same a little lower and higher."""

    pictures: tuple[np.ndarray, ...]
    """One for each of _SHIFTS [each shape=(bands, frames)]; no frames when the example is silent or too short."""
    lead: int
    """Frame of the example at which the pictures begin; below zero where it is audible at once."""

    @property
    def frames(self) -> int:
        """Length of the pictures."""
        return int(self.pictures[0].shape[1])


def example_of(samples: np.ndarray) -> Example:
    """Take the audible part of an example, with how it rises from silence."""
    energy = (_picture(samples) ** 2).sum(axis=0)
    loud = np.flatnonzero(energy > _AUDIBLE * energy.max(initial=0.0))
    if not len(loud) or energy.max() < 1e-9 or len(samples) < 2 * HOP:
        return Example(tuple(np.zeros((_BANDS, 0)) for _ in _SHIFTS), 0)
    lead = int(loud[0]) - _RISE
    frames = np.arange(_RISE + max(_SHORTEST, int(loud[-1]) + 1 - int(loud[0])))
    pictures = []
    for shift in _SHIFTS:
        ratio = 2 ** (shift / 12)
        seen = _picture(samples, ratio)
        heard = lead + _RISE + (frames - _RISE) * ratio
        pictures.append(np.stack([np.interp(heard, np.arange(len(row)), row, left=0, right=0) for row in seen]))
    return Example(tuple(pictures), lead)


def likeness(samples: np.ndarray, example: Example) -> np.ndarray:
    """How alike the recording is to the example from every frame on, up to 1 [shape=(frames − n + 1,)]."""
    seen = _picture(samples)
    seen = np.maximum(seen - np.quantile(seen, _BACKGROUND, axis=1, keepdims=True), 0)
    if seen.shape[1] < example.frames:
        seen = np.pad(seen, ((0, 0), (0, example.frames - seen.shape[1])))
    busy = np.sqrt((seen**2).mean(axis=1, keepdims=True))
    weight = 1 / (busy + _BUSY_FLOOR * np.sqrt((seen**2).mean()) + 1e-9) ** _BUSY_POWER
    return np.asarray(np.max([_correlation(seen * weight, picture * weight) - _SHIFT_COST * abs(shift)
                              for picture, shift in zip(example.pictures, _SHIFTS, strict=True)], axis=0))


def found_at(alike: np.ndarray, size: int) -> list[int]:
    """Frames at which the example begins: peaks that are high enough, not nearer to each other than half of it."""
    from scipy.signal import find_peaks

    if not len(alike):
        return []
    least = max(_LEAST, _OF_BEST * float(alike.max()))
    padded = np.concatenate([[-1.0], alike, [-1.0]])
    peaks, _ = find_peaks(padded, height=least, distance=max(4, size // 2))
    return [int(peak) - 1 for peak in peaks]


def _correlation(seen: np.ndarray, example: np.ndarray) -> np.ndarray:
    """Correlation coefficient of the example with what is seen from every frame on."""
    from scipy.signal import fftconvolve

    size = example.shape[1]
    shape = example - example.mean()
    cross = fftconvolve(seen, shape[:, ::-1], mode="full", axes=1).sum(axis=0)[size - 1:seen.shape[1]]
    sums, squares = (np.concatenate([[0.0], np.cumsum(rows.sum(axis=0, dtype=np.float64))]) for rows in (seen, seen**2))
    total, power = sums[size:] - sums[:-size], squares[size:] - squares[:-size]
    spread = np.maximum(power - total**2 / example.size, 0)
    floor = 1e-7 * float(spread.max(initial=0.0)) + 1e-12
    return np.asarray(cross / (np.sqrt(spread + floor) * np.linalg.norm(shape) + 1e-12))


def _picture(samples: np.ndarray, ratio: float = 1.0) -> np.ndarray:
    """Root of the energy in bands over time, all frequencies times `ratio` [shape=(bands, frames)]."""
    from scipy.fft import rfft

    frames = max(1, len(samples) // HOP)
    padded = np.pad(samples.astype(np.float32), (_WINDOW // 2, _WINDOW))
    views = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)[::HOP][:frames]
    power = np.abs(rfft(views * np.hanning(_WINDOW).astype(np.float32), axis=1)) ** 2
    return np.sqrt(power @ _bands(ratio).T).T


def _bands(ratio: float) -> np.ndarray:
    hz = np.linspace(0, RATE_HZ / 2, _WINDOW // 2 + 1) * ratio
    mel = 2595 * np.log10(1 + hz / 700)
    edges = np.linspace(0, 2595 * np.log10(1 + _TOP_HZ / 700), _BANDS + 2)
    rise = (mel - edges[:-2, None]) / np.diff(edges)[:-1, None]
    fall = (edges[2:, None] - mel) / np.diff(edges)[1:, None]
    weights = np.clip(np.minimum(rise, fall), 0, None)
    return (weights / (weights.sum(axis=1, keepdims=True) + 1e-9)).astype(np.float32)

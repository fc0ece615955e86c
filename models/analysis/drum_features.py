"""Where something is struck, and what is measured around each stroke: bands before, at and after it.

Used to tell kick, snare and hat apart, and to train what does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

DRUM_RATE_HZ = 44100
HOP = 256
STEP_S = HOP / DRUM_RATE_HZ
_LONG, _SHORT = 2048, 1024
"""Windows for the bands below and above 500 Hz."""
_LOW_HZ = (30, 50, 70, 95, 130, 180, 250, 350, 500)
_HIGH_HZ = tuple(float(hz) for hz in np.geomspace(500, 16000, 17))
GROUPS = {"low": slice(0, 5), "middle": slice(5, 15), "top": slice(17, 24)}
"""Bands that a kick, a snare and a hat are loudest in: 30–180 Hz, 180–2800 Hz, 5–16 kHz."""
_RANGE_DB = 70.0
_LEAST_RISE_DB = 4.0
_APART = 4
"""Strokes are at least 23 ms apart."""
_MARGIN = 24
"""Steps needed around a stroke."""
_CHUNK = 4096


@dataclass(frozen=True, eq=False)
class Strokes:
    """Everything that was struck, in order."""

    times_s: np.ndarray
    """[shape=(strokes,)]"""
    features: np.ndarray
    """float32 [shape=(strokes, features)]"""
    levels_db: np.ndarray
    """How loud each is in each of GROUPS, against the strong ones of the recording [shape=(strokes, groups)]"""


def strokes_in(blocks: Iterable[np.ndarray]) -> Strokes:
    """The strokes in mono sound at DRUM_RATE_HZ that comes in blocks [shape=(n,)]."""
    times, rows, loud = [np.zeros(0)], [np.zeros((0, 4 * 24 + 3), np.float32)], [np.zeros((0, 3), np.float32)]
    for first, levels, begin, end in _chunks(blocks):
        steps, rises = _struck(levels, begin, end)
        if not len(steps):
            continue
        times.append((first + steps) * STEP_S)
        rows.append(_measured(levels, steps, rises))
        attack = _attack(levels, steps)
        loud.append(np.stack([attack[:, bands].max(axis=1) for bands in GROUPS.values()], axis=1))
    level = np.concatenate(loud)
    relative = level - np.percentile(level, 95, axis=0) if len(level) else level
    features = np.concatenate([np.concatenate(rows), relative], axis=1).astype(np.float32)
    return Strokes(np.concatenate(times), features, relative)


def _chunks(blocks: Iterable[np.ndarray]) -> Iterator[tuple[int, np.ndarray, int, int]]:
    """Step of the first row, levels in dB [shape=(steps, bands)], and the rows that are this chunk's own."""
    held, first, fresh = np.zeros((0, len(_LOW_HZ) + len(_HIGH_HZ) - 2), np.float32), 0, 0
    for power in _powers(blocks):
        held = np.concatenate([held, power])
        if len(held) >= _CHUNK + 2 * _MARGIN:
            end = len(held) - _MARGIN
            yield first, _decibels(held), fresh, end
            held, first, fresh = held[end - _MARGIN:], first + end - _MARGIN, _MARGIN
    if len(held) > fresh:
        quiet = np.full((_MARGIN, held.shape[1]), 1e-20, np.float32)
        yield first, _decibels(np.concatenate([held, quiet])), fresh, len(held)


def _powers(blocks: Iterable[np.ndarray]) -> Iterator[np.ndarray]:
    """Power in bands of every step, some at a time [shape=(steps, bands)]."""
    from scipy.fft import rfft

    windows = [np.hanning(size).astype(np.float32) for size in (_LONG, _SHORT)]
    edges = [np.round(np.array(hz) * size / DRUM_RATE_HZ).astype(int)
             for hz, size in ((_LOW_HZ, _LONG), (_HIGH_HZ, _SHORT))]
    inset = (_LONG - _SHORT) // 2
    line = np.zeros(_LONG // 2, np.float32)

    def ready(line: np.ndarray) -> np.ndarray:
        frames = np.lib.stride_tricks.sliding_window_view(line, _LONG)[::HOP]
        low = np.abs(rfft(frames * windows[0], axis=1)) ** 2 / _LONG**2
        high = np.abs(rfft(frames[:, inset:inset + _SHORT] * windows[1], axis=1)) ** 2 / _SHORT**2
        bands = [power[:, a:max(b, a + 1)].sum(axis=1) for power, at in ((low, edges[0]), (high, edges[1]))
                 for a, b in zip(at[:-1], at[1:], strict=True)]
        return np.stack(bands, axis=1).astype(np.float32)

    for block in blocks:
        line = np.concatenate([line, block.astype(np.float32)])
        for _ in range((len(line) - _LONG) // (256 * HOP)):
            yield ready(line[:255 * HOP + _LONG])
            line = line[256 * HOP:]
    yield ready(np.pad(line, (0, _LONG)))


def _decibels(power: np.ndarray) -> np.ndarray:
    levels = 10 * np.log10(power + 1e-12)
    return np.asarray(np.maximum(levels, levels.max() - _RANGE_DB), np.float32)


def _struck(levels: np.ndarray, begin: int, end: int) -> tuple[np.ndarray, np.ndarray]:
    """Rows in which some group of bands jumps up, and by how much [shape=(strokes, groups)]."""
    from scipy.ndimage import maximum_filter1d

    jump = np.maximum(np.roll(levels, -1, axis=0) - np.roll(levels, 2, axis=0), 0)
    jump[:2] = levels[1:3] - levels.min() if len(levels) > 3 else 0
    rises = np.stack([jump[:, bands].mean(axis=1) for bands in GROUPS.values()], axis=1)
    tops = (rises >= maximum_filter1d(rises, 2 * _APART + 1, axis=0)) & (rises > _LEAST_RISE_DB)
    strength = np.where(tops.any(axis=1), rises.sum(axis=1) - 1e-4 * np.arange(len(rises)), 0.0)  # of equals the first
    is_one = (strength > 0) & (strength >= maximum_filter1d(strength, 2 * _APART + 1))
    steps = np.flatnonzero(is_one)
    steps = steps[(steps >= begin) & (steps < end)]
    around = np.clip(steps[:, None] + np.arange(-_APART, _APART + 1), 0, len(rises) - 1)
    return steps, np.minimum(rises[around].max(axis=1), 40)


def _attack(levels: np.ndarray, steps: np.ndarray) -> np.ndarray:
    return np.asarray(_taken(levels, steps, -1, 4).max(axis=1))


def _measured(levels: np.ndarray, steps: np.ndarray, rises: np.ndarray) -> np.ndarray:
    before = _taken(levels, steps, -7, -3).mean(axis=1)
    attack = _attack(levels, steps)
    soon, later = _taken(levels, steps, 5, 9).mean(axis=1), _taken(levels, steps, 13, 20).mean(axis=1)
    colour = attack - attack.max(axis=1, keepdims=True)
    return np.concatenate([colour, np.clip(attack - before, -10, 40), soon - attack, later - attack, rises], axis=1)


def _taken(levels: np.ndarray, steps: np.ndarray, low: int, high: int) -> np.ndarray:
    """Levels around strokes [shape=(strokes, high − low, bands)]."""
    return np.asarray(levels[np.clip(steps[:, None] + np.arange(low, high), 0, len(levels) - 1)])

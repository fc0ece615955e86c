"""How loud each of 88 keys is at every moment, by its first partials: what tells a new stroke from a held note."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from models.music.note_network import HOP, KEYS, LOWEST_PITCH, RATE_HZ

_WINDOW = 2048
_PARTIALS = 3
_FLOOR_DB = -100.0
_STEP_DB = 0.5


def key_levels(blocks: Iterable[np.ndarray]) -> np.ndarray:
    """Levels in halves of a dB above −100 dB (uint8) [shape=(steps, 88, 3 partials)], 86.1 steps a second.

    `blocks` give mono sound at RATE_HZ [shape=(n,)].
    """
    from scipy.fft import rfft

    hann = np.hanning(_WINDOW).astype(np.float32) * np.float32(2 / _WINDOW)
    bins = _bins()
    rows, line = [], np.zeros(_WINDOW // 2, np.float32)
    for block in _with_end(blocks):
        line = np.concatenate([line, block])
        count = (len(line) - _WINDOW) // HOP + 1
        if count < 1:
            continue
        frames = np.lib.stride_tricks.sliding_window_view(line, _WINDOW)[:count * HOP:HOP]
        power = np.abs(rfft(frames * hann, axis=1)) ** 2
        peaks = np.sqrt(power[:, :-2] + power[:, 1:-1] + power[:, 2:])[:, bins - 1]
        decibels = 20 * np.log10(np.maximum(peaks, 1e-5)) - _FLOOR_DB
        rows.append(np.clip(decibels / _STEP_DB, 0, 255).astype(np.uint8))
        line = line[count * HOP:]
    return np.concatenate(rows) if rows else np.zeros((0, KEYS, _PARTIALS), np.uint8)


def rise_db(levels: np.ndarray, pitch: int, step: int) -> float:
    """By how much a key became louder around a step, over its partials."""
    key = pitch - LOWEST_PITCH
    before = levels[max(0, step - 6):max(1, step - 3), key].astype(float)
    after = levels[min(len(levels) - 1, step + 2):step + 7, key].astype(float)
    if not len(before) or not len(after):
        return 0.0
    return float(_STEP_DB * np.mean(after.max(axis=0) - before.mean(axis=0)))


def loudness_db(levels: np.ndarray, pitch: int, step: int) -> float:
    """Level of a key just after a step, below full scale."""
    key = pitch - LOWEST_PITCH
    after = levels[min(len(levels) - 1, step):step + 8, key].astype(float)
    if not after.size:
        return _FLOOR_DB
    return float(10 * np.log10(np.sum(10 ** ((_FLOOR_DB + _STEP_DB * after.max(axis=0)) / 10))))


def _bins() -> np.ndarray:
    """The bin of every partial of every key [shape=(88, partials)]."""
    hz = 440 * 2 ** ((LOWEST_PITCH + np.arange(KEYS) - 69) / 12)
    wanted = np.round(hz[:, None] * np.arange(1, _PARTIALS + 1) * _WINDOW / RATE_HZ).astype(int)
    return np.clip(wanted, 1, _WINDOW // 2 - 1)


def _with_end(blocks: Iterable[np.ndarray]) -> Iterable[np.ndarray]:
    for block in blocks:
        yield np.asarray(block, np.float32)
    yield np.zeros(_WINDOW // 2, np.float32)

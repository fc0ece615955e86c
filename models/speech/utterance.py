"""Where somebody may be speaking: stretches that stand out of what is quiet around them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from models.speech.mono_sound import MonoSound

RATE_HZ = 16000
FRAME_S = 0.01
LONGEST_S = 12.0
"""Longer ones are cut where they are quietest, so that a cancel is heard and memory stays flat."""
_FRAME = round(FRAME_S * RATE_HZ)
_SILENT_DB = -75.0
_ABOVE_FLOOR_DB, _BELOW_PEAK_DB = 7.0, 36.0
_LEAST_RANGE_DB = 9.0
"""Steady sound that moves less than this between its quiet and its loud frames is nobody speaking."""
_WINDOW_S = 20.0
MARGIN_S = 0.2
"""Kept before and after."""
_SHORTEST_PAUSE_S, _SHORTEST_S = 0.4, 0.12


@dataclass(frozen=True)
class Utterance:
    """One stretch between two pauses, in seconds."""

    start_s: float
    end_s: float


def frame_levels_db(sound: MonoSound, tick: Callable[[float], None]) -> np.ndarray:
    """Level of each 10 ms with the bass taken off, in dB full scale [shape=(frames,)]; `tick` gets 0 to 1."""
    levels: list[np.ndarray] = []
    rest, before, done = np.zeros(0, np.float32), 0.0, 0
    expected = max(1.0, sound.seconds * RATE_HZ)
    for block in sound.blocks(RATE_HZ):
        joined = np.concatenate([rest, block])
        whole = len(joined) // _FRAME * _FRAME
        frames, rest = joined[:whole], joined[whole:]
        if whole:
            bright = frames - 0.95 * np.concatenate([np.asarray([before], np.float32), frames[:-1]])
            before = float(frames[-1])
            levels.append(10 * np.log10(np.square(bright.reshape(-1, _FRAME)).mean(axis=1) + 1e-12))
        done += len(block)
        tick(min(1.0, done / expected))
    return np.concatenate(levels) if levels else np.zeros(0)


def utterances(levels_db: np.ndarray) -> list[Utterance]:
    """The stretches that stand out, with 0.2 s around each, none longer than 12 s."""
    from scipy.ndimage import uniform_filter1d

    if len(levels_db) < 3:
        return []
    smooth = uniform_filter1d(levels_db, 5)
    is_loud = smooth > _threshold(smooth)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], is_loud.astype(np.int8), [0]])))
    found: list[tuple[int, int]] = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if found and start - found[-1][1] < _SHORTEST_PAUSE_S / FRAME_S:
            found[-1] = found[-1][0], int(end)
        else:
            found.append((int(start), int(end)))
    parts = [part for start, end in found if end - start >= _SHORTEST_S / FRAME_S
             for part in _cut(smooth, start, end)]
    margin = round(MARGIN_S / FRAME_S)
    return [Utterance(max(0, start - (margin if is_first else 0)) * FRAME_S,
                      min(len(levels_db), end + (margin if is_last else 0)) * FRAME_S)
            for start, end, is_first, is_last in parts]


def _threshold(levels_db: np.ndarray) -> np.ndarray:
    """The level above which a frame stands out; it follows the recording in windows of 20 s."""
    size = round(_WINDOW_S / FRAME_S)
    limits = []
    for start in range(0, len(levels_db), size // 2):
        window = levels_db[max(0, start - size // 4):start + size // 2 + size // 4]
        floor, peak = np.percentile(window, [5, 97])
        limit = max(floor + _ABOVE_FLOOR_DB, peak - _BELOW_PEAK_DB, _SILENT_DB)
        limits.append(limit if peak - floor >= _LEAST_RANGE_DB else 1000.0)
    return np.asarray(np.asarray(limits)[np.minimum(np.arange(len(levels_db)) // (size // 2), len(limits) - 1)])


def _cut(levels_db: np.ndarray, start: int, end: int) -> list[tuple[int, int, bool, bool]]:
    """(first frame, frame after the last, begins after a pause, ends before a pause)."""
    longest = round(LONGEST_S / FRAME_S)
    parts, is_first = [], True
    while end - start > longest:
        low = start + longest // 2
        cut = low + int(np.argmin(levels_db[low:start + longest]))
        parts.append((start, cut, is_first, False))
        start, is_first = cut, False
    return [*parts, (start, end, is_first, True)]

"""The notes of a single line, sung or played: its pitch followed, cut where it moves on or is struck again."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from models.music.low_line import low_line
from models.music.note_network import HOP, RATE_HZ
from models.music.note_tracker import HeardNote

_LOWEST_HZ, _HIGHEST_HZ = 38.0, 2000.0
_STEP_S = 0.005
_CHUNK_S, _EDGE_S = 30.0, 0.5
_MOVES = 0.6
"""Semitones from a note's middle at which another one is meant …"""
_SETTLES = 8
"""… when the pitch stays there for so many steps."""
_SHORTEST = 10
_STRUCK_DB = 4.0
_NEAR_S = 0.04
_QUIET_DB = -50.0


def line_notes(blocks: Iterable[np.ndarray]) -> list[HeardNote]:
    """Notes in steps of the note network; `blocks` give mono sound at RATE_HZ [shape=(n,)]."""
    notes: list[HeardNote] = []
    size, edge = round(_CHUNK_S * RATE_HZ), round(_EDGE_S * RATE_HZ)
    line, start = np.zeros(0, np.float32), 0
    for block in blocks:
        line = np.concatenate([line, np.asarray(block, np.float32)])
        while len(line) >= size + 2 * edge:
            notes += _within(_notes_of(line[:size + 2 * edge]), start, 0 if start == 0 else edge, size + edge)
            line, start = line[size:], start + size
    return notes + _within(_notes_of(line), start, 0 if start == 0 else edge, len(line) + 1)


def _within(found: list[tuple[float, float, int, float]], start: int, low: int, high: int) -> list[HeardNote]:
    """The notes that begin between two samples of a chunk."""
    return [HeardNote(pitch, (start + first * RATE_HZ) / HOP, (start + last * RATE_HZ) / HOP, sureness)
            for first, last, pitch, sureness in found if low <= first * RATE_HZ < high]


def _notes_of(line: np.ndarray) -> list[tuple[float, float, int, float]]:
    """(start, end) in seconds, pitch and sureness of every note."""
    import pyworld
    from scipy.ndimage import median_filter

    if len(line) < 0.05 * RATE_HZ:
        return []
    if (low := low_line(line)) is not None:
        return low
    sound = line.astype(np.float64)
    rough, times = pyworld.dio(sound, RATE_HZ, f0_floor=_LOWEST_HZ, f0_ceil=_HIGHEST_HZ, frame_period=1000 * _STEP_S)
    hz = np.nan_to_num(pyworld.stonemask(sound, rough, times, RATE_HZ))
    level_db = _levels(line, len(hz))
    voiced = (hz > 0) & (level_db > level_db.max() + _QUIET_DB)
    semitones = median_filter(69 + 12 * np.log2(np.maximum(hz, 1.0) / 440), 5, mode="nearest")
    struck = _strokes(level_db)
    notes = []
    for first, last in _segments(semitones, voiced, struck):
        pitch = round(float(np.median(semitones[first:last])))
        if last - first >= _SHORTEST and 0 <= pitch <= 127:
            notes.append((_snapped(first, struck) * _STEP_S, last * _STEP_S, pitch, 1.0))
    return notes


def _levels(line: np.ndarray, count: int) -> np.ndarray:
    """Level around every step, in dB."""
    size = round(_STEP_S * RATE_HZ)
    power = np.cumsum(np.concatenate([[0.0], line.astype(np.float64) ** 2]))
    centres = np.round(np.arange(count) * _STEP_S * RATE_HZ).astype(int)
    low, high = np.clip(centres - size, 0, len(line)), np.clip(centres + size, 0, len(line))
    return np.asarray(10 * np.log10((power[high] - power[low]) / np.maximum(high - low, 1) + 1e-12))


def _strokes(level_db: np.ndarray) -> np.ndarray:
    """Steps at which the sound becomes louder fast: where a note is struck or begins."""
    from scipy.ndimage import maximum_filter1d

    rise = np.maximum(level_db, level_db.max() + _QUIET_DB)
    rise = rise - np.concatenate([np.full(5, rise[0]), rise[:-5]]) if len(rise) > 5 else np.zeros_like(rise)
    rise[:1] = max(0.0, float(level_db[0] - level_db.max() - _QUIET_DB))
    peaks = (rise >= _STRUCK_DB) & (rise == maximum_filter1d(rise, 17))
    return np.maximum(np.flatnonzero(peaks) - 3, 0)


def _segments(semitones: np.ndarray, voiced: np.ndarray, struck: np.ndarray) -> list[tuple[int, int]]:
    """Stretches of one note: they end with the voice, at a new stroke, or where the pitch has moved on for good."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], voiced.astype(np.int8), [0]])))
    segments = []
    for first, last in zip(edges[::2], edges[1::2], strict=True):
        borders = [int(first), *(int(step) for step in struck if first + 4 < step < last - 4), int(last)]
        for begin, end in zip(borders, borders[1:], strict=False):
            segments += _by_pitch(semitones, begin, end)
    return _healed(segments, semitones, struck)


def _by_pitch(semitones: np.ndarray, begin: int, end: int) -> list[tuple[int, int]]:
    parts, start, away = [], begin, 0
    middle = float(np.median(semitones[begin:min(end, begin + 12)]))
    for step in range(begin, end):
        away = away + 1 if abs(semitones[step] - middle) > _MOVES else 0
        if away >= _SETTLES:
            parts.append((start, step - away + 1))
            start, away = step - away + 1, 0
            middle = float(np.median(semitones[step:min(end, step + 12)]))
        elif away == 0:
            recent = semitones[max(start, step - 40):step + 1]
            middle = float(np.median(recent))
    return [(first, last) for first, last in [*parts, (start, end)] if last > first]


def _healed(segments: list[tuple[int, int]], semitones: np.ndarray, struck: np.ndarray) -> list[tuple[int, int]]:
    """Put stretches of one pitch together again that no stroke divides, and glides to the note they lead to."""
    healed: list[tuple[int, int]] = []
    for first, last in segments:
        if healed:
            before = healed[-1]
            same = abs(np.median(semitones[first:last]) - np.median(semitones[before[0]:before[1]])) < 0.7
            is_struck = len(struck) and np.abs(struck - first).min() * _STEP_S <= _NEAR_S
            if same and not is_struck and first - before[1] < 12:
                healed[-1] = (before[0], last)
                continue
            if before[1] == first and before[1] - before[0] < _SHORTEST and not is_struck:
                healed[-1] = (before[0], last)
                continue
        healed.append((first, last))
    return healed


def _snapped(first: int, struck: np.ndarray) -> int:
    """The stroke that a note began with, where there is one near."""
    if not len(struck):
        return first
    nearest = int(struck[np.abs(struck - first).argmin()])
    return nearest if abs(nearest - first) * _STEP_S <= _NEAR_S else first

"""Chords of a recording: major and minor triads on a grid of beats."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.media.key import Key

_TRIADS = {"": (0, 4, 7), "m": (0, 3, 7)}
LABELS = tuple((root, kind) for kind in _TRIADS for root in range(12))
_BASS_WEIGHT = 0.3
_CHANGE_COST = 1.2
_OFF_BAR_COST = 1.5
_SHARPNESS = 10.0
_FAINT = 0.08
"""Beats with less than this share of the usual strength have no chord."""


@dataclass(frozen=True)
class TimedChord:
    """One chord and where it sounds."""

    start_s: float
    end_s: float
    label: int
    """Index into LABELS, or −1 for no chord."""
    confidence: float


def chord_scores(chroma: np.ndarray, bass_chroma: np.ndarray) -> np.ndarray:
    """How well each label fits each column [shape=(24, columns)], about 0–1."""
    upper = chroma / (np.linalg.norm(chroma, axis=0) + 1e-9)
    low = bass_chroma / (bass_chroma.max(axis=0) + 1e-9)
    rows = []
    for root, kind in LABELS:
        tones = [(root + step) % 12 for step in _TRIADS[kind]]
        rows.append(upper[tones].sum(axis=0) / np.sqrt(3) + _BASS_WEIGHT * low[root])
    return np.array(rows) / (1 + _BASS_WEIGHT)


def find_chords(chroma: np.ndarray, bass_chroma: np.ndarray, hop_s: float, beats_s: np.ndarray,
                beats_per_bar: int = 4) -> list[TimedChord]:
    """Chords from note strengths [shape=(12, frames)], one label per beat, changing mostly on bars.

    `beats_s` are the borders of the beats; where bars begin is found from where chords change.
    """
    upper, low = (_per_beat(rows, hop_s, beats_s) for rows in (chroma, bass_chroma))
    if upper.shape[1] == 0:
        return []
    scores = chord_scores(upper, low)
    phase = _bar_phase(scores, beats_per_bar)
    path = _best_path(_SHARPNESS * scores, phase, beats_per_bar)
    level = upper.sum(axis=0)
    path[level < _FAINT * float(np.median(level))] = -1
    return _merged(path, scores, beats_s)


def chord_name(label: int) -> str:
    """Write a label like C or F#m; N for no chord."""
    if label < 0:
        return "N"
    root, kind = LABELS[label]
    return str(Key(root, "minor" if kind == "m" else "major")).split()[0] + kind


def _per_beat(rows: np.ndarray, hop_s: float, beats_s: np.ndarray) -> np.ndarray:
    """Median over each beat, leaving out its borders."""
    columns = []
    for begin, end in zip(beats_s[:-1], beats_s[1:], strict=True):
        inset = 0.15 * (end - begin)
        first = int(np.ceil((begin + inset) / hop_s))
        last = max(first + 1, int((end - inset) / hop_s) + 1)
        part = rows[:, min(first, rows.shape[1] - 1):last]
        columns.append(np.median(part, axis=1))
    return np.array(columns).T if columns else np.zeros((12, 0))


def _bar_phase(scores: np.ndarray, beats_per_bar: int) -> int:
    """The beat (0 … beats_per_bar − 1) on which the fit of the chords changes most."""
    change = np.concatenate([[0.0], np.abs(np.diff(scores, axis=1)).sum(axis=0)])
    totals = [float(change[phase::beats_per_bar].mean()) if len(change) > phase else 0.0
              for phase in range(beats_per_bar)]
    return int(np.argmax(totals))


def _best_path(gains: np.ndarray, phase: int, beats_per_bar: int) -> np.ndarray:
    labels, beats = gains.shape
    came_from = np.zeros((beats, labels), int)
    total = gains[:, 0].copy()
    for beat in range(1, beats):
        cost = _CHANGE_COST + (_OFF_BAR_COST if beat % beats_per_bar != phase else 0.0)
        best = int(total.argmax())
        stays = total >= total[best] - cost
        came_from[beat] = np.where(stays, np.arange(labels), best)
        total = np.where(stays, total, total[best] - cost) + gains[:, beat]
    path = np.zeros(beats, int)
    path[-1] = int(total.argmax())
    for beat in range(beats - 1, 0, -1):
        path[beat - 1] = came_from[beat, path[beat]]
    return path


def _merged(path: np.ndarray, scores: np.ndarray, beats_s: np.ndarray) -> list[TimedChord]:
    borders = np.flatnonzero(np.diff(path)) + 1
    chords = []
    for first, last in zip([0, *borders.tolist()], [*borders.tolist(), len(path)], strict=True):
        label = int(path[first])
        ranked = np.sort(scores[:, first:last].mean(axis=1))
        lead = float(min(1.0, max(0.0, (ranked[-1] - ranked[-2]) / 0.2)))
        chords.append(TimedChord(float(beats_s[first]), float(beats_s[last]), label, lead if label >= 0 else 0.0))
    return chords

"""From how surely each key sounds and begins, moment by moment, to notes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Tracking:
    """How notes are read."""

    onset: float = 0.5
    """A key begins where its onset is this sure (0–1) …"""
    sounds: float = 0.3
    """… and goes on while it sounds this surely."""
    shortest_steps: int = 5
    gap_steps: int = 8
    """It may be doubtful for so long without ending."""


@dataclass(frozen=True)
class HeardNote:
    """A note in steps of the analysis."""

    pitch: int
    first: float
    """Step at which it begins."""
    last: float
    """Step at which it has ended."""
    sureness: float
    """0–1."""


def track_notes(sounding: np.ndarray, beginning: np.ndarray, lowest_pitch: int, how: Tracking) -> list[HeardNote]:
    """Notes from two arrays, 0–255 [shape=(steps, keys)], by start and pitch."""
    found = []
    for key in range(sounding.shape[1]):
        sounds = sounding[:, key]
        if sounds.max(initial=0) < 255 * how.sounds:
            continue
        onsets = _peaks(beginning[:, key], 255 * how.onset)
        for number, first in enumerate(onsets):
            until = onsets[number + 1] if number + 1 < len(onsets) else len(sounds)
            last = _end(sounds, first, until, how)
            if last - first >= how.shortest_steps:
                sureness = float(sounds[first:last].mean()) / 255
                found.append(HeardNote(lowest_pitch + key, _fine(beginning[:, key], first), last, sureness))
    return _without_echoes(sorted(found, key=lambda note: (note.first, note.pitch)))


def _peaks(onsets: np.ndarray, least: float) -> list[int]:
    """Steps where an onset is highest, at least three steps apart."""
    wide = onsets.astype(np.int16)
    before, after = np.concatenate([[-1], wide[:-1]]), np.concatenate([wide[1:], [-1]])
    peaks: list[int] = []
    for step in np.flatnonzero((wide >= least) & (wide > before) & (wide >= after)):
        if peaks and step - peaks[-1] < 4:
            if wide[step] > wide[peaks[-1]]:
                peaks[-1] = int(step)
            continue
        peaks.append(int(step))
    return peaks


def _fine(onsets: np.ndarray, step: int) -> float:
    """The top of the parabola through an onset and its neighbours."""
    if not 0 < step < len(onsets) - 1:
        return float(step)
    left, middle, right = (float(value) for value in onsets[step - 1:step + 2])
    curve = left - 2 * middle + right
    return step + (0.5 * (left - right) / curve if curve < 0 else 0.0)


def _end(sounds: np.ndarray, first: int, until: int, how: Tracking) -> int:
    """Where a note that began at a step has died away; at the latest where the key begins again."""
    is_on = sounds[first:until] >= 255 * how.sounds
    if not is_on[:how.gap_steps].any():
        return first
    off = 0
    for step, on in enumerate(is_on):
        off = 0 if on else off + 1
        if off >= how.gap_steps:
            return int(first + step + 1 - off)
    return int(first + len(is_on) - off)


def _without_echoes(notes: list[HeardNote]) -> list[HeardNote]:
    """Drop faint notes that are overtones of a surer one that begins with them."""
    kept: list[HeardNote] = []
    for note in notes:
        parents = (other for other in notes if abs(other.first - note.first) < 4 and other.pitch < note.pitch)
        is_echo = any(note.pitch - other.pitch in (12, 19, 24, 28) and note.sureness < 0.6 * other.sureness
                      and note.last - note.first < 0.6 * (other.last - other.first) for other in parents)
        if not is_echo:
            kept.append(note)
    return kept

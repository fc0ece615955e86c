"""The notes of a bass line: cut where it is struck, each with the low pitch that sounds then.

A low note's level ripples with its own period and its pitch needs a tenth of a second to be told, so neither can say
when it began; the attack does.
"""

from __future__ import annotations

import numpy as np

from models.music.low_pitch import low_pitch
from models.music.note_network import RATE_HZ

STEP_S = 0.005
_RIPPLE_S = 0.026
"""The lowest note's half period is shorter: within this it reaches its peak."""
_RISE_DB, _RISE_S = 5.0, 0.03
_QUIET_DB = -42.0
_APART_S = 0.07
_SETTLED_S = 0.05
"""A pitch that moves is looked for from then on after an attack."""
_SHORTEST_S = 0.06
_MOVED = 0.7
"""Semitones by which the pitch of a note that is not struck again must move …"""
_MOVED_S = 0.08
"""… for so long."""
_ATTACK_S = 0.25
_SHARE, _LOW_HZ = 0.3, 105.0


def low_line(line: np.ndarray) -> list[tuple[float, float, int, float]] | None:
    """(start, end) in seconds, pitch and sureness of every note of mono sound at RATE_HZ; None for no bass line."""
    count = int(len(line) / RATE_HZ / STEP_S) + 1
    hz = low_pitch(line, STEP_S, count)
    if np.count_nonzero(hz) < _SHARE * count or float(np.median(hz[hz > 0])) > _LOW_HZ:
        return None
    level_db = _envelope_db(line, count)
    semitones = np.where(hz > 0, 69 + 12 * np.log2(np.maximum(hz, 1.0) / 440), np.nan)
    is_on = level_db > level_db.max() + _QUIET_DB
    notes = []
    for first, last in _struck(level_db, is_on):
        for begin, end in _moved(semitones, first, last):
            heard = semitones[(begin + end) // 2:end]  # by then it has settled
            heard = heard[np.isfinite(heard)]
            if not len(heard):
                heard = semitones[begin:end][np.isfinite(semitones[begin:end])]
            if len(heard) and (end - begin) * STEP_S >= _SHORTEST_S:
                pitch = round(float(np.median(heard)))
                if 0 <= pitch <= 127:
                    notes.append((begin * STEP_S, end * STEP_S, pitch, 1.0))
    return notes


def _envelope_db(line: np.ndarray, count: int) -> np.ndarray:
    """The highest peak of the next 26 ms at every step, in dB [shape=(count,)]."""
    from scipy.ndimage import maximum_filter1d

    size = round(STEP_S * RATE_HZ)
    peaks = np.abs(np.pad(np.asarray(line, np.float64), (0, size * count + size - len(line) % size)))
    peaks = peaks[:size * count].reshape(count, size).max(axis=1)
    ahead = round(_RIPPLE_S / STEP_S)
    highest = maximum_filter1d(peaks, 2 * ahead + 1, mode="constant")
    return np.asarray(20 * np.log10(np.concatenate([highest[ahead:], np.zeros(ahead)]) + 1e-9))


def _struck(level_db: np.ndarray, is_on: np.ndarray) -> list[tuple[int, int]]:
    """Stretches that begin with an attack and end with the next one or in silence."""
    wide = round(_RISE_S / STEP_S)
    floor = np.maximum(level_db, level_db.max() + _QUIET_DB)
    rise = floor - np.concatenate([np.full(wide, floor.min()), floor[:-wide]])
    ahead = round(_RIPPLE_S / STEP_S)
    attacks: list[int] = []
    for step in np.flatnonzero((rise >= _RISE_DB) & is_on):
        at = int(step) + ahead  # the envelope looks ahead by so much
        if not attacks or (at - attacks[-1]) * STEP_S > _APART_S:
            attacks.append(at)
    ends = [*attacks[1:], len(is_on)]
    stretches = []
    for first, until in zip(attacks, ends, strict=True):
        silent = np.flatnonzero(~is_on[first:until])
        stretches.append((first, first + int(silent[0]) if len(silent) else until))
    return stretches


def _moved(semitones: np.ndarray, first: int, last: int) -> list[tuple[int, int]]:
    """A stretch, cut where its pitch moves to another note for good."""
    settled, long = round(_SETTLED_S / STEP_S), round(_MOVED_S / STEP_S)
    parts, begin, step = [], first, first + settled
    while step < last - long:
        now = semitones[step:step + long]
        before = semitones[max(begin + settled, step - 3 * long):step + 1]
        if np.isfinite(now).all() and np.isfinite(before).any():
            away = now - np.nanmedian(before)
            if (np.abs(away) > _MOVED).all() and np.ptp(now) < _MOVED:
                parts.append((begin, step))
                begin, step = step, step + settled
        step += 1
    return _without_attack([*parts, (begin, last)])


def _without_attack(parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """What an attack seems to play before the note has settled belongs to the note."""
    first, *rest = parts
    if rest and first[1] - first[0] < min(_ATTACK_S / STEP_S, rest[0][1] - rest[0][0]):
        return [(first[0], rest[0][1]), *rest[1:]]
    return parts

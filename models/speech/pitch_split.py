"""A low and a high voice in one channel taken apart by their pitches: each keeps what lies on its own harmonics."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

WINDOW, HOP = 2048, 256
"""At 16 kHz."""
_RATE_HZ = 16000
_RANGES_HZ = ((70.0, 155.0), (150.0, 380.0))
_STEPS_PER_OCTAVE, _HARMONICS = 60, 10
_JUMP_COST = 0.6
_TOOTH_HZ, _TOOTH_SHARE = 25.0, 0.005
_LEFT_OVER = 0.03


@dataclass(frozen=True)
class PitchMasks:
    """Which share of each moment and band belongs to the low voice."""

    low: np.ndarray
    """[shape=(bands, frames)]; the high voice has the rest."""
    pitches_hz: tuple[float, float]
    """Medians of both."""


def pitch_masks(magnitude: np.ndarray, tick: Callable[[float], None]) -> PitchMasks:
    """Follow both pitches through a magnitude spectrogram [shape=(bands, frames)]."""
    from scipy.ndimage import gaussian_filter1d

    tracks = []
    for number, (low_hz, high_hz) in enumerate(_RANGES_HZ):
        tick(0.1 + 0.35 * number)
        tracks.append(_followed(magnitude, low_hz, high_hz))
    tick(0.8)
    combs = []
    for pitch_hz, strength in tracks:
        sure = 1 / (1 + np.exp(-(strength - 0.5 * np.median(strength)) / (strength.std() + 1e-12)))
        combs.append(_comb(pitch_hz, len(magnitude)) * sure)
    energy = [gaussian_filter1d(magnitude * comb, 2, axis=1).sum(axis=0) for comb in combs]
    share = (energy[0] / (energy[0] + energy[1] + 1e-12))[None]
    first, second = combs[0] + _LEFT_OVER * share, combs[1] + _LEFT_OVER * (1 - share)
    loud = [track[0][track[1] > np.median(track[1])] for track in tracks]
    medians = float(np.median(loud[0])) if len(loud[0]) else 0.0, float(np.median(loud[1])) if len(loud[1]) else 0.0
    return PitchMasks(first**2 / (first**2 + second**2 + 1e-12), medians)


def _followed(magnitude: np.ndarray, low_hz: float, high_hz: float) -> tuple[np.ndarray, np.ndarray]:
    """The smoothest strong pitch in a range: (Hz, strength), both [shape=(frames,)]."""
    count = int(np.log2(high_hz / low_hz) * _STEPS_PER_OCTAVE)
    pitches = low_hz * 2 ** (np.arange(count) / _STEPS_PER_OCTAVE)
    squeezed = np.sqrt(magnitude)
    squeezed = squeezed - squeezed.mean(axis=0, keepdims=True)
    salience = np.zeros((count, magnitude.shape[1]))
    for harmonic in range(1, _HARMONICS + 1):
        at = pitches * harmonic * WINDOW / _RATE_HZ
        inside = at < len(magnitude) - 2
        low = at[inside].astype(int)
        part = (at[inside] - low)[:, None]
        salience[inside] += 0.84**harmonic * (squeezed[low] * (1 - part) + squeezed[low + 1] * part)
    path = _best_path(salience / (salience.std() + 1e-12))
    frames = np.arange(salience.shape[1])
    return pitches[path], np.maximum(salience[path, frames], 0.0)


def _best_path(score: np.ndarray) -> np.ndarray:
    """Viterbi: the row of each column with the highest sum, jumps counted against it."""
    count, frames = score.shape
    reach = 5
    total, come_from = score[:, 0].copy(), np.zeros((frames, count), np.int32)
    rows = np.arange(count)
    for frame in range(1, frames):
        candidates = np.stack([np.pad(total, reach, constant_values=-1e9)[reach + step:reach + step + count]
                               - _JUMP_COST * abs(step) / reach for step in range(-reach, reach + 1)])
        leap = int(np.argmax(total))
        best = candidates.argmax(axis=0)
        value = candidates[best, rows]
        leaps = total[leap] - 4 * _JUMP_COST > value
        come_from[frame] = np.where(leaps, leap, np.clip(rows + best - reach, 0, count - 1))
        total = np.where(leaps, total[leap] - 4 * _JUMP_COST, value) + score[:, frame]
    path = np.zeros(frames, int)
    path[-1] = int(total.argmax())
    for frame in range(frames - 1, 0, -1):
        path[frame - 1] = come_from[frame, path[frame]]
    return path


def _comb(pitch_hz: np.ndarray, bands: int) -> np.ndarray:
    """How near each band is to a harmonic, 0 to 1 [shape=(bands, frames)]."""
    centres = (np.arange(bands) * _RATE_HZ / WINDOW)[:, None]
    number = np.maximum(np.round(centres / pitch_hz[None]), 1)
    away = np.abs(centres - number * pitch_hz[None])
    return np.asarray(np.exp(-0.5 * (away / (_TOOTH_HZ + _TOOTH_SHARE * centres)) ** 2))

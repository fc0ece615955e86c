"""The pitch of the leading voice in a mix, and a comb on its partials."""

from __future__ import annotations

import numpy as np

from models.analysis.spectrum import SpectrumShape

_LOWEST_HZ, _HIGHEST_HZ = 100.0, 880.0
_STEP_CENTS = 20.0
_PARTIALS = 12
_FALL = 0.84
"""Each partial counts this much of the one below it."""
_REACH = 12
"""Largest glide from frame to frame, in steps."""
_GLIDE_COST, _LEAP_COST = 0.09, 2.5


def leading_pitch(magnitudes: np.ndarray, shape: SpectrumShape) -> np.ndarray:
    """Fundamental frequency per frame, in Hz, of magnitudes [shape=(bins, frames)].

    Sums the partials of every candidate (log magnitudes, falling weights) and takes the smoothest
    strong path through them (Viterbi); leaps cost, so the path stays with one voice.
    """
    steps = int(1200 * np.log2(_HIGHEST_HZ / _LOWEST_HZ) / _STEP_CENTS)
    candidates = _LOWEST_HZ * 2 ** (np.arange(steps) * _STEP_CENTS / 1200)
    loud = np.log1p(magnitudes / (float(np.median(magnitudes)) + 1e-9))
    strength = np.zeros((steps, magnitudes.shape[1]), np.float32)
    width_hz = shape.sample_rate_hz / shape.window
    for partial in range(1, _PARTIALS + 1):
        position = candidates * partial / width_hz
        below = np.minimum(position.astype(int), len(loud) - 2)
        share = (position - below)[:, None]
        inside = (position < len(loud) - 1)[:, None]
        strength += _FALL ** (partial - 1) * inside * ((1 - share) * loud[below] + share * loud[below + 1])
    strength -= np.median(strength, axis=0, keepdims=True)
    return candidates[_best_path(strength / (float(strength.std()) + 1e-9))]


def comb(pitch_hz: np.ndarray, shape: SpectrumShape, partials: int = 60) -> np.ndarray:
    """1 on the partials of a pitch, falling to 0 between them [shape=(bins, frames)]."""
    frequencies = shape.frequencies_hz[:, None].astype(np.float32)
    pitch = pitch_hz[None, :].astype(np.float32)
    number = np.round(frequencies / pitch)
    away_hz = frequencies - number * pitch
    width_hz = np.maximum(14.0, 0.012 * frequencies)
    inside = (number >= 1) & (number <= partials)
    return np.exp(-0.5 * (away_hz / width_hz) ** 2) * inside


def _best_path(strength: np.ndarray) -> np.ndarray:
    steps, frames = strength.shape
    states = np.arange(steps)
    cost = _GLIDE_COST * np.abs(np.arange(-_REACH, _REACH + 1))
    came_from = np.zeros((frames, steps), np.int32)
    total = strength[:, 0].astype(np.float64)
    for frame in range(1, frames):
        padded = np.pad(total, _REACH, constant_values=-1e9)
        near = np.lib.stride_tricks.sliding_window_view(padded, 2 * _REACH + 1) - cost
        choice = near.argmax(axis=1)
        value = near[states, choice]
        best = int(total.argmax())
        leaps = value < total[best] - _LEAP_COST
        came_from[frame] = np.where(leaps, best, states + choice - _REACH)
        total = np.where(leaps, total[best] - _LEAP_COST, value) + strength[:, frame]
    path = np.zeros(frames, int)
    path[-1] = int(total.argmax())
    for frame in range(frames - 1, 0, -1):
        path[frame - 1] = came_from[frame, path[frame]]
    return path

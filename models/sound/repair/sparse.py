"""Gaps filled so that the spectrum is made of as few partials as possible (A-SPAIN, Mokrý et al. 2019)."""

from __future__ import annotations

import numpy as np

_ROUNDS = 200
_REDUNDANCY = 2
_WINDOW_S = 0.08
_ENOUGH = 1e-3


def sparse_fill(before: np.ndarray, frames: int, after: np.ndarray, sample_rate_hz: int) -> np.ndarray:
    """The gap between two sounds [shape=(frames,)]; windows overlap by three quarters."""
    window = 2 ** max(6, round(np.log2(_WINDOW_S * sample_rate_hz)))
    hop = window // 4
    sound = np.concatenate([np.zeros(window), before, np.zeros(frames), after, np.zeros(window)])
    known = np.ones(len(sound), bool)
    first = window + len(before)
    known[first:first + frames] = False
    shape = np.hanning(window + 1)[:-1]
    total, weight = np.zeros(len(sound)), np.full(len(sound), 1e-9)
    for at in range((first - window) // hop * hop + hop, first + frames, hop):
        part = slice(at, at + window)
        if len(sound[part]) < window:
            break
        total[part] += shape * _frame_fill(sound[part] * shape, known[part])
        weight[part] += shape**2
    return np.asarray((total / weight)[first:first + frames])


def _frame_fill(given: np.ndarray, known: np.ndarray) -> np.ndarray:
    """One windowed frame: alternate between few coefficients and the samples that are known."""
    if known.all() or not np.any(given):
        return given
    size = _REDUNDANCY * len(given)
    fill, dual = np.where(known, given, 0.0), np.zeros(size // 2 + 1, complex)
    for count in range(1, _ROUNDS + 1):
        spectrum = np.fft.rfft(fill, size)
        wanted = spectrum + dual
        strength = np.abs(wanted)
        kept = min(count, len(given) // 2)
        few = np.where(strength >= np.partition(strength, -kept)[-kept], wanted, 0)
        fill = np.where(known, given, np.fft.irfft(few - dual, size)[:len(given)])
        apart = np.fft.rfft(fill, size) - few
        dual = dual + apart
        if np.abs(apart).std() < _ENOUGH * np.abs(spectrum).std():
            break
    return fill

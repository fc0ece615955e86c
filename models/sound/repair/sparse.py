"""Gaps filled so that the spectrum is made of as few partials as possible (A-SPAIN, Mokrý et al. 2019)."""

from __future__ import annotations

import numpy as np

_ROUNDS = 200
_REDUNDANCY, _OVERLAP = 2, 8
_WINDOW_S = 0.08
_ENOUGH = 1e-3


def sparse_fill(before: np.ndarray, frames: int, after: np.ndarray, sample_rate_hz: int) -> np.ndarray:
    """The gap between two sounds [shape=(frames,)], from windows that begin an eighth of their length apart."""
    window = 2 ** max(6, round(np.log2(_WINDOW_S * sample_rate_hz)))
    hop = window // _OVERLAP
    sound = np.concatenate([np.zeros(window), before, np.zeros(frames), after, np.zeros(window)])
    known = np.ones(len(sound), bool)
    first = window + len(before)
    known[first:first + frames] = False
    starts = np.arange((first - window) // hop * hop + hop, min(first + frames, len(sound) - window + 1), hop)
    inside = starts[:, None] + np.arange(window)
    shape = np.hanning(window + 1)[:-1]
    total, weight = np.zeros(len(sound)), np.full(len(sound), 1e-9)
    for start, fill in zip(starts, _filled(sound[inside] * shape, known[inside]), strict=True):
        total[start:start + window] += shape * fill
        weight[start:start + window] += shape**2
    return np.asarray((total / weight)[first:first + frames])


def _filled(given: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Windowed frames [shape=(frames, n)]: alternate between few coefficients and the samples that are known."""
    from scipy.fft import irfft, rfft

    scale = float(np.abs(given).max(initial=0.0))
    if not scale:
        return given
    given = (given / scale).astype(np.float32)
    count = given.shape[1]
    size = _REDUNDANCY * count
    fill, dual = np.where(known, given, np.float32(0)), np.zeros((len(given), size // 2 + 1), np.complex64)
    spectrum = rfft(fill, size)
    for round_ in range(1, _ROUNDS + 1):
        wanted = spectrum + dual
        strength = np.abs(wanted)
        kept = min(round_, count // 2)
        least = np.partition(strength, -kept, axis=1)[:, -kept, None]
        few = np.where(strength >= least, wanted, np.complex64(0))
        fill = np.where(known, given, irfft(few - dual, size)[:, :count])
        before, spectrum = spectrum, rfft(fill, size)
        apart = spectrum - few
        dual = dual + apart
        if np.abs(apart).std() < _ENOUGH * np.abs(before).std():
            break
    return np.asarray(scale * fill.astype(np.float64))

"""Gaps filled by linear prediction: from both sides, or so that the whole fits its own prediction best."""

from __future__ import annotations

import numpy as np

_TIMES = 3
_LEAST_ORDER = 2


def burg(sound: np.ndarray, order: int) -> np.ndarray:
    """Prediction-error filter of a sound [shape=(order + 1,)], by Burg's method (1975)."""
    forward, backward = sound[1:], sound[:-1]
    filter_ = np.zeros(order + 1)
    filter_[0], count = 1.0, 1
    for _ in range(order):
        power = forward @ forward + backward @ backward
        if len(forward) < 8 or power < 1e-20:
            break
        reflection = -2 * (forward @ backward) / power
        count += 1
        filter_[:count] += reflection * filter_[:count][::-1]
        forward, backward = (forward + reflection * backward)[1:], (backward + reflection * forward)[:-1]
    return filter_[:count]


def autocorrelation_filter(sound: np.ndarray, order: int) -> np.ndarray:
    """The same from the autocorrelation of the sound faded at its ends (Yule and Walker): steadier where it changes."""
    from scipy.fft import irfft, next_fast_len, rfft
    from scipy.linalg import solve_toeplitz

    size = next_fast_len(2 * len(sound))
    own = irfft(np.abs(rfft(sound * np.hanning(len(sound)), size)) ** 2, size)[:order + 1]
    own[0] = own[0] * (1 + 1e-9) + 1e-12
    return np.append(1.0, solve_toeplitz(own[:-1], -own[1:]))


def continued(past: np.ndarray, frames: int, order: int) -> np.ndarray:
    """How a sound goes on by linear prediction [shape=(frames,)]; zeros when there is nothing to go by."""
    from scipy.signal import lfilter, lfiltic

    order = min(order, len(past) // 2)
    if order < _LEAST_ORDER:
        return np.zeros(frames)
    filter_ = burg(past, order)
    state = lfiltic([1.0], filter_, past[::-1][:len(filter_) - 1])
    return np.asarray(lfilter([1.0], filter_, np.zeros(frames), zi=state)[0])


def from_both_sides(before: np.ndarray, after: np.ndarray, frames: int, order: int) -> np.ndarray:
    """The gap between two sounds, continued from each and faded from one to the other."""
    ahead = continued(before, frames, order)
    back = continued(after[::-1], frames, order)[::-1]
    if not len(before) or not len(after):
        return ahead if len(before) else back
    weight = np.cos((np.arange(frames) + 0.5) / frames * np.pi / 2) ** 2
    return np.asarray(weight * ahead + (1 - weight) * back)


def janssen(before: np.ndarray, start: np.ndarray, after: np.ndarray, order: int) -> np.ndarray:
    """The gap that its own prediction fits best (Janssen, Veldhuis and Vries 1986), beginning with `start`."""
    from scipy.linalg import LinAlgError, solve_toeplitz

    frames, first = len(start), len(before)
    whole = np.concatenate([before, start, after])
    known = np.concatenate([before, np.zeros(frames), after])
    order = min(order, len(whole) // 3)
    if order < _LEAST_ORDER:
        return start
    for _ in range(_TIMES):
        filter_ = autocorrelation_filter(whole, order)
        own = np.correlate(filter_, filter_, "full")
        count = len(filter_)
        near = np.concatenate([np.zeros(count), known, np.zeros(count)])[first + 1:first + 2 * count + frames - 1]
        pull = np.convolve(near, own, "valid")
        column = np.append(own[count - 1:], np.zeros(max(0, frames - count)))[:frames]
        column[0] *= 1 + 1e-8
        try:
            fill = -solve_toeplitz(column, pull)
        except LinAlgError:
            return whole[first:first + frames]
        if not np.isfinite(fill).all():
            return whole[first:first + frames]
        whole[first:first + frames] = fill
    return whole[first:first + frames]

"""How loud the noise under a voice is in each moment and band (IMCRA; Cohen 2003, "Noise spectrum estimation in
adverse environments: improved minima controlled recursive averaging")."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

_SMOOTH = 0.9
_MINIMUM_BIAS = 1.66
_NEAR_MINIMUM, _SMOOTH_NEAR = 4.6, 1.67
_SURELY_SPEECH = 3.0
_AVERAGING, _BIAS = 0.85, 1.47
_DECISION = 0.92
_FIRST = 16
"""Frames that the averages begin with: one alone can be low by chance, and its band then passes for a voice."""


def noise_power(power: np.ndarray, frames_per_s: float, tick: Callable[[], None] = lambda: None) -> np.ndarray:
    """Power of the noise for a power spectrogram [shape=(bands, frames)], of the same shape."""
    absent, lowest = _speech_absence(power, max(8, round(1.5 * frames_per_s)))
    noise = np.minimum(power[:, :5].mean(axis=1), lowest) + 1e-20  # it may begin in the middle of a word
    tracked = np.empty_like(power)
    gain, before = np.ones(len(power)), np.ones(len(power))
    for frame in range(power.shape[1]):
        if frame % 256 == 0:
            tick()
        after = np.minimum(power[:, frame] / noise, 1e3)
        prior = np.maximum(_DECISION * gain**2 * before + (1 - _DECISION) * np.maximum(after - 1, 0), 1e-3)
        exponent = np.minimum(after * prior / (1 + prior), 200)
        odds = absent[:, frame] / (1 - absent[:, frame])
        present = 1 / (1 + odds * (1 + prior) * np.exp(-exponent))
        gain, before = prior / (1 + prior), after
        keep = _AVERAGING + (1 - _AVERAGING) * present
        noise = keep * noise + (1 - keep) * power[:, frame] + 1e-20
        tracked[:, frame] = _BIAS * noise
    return tracked


def _speech_absence(power: np.ndarray, window: int) -> tuple[np.ndarray, np.ndarray]:
    """How likely nobody speaks, from minima found in two rounds; and those at the beginning [shape=(bands,)]."""
    from scipy.ndimage import minimum_filter1d, uniform_filter1d

    blurred = uniform_filter1d(power, 3, axis=0)
    smooth = _smoothed(blurred)
    lowest = minimum_filter1d(smooth, window, axis=1) * _MINIMUM_BIAS + 1e-20
    is_noise = ((power < _NEAR_MINIMUM * lowest) & (smooth < _SMOOTH_NEAR * lowest)).astype(float)
    counted = uniform_filter1d(is_noise, 3, axis=0)
    only_noise = uniform_filter1d(power * is_noise, 3, axis=0)
    second = np.empty_like(power)
    second[:, 0] = blurred[:, :_FIRST].mean(axis=1)
    for frame in range(1, power.shape[1]):
        known = counted[:, frame] > 1e-9
        new = np.where(known, only_noise[:, frame] / np.maximum(counted[:, frame], 1e-9), second[:, frame - 1])
        second[:, frame] = _SMOOTH * second[:, frame - 1] + (1 - _SMOOTH) * new
    floor = minimum_filter1d(second, window, axis=1) * _MINIMUM_BIAS + 1e-20
    near, slow = power / floor, smooth / floor
    likely = np.where(near <= 1, 1.0, np.clip((_SURELY_SPEECH - near) / 2, 0, 1))
    return np.minimum(np.where(slow < _SMOOTH_NEAR, likely, 0.0), 0.999), floor[:, 0]


def _smoothed(power: np.ndarray) -> np.ndarray:
    from scipy.signal import lfilter

    start = power[:, :_FIRST].mean(axis=1, keepdims=True) * _SMOOTH
    return np.asarray(lfilter([1 - _SMOOTH], [1, -_SMOOTH], power, axis=1, zi=start)[0])

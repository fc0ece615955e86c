"""Two voices in two channels taken apart by a linear filter for each band (independent low-rank matrix analysis;
Kitamura et al. 2016)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

WINDOW, HOP = 2048, 512
"""At 16 kHz."""
_ROUNDS, _PATTERNS = 40, 4
_TINY = 1e-10


def demixing(mix: np.ndarray, seed: int, tick: Callable[[float], None]) -> tuple[np.ndarray, float]:
    """Filters [shape=(bands, 2, 2)] for a spectrogram [shape=(bands, 2, frames)], and how likely they are.

    Each voice comes out as it sounds in the first channel.
    """
    bands, channels, frames = mix.shape
    chance = np.random.default_rng(seed)
    filters = np.tile(np.eye(channels, dtype=complex), (bands, 1, 1))
    patterns = chance.random((channels, bands, _PATTERNS)) + 0.1
    times = chance.random((channels, _PATTERNS, frames)) + 0.1
    scale = float(np.sqrt(np.mean(np.abs(mix) ** 2))) + 1e-30
    scaled = mix / scale
    made, products = filters @ scaled, _products(scaled)
    for round_ in range(_ROUNDS):
        tick(round_ / _ROUNDS)
        for voice in range(channels):
            power = np.abs(made[:, voice]) ** 2
            model = _learned(power, patterns[voice], times[voice])
            _turned(filters, products, 1 / model, voice)
        made = filters @ scaled
        for voice in range(channels):
            level = float(np.sqrt(np.mean(np.abs(made[:, voice]) ** 2))) + 1e-30
            filters[:, voice] /= level
            made[:, voice] /= level
            patterns[voice] /= level**2
    likely = _likelihood(made, patterns, times, filters)
    back = np.linalg.pinv(filters)
    return filters * back[:, 0, :, None], likely


def _learned(power: np.ndarray, patterns: np.ndarray, times: np.ndarray) -> np.ndarray:
    """One step of non-negative factorisation (Itakura–Saito); changes both factors and returns their product."""
    model = patterns @ times + _TINY
    patterns *= np.sqrt(((power / model**2) @ times.T) / ((1 / model) @ times.T + _TINY))
    model = patterns @ times + _TINY
    times *= np.sqrt((patterns.T @ (power / model**2)) / (patterns.T @ (1 / model) + _TINY))
    return np.asarray(patterns @ times + _TINY)


def _products(mix: np.ndarray) -> np.ndarray:
    """What two channels have alone and in common in each place [shape=(4, bands, frames)];
    of what is in common the real part and the imaginary."""
    one, other = mix[:, 0], mix[:, 1]
    both = one * other.conj()
    return np.stack([np.abs(one) ** 2, np.abs(other) ** 2, both.real, both.imag])


def _turned(filters: np.ndarray, products: np.ndarray, weights: np.ndarray, voice: int) -> None:
    """Iterative projection: the filter of one voice in every band."""
    one, other, real, imaginary = np.einsum("pbf,bf->pb", products, weights) / products.shape[2]
    both = real + 1j * imaginary
    spread = np.stack([one + 0j, both, both.conj(), other + 0j], axis=1).reshape(-1, 2, 2)
    spread += (1e-9 + 1e-9 * (one + other))[:, None, None] * np.eye(2)
    (a, b), (c, d) = (filters @ spread).transpose(1, 2, 0)
    determinant = a * d - b * c
    determinant[determinant == 0] = 1
    column = np.stack([d, -c] if voice == 0 else [-b, a], axis=1) / determinant[:, None]  # of the inverse
    norm = np.sqrt(np.abs(np.einsum("bc,bcd,bd->b", column.conj(), spread, column))) + 1e-30
    filters[:, voice] = (column / norm[:, None]).conj()


def _likelihood(made: np.ndarray, patterns: np.ndarray, times: np.ndarray, filters: np.ndarray) -> float:
    cost = 0.0
    for voice in range(made.shape[1]):
        model = patterns[voice] @ times[voice] + _TINY
        cost += float(np.mean(np.abs(made[:, voice]) ** 2 / model + np.log(model)))
    return 2 * float(np.mean(np.log(np.abs(np.linalg.det(filters)) + 1e-30))) - cost

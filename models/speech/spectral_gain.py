"""What is left of each moment and band when noise of known power is taken out (log-spectral amplitude; Ephraim and
Malah 1985, weighted by the presence of speech after Cohen 2002)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

_DECISION = 0.98
_LOWEST_PRIOR = 10**-2.5


def clean_gain(power: np.ndarray, noise: np.ndarray, *, floor: float, is_weighted: bool = True,
               steady: float = _DECISION, tick: Callable[[], None] = lambda: None) -> np.ndarray:
    """Gains from `floor` to 1 for a power spectrogram [shape=(bands, frames)] and its noise, of the same shape.

    `is_weighted` lowers what is probably noise alone to the floor; `steady` (0–1) is how slowly gains follow the sound:
    voices want it near 1, the attacks of music less.
    """
    from scipy.special import exp1

    gains = np.empty_like(power)
    gain, before = np.ones(len(power)), np.ones(len(power))
    for frame in range(power.shape[1]):
        if frame % 256 == 0:
            tick()
        after = np.minimum(power[:, frame] / (noise[:, frame] + 1e-20), 1e4)
        prior = np.maximum(steady * gain**2 * before + (1 - steady) * np.maximum(after - 1, 0), _LOWEST_PRIOR)
        exponent = np.clip(after * prior / (1 + prior), 1e-8, 200)
        gain = np.minimum(1.0, prior / (1 + prior) * np.exp(0.5 * exp1(exponent)))
        before = after
        if is_weighted:
            present = 1 / (1 + (1 + prior) * np.exp(-exponent))
            gains[:, frame] = gain**present * floor ** (1 - present)
        else:
            gains[:, frame] = np.maximum(gain, floor)
    return gains

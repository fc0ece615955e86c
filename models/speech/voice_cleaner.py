"""Takes clicks, hum and steady noise from a voice; what is clean stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from models.speech.clicks import without_clicks
from models.speech.hum import without_hum
from models.speech.noise_tracker import noise_power
from models.speech.spectral_gain import clean_gain

_SHORT_S, _LONG_S = 0.032, 0.08
_FLOOR = 0.05
_DARK_DB = 6.0
"""Noise whose bass is this much stronger than its treble is told from a voice better with a longer window."""
_CLEAN_DB = 26.0
"""With less noise than this, nothing is taken out: the voice would lose more than is won."""
_SHORTEST = 8
"""Windows; what is shorter has no noise that could be learned."""


@dataclass(frozen=True)
class Cleaned:
    """A voice and what was done to it."""

    samples: np.ndarray
    """float64 [shape=(channels, n)]."""
    hum_lines: int
    clicks: int
    noise_db: float
    """How far the voice stood above the noise, as estimated."""
    has_less_noise: bool


def cleaned(samples: np.ndarray, rate_hz: int, tick: Callable[[float], None] = lambda done: None) -> Cleaned:
    """float64 [shape=(channels, n)] without clicks and hum, its noise down by up to 26 dB; the image stays."""
    tick(0.0)
    whole, clicks = without_clicks(samples, rate_hz)
    tick(0.1)
    quiet, lines = without_hum(whole, rate_hz)
    tick(0.2)
    size = _window(_SHORT_S, rate_hz)
    if samples.shape[1] < _SHORTEST * size or not np.any(samples):
        return Cleaned(quiet, lines, clicks, 120.0, False)
    power, noise = _analysed(quiet, rate_hz, size, lambda: tick(0.3))
    above_db = 10 * np.log10(power.sum() / (noise.sum() + 1e-20) + 1e-12)
    if above_db > _CLEAN_DB:
        return Cleaned(quiet, lines, clicks, float(above_db), False)
    if not lines and _slope_db(noise, rate_hz) > _DARK_DB:
        size = _window(_LONG_S, rate_hz)
        power, noise = _analysed(quiet, rate_hz, size, lambda: tick(0.5))
    gain = clean_gain(power, noise, floor=_FLOOR, tick=lambda: tick(0.7))
    tick(0.9)
    return Cleaned(filtered(quiet, rate_hz, size, gain), lines, clicks, float(above_db), True)


def filtered(samples: np.ndarray, rate_hz: int, size: int, gain: np.ndarray) -> np.ndarray:
    """Apply gains [shape=(bands, frames)] to every channel; the length stays."""
    from scipy.signal import istft, stft

    made = np.zeros_like(samples)
    for number, channel in enumerate(samples):
        spectrum = stft(channel, rate_hz, nperseg=size, noverlap=size * 3 // 4)[2]
        back = istft(spectrum * gain, rate_hz, nperseg=size, noverlap=size * 3 // 4)[1][:samples.shape[1]]
        made[number, :len(back)] = back
    return made


def channel_power(samples: np.ndarray, rate_hz: int, size: int) -> np.ndarray:
    """Mean power over the channels [shape=(bands, frames)], a quarter window from frame to frame."""
    from scipy.signal import stft

    power: np.ndarray | float = 0.0
    for channel in samples:
        power = power + np.abs(stft(channel, rate_hz, nperseg=size, noverlap=size * 3 // 4)[2]) ** 2
    return np.asarray(power) / len(samples)


def _analysed(samples: np.ndarray, rate_hz: int, size: int, tick: Callable[[], None]) -> tuple[np.ndarray, np.ndarray]:
    power = channel_power(samples, rate_hz, size)
    return power, noise_power(power, rate_hz / (size // 4), tick)


def _window(length_s: float, rate_hz: int) -> int:
    """A multiple of 4 samples near this length, never less than 32."""
    return max(32, 4 * round(length_s * rate_hz / 4))


def _slope_db(noise: np.ndarray, rate_hz: int) -> float:
    """How much stronger the noise is at 100–500 Hz than at 2–6 kHz."""
    bands = np.linspace(0, rate_hz / 2, len(noise))
    steady = noise.mean(axis=1)
    low, high = steady[(bands >= 100) & (bands < 500)], steady[(bands >= 2000) & (bands < 6000)]
    if not len(low) or not len(high):
        return 0.0
    return float(10 * np.log10((low.mean() + 1e-20) / (high.mean() + 1e-20)))

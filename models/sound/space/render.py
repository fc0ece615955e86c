"""A source on its way around the head, rendered for two ears; blocks need nothing of each other but context."""

from __future__ import annotations

import numpy as np

from models.sound.space.head import ECHOES, SHADOW_HZ, Ear, ear
from models.sound.space.motion import Path

CONTEXT_S = 0.012
"""Sound needed before and after what is rendered."""
_SINC_TAPS, _SINC_STEPS = 32, 4096
_TREBLE_HZ = 3000.0
"""From here up the outer ear is at work; below, nothing may shift the time between the ears."""
_TREBLE_S = 0.004


class EarRenderer:
    """Renders stretches of a mono sound; any split into stretches gives the same result."""

    def __init__(self, path: Path, sample_rate_hz: int) -> None:
        self._path, self._rate = path, sample_rate_hz
        self._below = _shadow_kernel(sample_rate_hz)
        self._treble = _treble_kernel(sample_rate_hz)
        self._sinc = _sinc_table()
        self.context = round(CONTEXT_S * sample_rate_hz) + _SINC_TAPS

    def render(self, mono: np.ndarray, first: int) -> np.ndarray:
        """Both ears [shape=(2, n)]; `mono` begins `context` samples before `first` and ends as many after the n."""
        frames = len(mono) - 2 * self.context
        place = self._path.place((np.arange(-self.context, frames + self.context) + first) / self._rate)
        low = _filtered(mono, self._below)
        treble = _filtered(mono, self._treble)
        return np.stack([self._one_ear(mono, low, treble, ear(place, side)) for side in (-1, 1)]).astype(np.float32)

    def _one_ear(self, mono: np.ndarray, low: np.ndarray, treble: np.ndarray, at: Ear) -> np.ndarray:
        inner = slice(self.context, len(mono) - self.context)
        here = np.arange(len(mono), dtype=np.float64)[inner] - at.delay_s[inner] * self._rate
        head = low + at.shadow * (mono - low)
        direct = self._read(head + (at.treble - 1) * at.shadow * treble, here)
        echo = np.zeros(len(here))
        bright = at.treble * at.shadow * treble
        for (strength, *_), delay_s in zip(ECHOES, at.echoes_s, strict=True):
            echo += strength * _read_cubic(bright, here - delay_s[inner] * self._rate)
        return at.gain[inner] * (direct + echo)

    def _read(self, sound: np.ndarray, at: np.ndarray) -> np.ndarray:
        """The sound between its samples, by a windowed sinc."""
        whole = np.floor(at).astype(np.intp)
        step = np.rint((at - whole) * _SINC_STEPS).astype(np.intp)
        out = np.zeros(len(at))
        for tap in range(_SINC_TAPS):
            out += self._sinc[tap][step] * sound[whole + tap - _SINC_TAPS // 2 + 1]
        return out


def _read_cubic(sound: np.ndarray, at: np.ndarray) -> np.ndarray:
    whole = np.floor(at).astype(np.intp)
    part = at - whole
    before, here, after, later = (sound[whole + shift] for shift in (-1, 0, 1, 2))
    slope, end_slope = (after - before) / 2, (later - here) / 2
    bend = here - after
    return here + part * (slope + part * (-3 * bend - 2 * slope - end_slope + part * (2 * bend + slope + end_slope)))


def _filtered(sound: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    from scipy.signal import fftconvolve

    return np.asarray(fftconvolve(sound, kernel, mode="same"))


def _shadow_kernel(rate: int) -> np.ndarray:
    """Zero-phase low-pass with the gain 1/(1 + (f/SHADOW_HZ)²): it dims without delaying."""
    reach = round(0.003 * rate) + 1
    kernel = np.exp(-2 * np.pi * SHADOW_HZ * np.abs(np.arange(-reach, reach + 1)) / rate)
    return np.asarray(kernel / kernel.sum())


def _treble_kernel(rate: int) -> np.ndarray:
    """Zero-phase high-pass; nothing where the rate leaves no treble."""
    from scipy.signal import firwin

    taps = 2 * round(_TREBLE_S / 2 * rate) + 1
    if rate < 2.5 * _TREBLE_HZ:
        return np.zeros(max(taps, 3))
    return np.asarray(firwin(taps, _TREBLE_HZ, fs=rate, pass_zero=False))


def _sinc_table() -> np.ndarray:
    """Weights of the samples around a point [shape=(taps, steps + 1)]."""
    part = np.arange(_SINC_STEPS + 1) / _SINC_STEPS
    distance = np.arange(_SINC_TAPS)[:, None] - _SINC_TAPS // 2 + 1 - part
    window = np.cos(np.pi * distance / (_SINC_TAPS + 2)) ** 2
    table = np.sinc(distance) * window
    return np.asarray(table / table.sum(axis=0))

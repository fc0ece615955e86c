"""Loudness and true peak after ITU-R BS.1770-5 and EBU Tech 3342, measured block by block in flat memory.

The one meter of the program. Sound shorter than 0.4 s has no loudness that could be told (`Loudness.lufs` is None).
Where a level is to be *set* all the same, `loudness_of` measures it as if it were repeated, and what is too quiet for
the gate by its power.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

SHORTEST_S = 0.4
"""Shorter sound has no loudness in the sense of the standard."""
_STEP_S = 0.1
_SURROUND = {5: (1, 1, 1, 1.41, 1.41), 6: (1, 1, 1, 0, 1.41, 1.41)}
_CONTEXT = 64
_SLICE = 1 << 15
_BLOCK = 1 << 19
_MARGIN = 256
_SILENT = 1e-9
Tick = Callable[[str], None]
"""Called often with what is being done; raises when the user has cancelled."""


@dataclass(frozen=True)
class Loudness:
    """What was measured; None for what this sound does not have (too short, silent)."""

    lufs: float | None
    """Integrated loudness."""
    range_lu: float | None
    """Loudness range; needs 3 s."""
    true_peak_dbtp: float | None
    """Between the samples too (four times oversampled); None = digital silence."""
    peak: float = 0.0
    """Largest absolute sample."""


class LoudnessMeter:
    """Takes blocks of sound [shape=(channels, n)] and tells their loudness at the end."""

    def __init__(self, sample_rate_hz: int, channels: int, *, has_true_peak: bool = True) -> None:
        self._rate = sample_rate_hz
        self._has_true_peak = has_true_peak
        self._sections = _k_weighting(sample_rate_hz)
        self._state = np.zeros((len(self._sections), channels, 2))
        self._weights = np.array(_SURROUND.get(channels, (1,) * channels), np.float64)
        self._energies: list[float] = []
        """Weighted energy of every full 100 ms."""
        self._waiting = np.zeros(0)
        self._past: np.ndarray | None = None
        self._true_peak = 0.0
        self._peak = 0.0

    def add(self, samples: np.ndarray) -> None:
        """Measure one more block."""
        from scipy.signal import sosfilt

        if not samples.shape[1]:
            return
        weighted, self._state = sosfilt(self._sections, samples.astype(np.float64), axis=1, zi=self._state)
        self._waiting = np.concatenate([self._waiting, self._weights @ weighted**2])
        self._take_steps()
        self._peak = max(self._peak, float(np.abs(samples).max()))
        if self._has_true_peak:
            self._add_true_peak(samples)

    def result(self) -> Loudness:
        """The loudness of all that was added."""
        if self._past is not None:
            self._add_true_peak(np.repeat(self._past[:, -1:], _CONTEXT, axis=1))
        self._true_peak = max(self._true_peak, self._peak)
        energies = np.array(self._energies)
        true_peak_db = 20 * float(np.log10(self._true_peak)) if self._true_peak > 0 else None
        return Loudness(_integrated(energies), _range(energies), true_peak_db, self._peak)

    def ungated_lufs(self) -> float:
        """The loudness with all that is quiet in it."""
        return float(_lufs(float(np.mean(self._energies))))

    def _take_steps(self) -> None:
        while True:
            step = len(self._energies)
            frames = round((step + 1) * _STEP_S * self._rate) - round(step * _STEP_S * self._rate)
            if len(self._waiting) < frames:
                return
            self._energies.append(float(self._waiting[:frames].mean()))
            self._waiting = self._waiting[frames:]

    def _add_true_peak(self, samples: np.ndarray) -> None:
        """Oversample what has its context behind it; the rest waits for the next block."""
        from scipy.signal import resample_poly

        times = max(1, min(4, 192000 // self._rate))
        if self._past is None:
            self._past = np.repeat(samples[:, :1], _CONTEXT, axis=1)
        line = np.concatenate([self._past, samples], axis=1)
        for begin in range(_CONTEXT, line.shape[1] - _CONTEXT, _SLICE):
            end = min(begin + _SLICE, line.shape[1] - _CONTEXT)
            part = line[:, begin - _CONTEXT : end + _CONTEXT]
            # what lies between samples is at most about 6 dB above them
            if times > 1 and 2 * float(np.abs(part).max()) > self._true_peak:
                fine = resample_poly(part, times, 1, axis=1)[:, _CONTEXT * times : (end - begin + _CONTEXT) * times]
                self._true_peak = max(self._true_peak, float(np.abs(fine).max()))
        self._past = line[:, -2 * _CONTEXT :]


def measure_loudness(blocks: Iterable[np.ndarray], sample_rate_hz: int, channels: int) -> Loudness:
    """Loudness of a sound that comes in blocks [shape=(channels, n)]."""
    meter = LoudnessMeter(sample_rate_hz, channels)
    for block in blocks:
        meter.add(block)
    return meter.result()


def loudness_of(sound: np.ndarray, sample_rate_hz: int, *, tick: Tick = lambda what: None) -> float:
    """Integrated loudness to set a level by, of float [shape=(channels, n) or (n,)]; −inf for digital silence."""
    sound = np.atleast_2d(sound)
    if not np.abs(sound).max(initial=0.0) > _SILENT:
        return float("-inf")
    least = -(-round(SHORTEST_S * 1000) * sample_rate_hz // 1000) + 1
    if sound.shape[1] < least:
        sound = np.tile(sound, (1, -(-least // sound.shape[1])))
    meter = LoudnessMeter(sample_rate_hz, sound.shape[0], has_true_peak=False)
    for start in range(0, sound.shape[1], _BLOCK):
        tick("measuring the loudness")
        meter.add(sound[:, start : start + _BLOCK])
    found = meter.result().lufs
    return meter.ungated_lufs() if found is None else found


def true_peaks(sound: np.ndarray, *, is_loop: bool = False, tick: Tick = lambda what: None) -> np.ndarray:
    """The highest value at and after each sample, over all channels [shape=(n,)], 4 times oversampled.

    Of the meter's filter and of a steeper one the higher: clicks pass more of the one, noise more of the other, and
    a limiter that goes by it has to be on the safe side.
    """
    import soxr
    from scipy.signal import resample_poly

    count = sound.shape[1]
    peaks = np.empty(count, np.float32)
    for start in range(0, count, _BLOCK):
        tick("measuring the peaks")
        end = min(start + _BLOCK, count)
        around = np.arange(start - _MARGIN, end + _MARGIN)
        part = sound[:, around % count] if is_loop else sound[:, np.clip(around, 0, count - 1)]
        if not is_loop:
            part = part * ((around >= 0) & (around < count))
        wanted = 4 * part.shape[1]
        fine = np.abs(resample_poly(part, 4, 1, axis=1)).max(axis=0)
        for steep in np.abs(soxr.resample(np.ascontiguousarray(part.T), 1, 4, quality="HQ")[:wanted]).T:
            np.maximum(fine[: len(steep)], steep, out=fine[: len(steep)])
        of_each = functools.reduce(np.maximum, (fine[at::4] for at in range(4)))
        peaks[start:end] = of_each[_MARGIN:-_MARGIN]
    return peaks


def _k_weighting(sample_rate_hz: int) -> np.ndarray:
    """The two filters of BS.1770 at any rate (bilinear transform of the analogue prototypes)."""
    shelf_hz, shelf_q, shelf_db = 1681.974450955533, 0.7071752369554196, 3.999843853973347
    high_hz, high_q = 38.13547087602444, 0.5003270373238773
    k = np.tan(np.pi * min(shelf_hz, 0.45 * sample_rate_hz) / sample_rate_hz)
    top = 10 ** (shelf_db / 20)
    middle = top**0.4996667741545416
    scale = 1 + k / shelf_q + k * k
    shelf = [
        (top + middle * k / shelf_q + k * k) / scale,
        2 * (k * k - top) / scale,
        (top - middle * k / shelf_q + k * k) / scale,
        1,
        2 * (k * k - 1) / scale,
        (1 - k / shelf_q + k * k) / scale,
    ]
    k = np.tan(np.pi * high_hz / sample_rate_hz)
    scale = 1 + k / high_q + k * k
    high = [1, -2, 1, 1, 2 * (k * k - 1) / scale, (1 - k / high_q + k * k) / scale]
    return np.array([shelf, high])


def _windows(energies: np.ndarray, steps: int) -> np.ndarray:
    """Mean energy of every run of so many steps."""
    if len(energies) < steps:
        return np.zeros(0)
    sums = np.concatenate([[0.0], np.cumsum(energies)])
    return np.maximum((sums[steps:] - sums[:-steps]) / steps, 0.0)


def _lufs(energy: np.ndarray | float) -> np.ndarray:
    return -0.691 + 10 * np.log10(np.maximum(energy, 1e-20))


def _integrated(energies: np.ndarray) -> float | None:
    blocks = _windows(energies, 4)
    loud = blocks[_lufs(blocks) > -70]
    if not len(loud):
        return None
    loud = loud[_lufs(loud) > float(_lufs(loud.mean())) - 10]
    return float(_lufs(loud.mean()))


def _range(energies: np.ndarray) -> float | None:
    levels = _lufs(_windows(energies, 30))
    levels = levels[levels > -70]
    if not len(levels):
        return None
    gate = float(_lufs(float(np.mean(10 ** ((levels + 0.691) / 10))))) - 20
    low, high = np.percentile(levels[levels > gate], (10, 95))
    return float(high - low)

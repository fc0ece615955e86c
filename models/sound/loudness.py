"""Loudness and true peak, measured and set."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from engine.media.loudness import measure_loudness

LOOP_LUFS = -16.0
CEILING_DB = -1.0
_LOOK_AHEAD_S = 0.005
_MARGIN = 256
_BLOCK = 1 << 19
_LONG_S = 60.0
_BETWEEN_DB = 0.25
"""What four times oversampling may miss of a peak."""


def loudness_lufs(sound: np.ndarray, rate: int, *, tick: Callable[[str], None] = lambda what: None) -> float:
    """Integrated loudness (BS.1770) of float [shape=(channels, n)]; −inf for silence; short sounds are repeated."""
    import pyloudnorm

    if sound.shape[1] > _LONG_S * rate:
        blocks = _blocks(sound, tick)
        return measure_loudness(blocks, rate, sound.shape[0]).lufs or float("-inf")
    least = int(0.8 * rate)
    if sound.shape[1] < least:
        sound = np.tile(sound, (1, -(-least // sound.shape[1])))
    if not np.abs(sound).max() > 1e-9:
        return float("-inf")
    return float(pyloudnorm.Meter(rate).integrated_loudness(sound.T))


def _blocks(sound: np.ndarray, tick: Callable[[str], None]) -> Iterator[np.ndarray]:
    for start in range(0, sound.shape[1], _BLOCK):
        tick("setting the loudness")
        yield sound[:, start : start + _BLOCK]


def true_peak(
    sound: np.ndarray, *, is_loop: bool = True, tick: Callable[[str], None] = lambda what: None
) -> np.ndarray:
    """The highest value between samples (4 times oversampled), over all channels [shape=(n,)]."""
    from scipy.signal import resample_poly

    count = sound.shape[1]
    peaks = np.empty(count, np.float32)
    for start in range(0, count, _BLOCK):
        tick("setting the loudness")
        end = min(start + _BLOCK, count)
        around = np.arange(start - _MARGIN, end + _MARGIN)
        part = sound[:, around % count] if is_loop else sound[:, np.clip(around, 0, count - 1)]
        if not is_loop:
            part = part * ((around >= 0) & (around < count))
        fine = np.abs(resample_poly(part, 4, 1, axis=1)).max(axis=0)
        peaks[start:end] = fine.reshape(-1, 4).max(axis=1)[_MARGIN:-_MARGIN]
    return peaks


def master_gain(
    sound: np.ndarray,
    rate: int,
    *,
    target_lufs: float = LOOP_LUFS,
    is_loop: bool = True,
    tick: Callable[[str], None] = lambda what: None,
) -> np.ndarray:
    """The gain curve [shape=(n,)] that brings a sound to a loudness with its true peaks below the ceiling.

    One curve for all channels and all stems: a stem times the curve is that stem's share of the master.
    """
    curve = np.ones(sound.shape[1], np.float32)
    ceiling = 10 ** ((CEILING_DB - _BETWEEN_DB) / 20)
    for _ in range(8):
        tick("setting the loudness")
        made = sound * curve
        loudness = loudness_lufs(made, rate, tick=tick)
        if not np.isfinite(loudness):
            return curve
        gain = 10 ** ((target_lufs - loudness) / 20)
        tick("setting the loudness")
        peaks = true_peak(made * np.float32(gain), is_loop=is_loop, tick=tick)
        if peaks.max() <= ceiling:
            return curve * np.float32(gain)
        if abs(target_lufs - loudness) < 0.1 and peaks.max() <= ceiling * 1.001:
            break
        curve = curve * np.float32(gain) * _limiter(peaks, ceiling * 0.985, rate, is_loop)
    made = sound * curve
    return curve * np.float32(min(1.0, ceiling * 0.999 / true_peak(made, is_loop=is_loop).max()))


def peak_gain(sound: np.ndarray) -> float:
    """The gain that brings a one-shot's true peak just below the ceiling."""
    peak = float(true_peak(sound, is_loop=False).max())
    return 10 ** (CEILING_DB / 20) * 0.999 / peak if peak > 1e-9 else 1.0


def _limiter(peaks: np.ndarray, ceiling: float, rate: int, is_loop: bool) -> np.ndarray:
    from scipy.ndimage import minimum_filter1d, uniform_filter1d

    wanted = np.minimum(1.0, ceiling / np.maximum(peaks, 1e-9))
    width = 2 * int(_LOOK_AHEAD_S * rate) + 1
    mode = "wrap" if is_loop else "nearest"
    low = minimum_filter1d(wanted, width, mode=mode)
    return uniform_filter1d(low, width, mode=mode).astype(np.float32)

"""The tone of a record, and a gentle filter that brings a mix nearer to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

_WINDOW_S = 0.17
_LOWEST_HZ, _HIGHEST_HZ = 31.25, 16000.0
_PER_OCTAVE = 3
_MOST_DB = 6.0
_STRENGTH = 0.85
_FAINT_DB = -55.0
"""Bands this far below the loudest one hold nothing worth amplifying."""
_OPEN_DB = -20.0
"""Moments this far below the mean are pauses and do not count."""
_TAPS_S = 0.08


@dataclass(frozen=True, eq=False)
class ToneCurve:
    """Mean level of every third of an octave."""

    bands_hz: np.ndarray
    """Centres [shape=(bands,)]."""
    levels_db: np.ndarray
    """[shape=(bands,)]; NaN where the sample rate ends before the band."""


def bands_hz() -> np.ndarray:
    """Centres of the thirds of an octave that are looked at."""
    count = int(np.log2(_HIGHEST_HZ / _LOWEST_HZ) * _PER_OCTAVE) + 1
    return np.asarray(_LOWEST_HZ * 2 ** (np.arange(count) / _PER_OCTAVE))


def tone_of(blocks: Iterable[np.ndarray], sample_rate_hz: int) -> ToneCurve | None:
    """The tone of a sound that comes in blocks [shape=(channels, n)]; None for silence or next to nothing."""
    from scipy.fft import next_fast_len, rfft

    size = next_fast_len(max(64, round(_WINDOW_S * sample_rate_hz)), real=True)
    window = np.hanning(size).astype(np.float32)
    centres, total = bands_hz(), np.zeros(size // 2 + 1)
    mean, count = 0.0, 0
    rest: np.ndarray | None = None
    for block in blocks:
        line = block if rest is None else np.concatenate([rest, block], axis=1)
        frames = line.shape[1] // size
        rest = line[:, frames * size:]
        for frame in range(frames):
            power = (np.abs(rfft(line[:, frame * size:(frame + 1) * size] * window, axis=1)) ** 2).sum(axis=0)
            energy = float(power.sum())
            if energy > 10 ** (_OPEN_DB / 10) * mean / max(1, count):
                total += power
            mean, count = mean + energy, count + 1
    if rest is not None and not count and rest.shape[1]:
        padded = np.pad(rest, ((0, 0), (0, size - rest.shape[1])))
        total += (np.abs(rfft(padded, axis=1)) ** 2).sum(axis=0)
    if not total.sum() > 1e-12:
        return None
    edges = centres * 2 ** (-0.5 / _PER_OCTAVE), centres * 2 ** (0.5 / _PER_OCTAVE)
    hz = np.arange(len(total)) * sample_rate_hz / size
    sums = np.array([total[(hz >= low) & (hz < high)].sum() for low, high in zip(*edges, strict=True)])
    levels = 10 * np.log10(np.maximum(sums, 1e-20))
    levels[edges[1] > 0.5 * sample_rate_hz] = np.nan
    return ToneCurve(centres, levels)


def difference_db(tone: ToneCurve, reference: ToneCurve) -> np.ndarray:
    """What each band of `tone` lacks to have the balance of the reference, levels aside; 0 where nothing is known."""
    apart = reference.levels_db - tone.levels_db
    loudest = np.nanmax(tone.levels_db), np.nanmax(reference.levels_db)
    known = np.isfinite(apart) & (tone.levels_db > loudest[0] + _FAINT_DB) & (
        reference.levels_db > loudest[1] + _FAINT_DB)
    middle = known & (tone.bands_hz > 90) & (tone.bands_hz < 9000)
    level = float(np.median(apart[middle if middle.any() else known])) if known.any() else 0.0
    return np.where(known, np.nan_to_num(apart) - level, 0.0)


def gains_towards(tone: ToneCurve, reference: ToneCurve) -> np.ndarray:
    """Gains in dB for every band, smoothed over neighbours and never more than 6 dB."""
    wanted = _STRENGTH * difference_db(tone, reference)
    padded = np.pad(wanted, 1, mode="edge")
    smooth = 0.25 * padded[:-2] + 0.5 * padded[1:-1] + 0.25 * padded[2:]
    return np.clip(smooth, -_MOST_DB, _MOST_DB)


def toned(blocks: Iterable[np.ndarray], gains_db: np.ndarray, sample_rate_hz: int) -> Iterator[np.ndarray]:
    """The sound through a linear-phase filter with these gains; as long as before, and not delayed."""
    from scipy.signal import oaconvolve

    taps = _taps(gains_db, sample_rate_hz)
    late = len(taps) // 2
    ringing: np.ndarray | None = None
    to_skip = late
    for block in blocks:
        full = oaconvolve(block, taps[None, :], axes=1).astype(np.float32)
        if ringing is not None:
            full[:, :ringing.shape[1]] += ringing[:, :full.shape[1]]
            if ringing.shape[1] > full.shape[1]:
                full = np.concatenate([full, ringing[:, full.shape[1]:]], axis=1)
        done, ringing = full[:, :block.shape[1]], full[:, block.shape[1]:]
        skipped = min(to_skip, done.shape[1])
        to_skip -= skipped
        yield done[:, skipped:]
    if ringing is not None:
        yield ringing[:, to_skip:late]


def _taps(gains_db: np.ndarray, sample_rate_hz: int) -> np.ndarray:
    from scipy.signal import firwin2

    count = 2 * max(16, round(_TAPS_S * sample_rate_hz / 2)) + 1
    nyquist = sample_rate_hz / 2
    hz = np.concatenate([[0.0], bands_hz()[bands_hz() < nyquist], [nyquist]])
    gains = gains_db[:len(hz) - 2]
    gains = np.concatenate([[0.0], gains, gains[-1:]]) if len(gains) else np.zeros(2)
    fine = np.linspace(0, nyquist, 1 + count)
    curve = np.interp(np.log2(np.maximum(fine, 8.0)), np.log2(np.maximum(hz, 8.0)), gains)
    return np.asarray(firwin2(count, fine / nyquist, 10 ** (curve / 20)), np.float32)

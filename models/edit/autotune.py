"""Pitch correction of one voice: its periods are set closer or wider apart (PSOLA), formants stay."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.media.key import parse_key
from models.edit.processor import Processor

_CHUNK_S = 20.0
_CONTEXT_S = 0.5
_JOIN_S = 0.02
_FRAME_S = 0.005
_ANALYSIS_HZ = 24000
_LOWEST_HZ, _HIGHEST_HZ = 65.0, 1000.0
_HOLD_SEMITONES = 0.65
"""A new note is only believed when the voice is this far from the one it was on."""


@dataclass(frozen=True)
class Pitch:
    """A voice's pitch every 5 ms."""

    hz: np.ndarray
    """Fundamental frequency, 0 where there is none [shape=(frames,)]."""
    ratio: np.ndarray
    """By how much it is to be corrected; 1 where there is none."""


class PitchCorrector(Processor):
    """Works on chunks of 20 s that are joined where they overlap, so any length fits into memory."""

    def __init__(self, sample_rate_hz: int, *, key: str | None, strength: float, retune_ms: float) -> None:
        """`key` limits the notes to its scale (None: all twelve); `strength` 0–1; `retune_ms`: how fast."""
        self._rate = sample_rate_hz
        self._scale = parse_key(key).scale if key else tuple(range(12))
        self._strength = strength
        self._retune_s = retune_ms * 1e-3
        self._waiting: np.ndarray | None = None
        """Input that is not out yet, with `_lead` samples of context before it."""
        self._lead = 0
        self._tail: np.ndarray | None = None
        """The end of the last chunk, to be faded into the next."""

    def process(self, samples: np.ndarray) -> np.ndarray:
        """Collect; give a chunk whenever one is complete."""
        self._waiting = samples if self._waiting is None else np.concatenate([self._waiting, samples], axis=1)
        out = []
        context, chunk = round(_CONTEXT_S * self._rate), round(_CHUNK_S * self._rate)
        while self._waiting.shape[1] >= self._lead + chunk + context:
            out.append(self._chunk(chunk))
        return np.concatenate(out, axis=1) if out else samples[:, :0]

    def flush(self) -> np.ndarray | None:
        """The rest."""
        if self._waiting is None or self._waiting.shape[1] <= self._lead:
            return None
        return self._chunk(self._waiting.shape[1] - self._lead)

    def _chunk(self, frames: int) -> np.ndarray:
        assert self._waiting is not None
        context, join = round(_CONTEXT_S * self._rate), round(_JOIN_S * self._rate)
        block = self._waiting[:, :self._lead + frames + context]
        tuned = self._tuned(block)
        out = tuned[:, self._lead:self._lead + frames].copy()
        if self._tail is not None:
            length = min(self._tail.shape[1], frames)
            ramp = np.linspace(0, 1, length, dtype=np.float32)
            out[:, :length] = self._tail[:, :length] + ramp * (out[:, :length] - self._tail[:, :length])
        self._tail = tuned[:, self._lead + frames:self._lead + frames + join]
        lead = min(context, self._lead + frames)
        self._waiting = self._waiting[:, self._lead + frames - lead:]
        self._lead = lead
        return out

    def _tuned(self, samples: np.ndarray) -> np.ndarray:
        mono = samples.mean(axis=0, dtype=np.float64)
        if samples.shape[1] < 0.05 * self._rate or float(np.abs(mono).max()) < 1e-5:
            return samples
        hz = track_pitch(mono, self._rate)
        if not hz.any():
            return samples
        ratio = corrections(hz, self._scale, self._strength, self._retune_s)
        return shift_periods(samples, mono, Pitch(hz, ratio), self._rate)


def track_pitch(mono: np.ndarray, sample_rate_hz: int) -> np.ndarray:
    """Fundamental frequency every 5 ms (WORLD's DIO and StoneMask), 0 where nothing is voiced."""
    import pyworld
    import soxr

    if sample_rate_hz > _ANALYSIS_HZ:
        mono, sample_rate_hz = soxr.resample(mono, sample_rate_hz, _ANALYSIS_HZ), _ANALYSIS_HZ
    mono = np.ascontiguousarray(mono, np.float64)
    rough, times = pyworld.dio(mono, sample_rate_hz, f0_floor=_LOWEST_HZ, f0_ceil=_HIGHEST_HZ,
                               frame_period=_FRAME_S * 1e3)
    return np.nan_to_num(pyworld.stonemask(mono, rough, times, sample_rate_hz))


def corrections(hz: np.ndarray, scale: tuple[int, ...], strength: float, retune_s: float) -> np.ndarray:
    """Pitch ratio per frame that brings each sung note to the nearest one of the scale.

    The voice is smoothed over `retune_s` before it is compared, so vibrato faster than that stays.
    """
    ratio = np.ones_like(hz)
    allowed = np.array([note for note in range(128) if note % 12 in scale], np.float64)
    smoothing = np.exp(-_FRAME_S / max(retune_s, 1e-4))
    target = level = None
    for frame in np.flatnonzero(hz > 0):
        sung = 69 + 12 * np.log2(hz[frame] / 440)
        fresh = frame == 0 or hz[frame - 1] <= 0
        level = sung if fresh or level is None else sung + smoothing * (level - sung)
        if fresh or target is None or abs(level - target) > _HOLD_SEMITONES:
            target = float(allowed[np.abs(allowed - level).argmin()])
        ratio[frame] = 2 ** (strength * (target - level) / 12)
    return ratio


def shift_periods(samples: np.ndarray, mono: np.ndarray, pitch: Pitch, sample_rate_hz: int) -> np.ndarray:
    """Set the periods of a voice at new distances; what is not voiced stays as it is.

    Time-domain pitch-synchronous overlap-add after Moulines & Charpentier 1990; every channel is
    moved by the same marks.
    """
    frames = samples.shape[1]
    times = np.arange(len(pitch.hz)) * _FRAME_S * sample_rate_hz
    out = np.zeros_like(samples)
    weight = np.zeros(frames, np.float32)
    for begin, end in _voiced(pitch.hz):
        if (end - begin) * _FRAME_S < 0.04:
            continue
        first, last = int(times[begin]), min(frames - 1, int(times[end - 1]))
        marks = _period_marks(mono, pitch.hz, times, first, last, sample_rate_hz)
        if len(marks) > 2:
            _overlap_add(samples, marks, pitch, times, sample_rate_hz, out, weight)
    covered = np.minimum(weight, 1.0)
    return (out / np.maximum(weight, 1.0) + samples * (1 - covered)).astype(np.float32)


def _voiced(hz: np.ndarray) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], (hz > 0).astype(int), [0]])))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _period_marks(mono: np.ndarray, hz: np.ndarray, times: np.ndarray, first: int, last: int,
                  sample_rate_hz: int) -> np.ndarray:
    """One mark per period, each on the strongest peak near where it is expected."""
    stretch = mono[first:last]
    sign = 1.0 if len(stretch) == 0 or stretch.max() >= -stretch.min() else -1.0
    marks: list[int] = []
    position = float(first)
    while position < last:
        period = sample_rate_hz / np.interp(position, times, np.maximum(hz, _LOWEST_HZ))
        reach = 0.5 * period if not marks else 0.15 * period
        low, high = max(0, int(position - reach)), min(len(mono), int(position + reach) + 1)
        if high <= low:
            break
        peak = low + int(np.argmax(sign * mono[low:high]))
        marks.append(peak)
        position = peak + period
    return np.array(marks)


def _overlap_add(samples: np.ndarray, marks: np.ndarray, pitch: Pitch, times: np.ndarray, sample_rate_hz: int,
                 out: np.ndarray, weight: np.ndarray) -> None:
    frames = samples.shape[1]
    periods = np.diff(marks, append=2 * marks[-1] - marks[-2])
    position = float(marks[0])
    while position <= marks[-1]:
        nearest = int(np.abs(marks - position).argmin()) if len(marks) < 64 else _nearest(marks, position)
        mark, half = int(marks[nearest]), max(2, int(periods[min(nearest, len(periods) - 1)]))
        centre = round(position)
        low = max(-half, -mark, -centre)
        high = min(half, frames - mark, frames - centre)
        if high > low:
            window = (0.5 + 0.5 * np.cos(np.pi * np.arange(low, high) / half)).astype(np.float32)
            out[:, centre + low:centre + high] += window * samples[:, mark + low:mark + high]
            weight[centre + low:centre + high] += window
        ratio = float(np.interp(position, times, pitch.ratio))
        hz = float(np.interp(position, times, np.maximum(pitch.hz, _LOWEST_HZ)))
        position += sample_rate_hz / (hz * ratio)


def _nearest(marks: np.ndarray, position: float) -> int:
    after = int(np.searchsorted(marks, position))
    if after == 0:
        return 0
    if after == len(marks) or position - marks[after - 1] <= marks[after] - position:
        return after - 1
    return after

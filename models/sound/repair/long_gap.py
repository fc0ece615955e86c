"""A gap of more than 60 ms, filled with the stretch of the same recording whose surroundings are most alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

_HOP_S = 512 / 44100
_WINDOW_S, _NOTE_WINDOW_S = 2048 / 44100, 4096 / 44100
_BANDS = 48
_CONTEXT_S = 1.0
_RANGE_DB = 60.0
_CHROMA_DB = 12.0
_GUARD = 4
"""Frames whose window might touch the gap."""
_ALIGN_S, _ALIGN_OVER_S = 0.009, 0.06
_SEEN = 0.6
"""A place whose surroundings lie outside of the clip, or in the gap, says too little."""
_BLOCK = 512


@dataclass(frozen=True)
class Match:
    """Where the filling comes from."""

    first: int
    """Sample at which it begins."""
    distance: float
    """How far its surroundings are from those of the gap."""
    usual: float
    """The same for an average place of the recording."""

    @property
    def is_alike(self) -> bool:
        """False when no place fits clearly better than any other."""
        return self.distance < 0.6 * self.usual


def find_match(mono: np.ndarray, first: int, last: int, sample_rate_hz: int, tick: Callable[[], None]) -> Match | None:
    """The best place to take the samples `first` to `last` from; None when nothing else is as long."""
    hop = max(1, round(_HOP_S * sample_rate_hz))
    features = _features(mono, hop, sample_rate_hz, tick)
    count = features.shape[1]
    begin, length = first // hop, (last - first) // hop
    known = np.ones(count)
    known[max(0, begin - _GUARD):begin + length + _GUARD + 1] = 0
    context = round(_CONTEXT_S / _HOP_S)
    offsets = np.concatenate([np.arange(-min(context, begin) + 0, -_GUARD + 1),
                              np.arange(length + _GUARD, length + min(context, count - begin - length - 1) + 1)])
    offsets = offsets[(begin + offsets >= 0) & (begin + offsets < count)]
    offsets = offsets[known[begin + offsets] > 0]
    if len(offsets) < 4:
        return None
    distance, seen = _distances(features, known, begin, offsets)
    starts = np.arange(count)
    fits = (starts + length + 2 < count) & ((starts + length + _GUARD < begin) | (starts > begin + length + _GUARD))
    fits &= (starts * hop + first % hop + (last - first) + hop <= len(mono)) & (starts > 0)
    fits &= seen >= max(4.0, _SEEN * float(np.max(seen, where=fits, initial=0.0)))
    if not fits.any():
        return None
    best = int(np.argmin(np.where(fits, distance, np.inf)))
    at = _aligned(mono, best * hop + first % hop, first, last, sample_rate_hz)
    return Match(at, float(distance[best]), float(np.median(distance[fits])))


def _distances(features: np.ndarray, known: np.ndarray, begin: int,
               offsets: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean squared distance of the surroundings of every frame from those of the gap, and over how many frames."""
    from scipy.signal import fftconvolve

    count = features.shape[1]
    low = int(offsets.min())
    pattern = np.zeros((features.shape[0], int(offsets.max()) - low + 1))
    used = np.zeros(pattern.shape[1])
    pattern[:, offsets - low] = features[:, begin + offsets]
    used[offsets - low] = 1
    held = features * known

    def slid(rows: np.ndarray, by: np.ndarray) -> np.ndarray:
        full = fftconvolve(rows, by[:, ::-1], axes=1).sum(axis=0)
        at = np.arange(count) + low + by.shape[1] - 1
        return np.where((at >= 0) & (at < len(full)), full[np.clip(at, 0, len(full) - 1)], 0)

    squares = slid((held**2).sum(axis=0)[None], used[None])
    cross = slid(held, pattern)
    own = slid(known[None], (pattern**2).sum(axis=0)[None])
    seen = slid(known[None], used[None])
    return np.maximum(squares - 2 * cross + own, 0) / np.maximum(seen, 1), seen


def _features(mono: np.ndarray, hop: int, rate: int, tick: Callable[[], None]) -> np.ndarray:
    """Levels in bands and of the twelve notes [shape=(60, frames)], in dB."""
    window, note_window = (max(16, 2 * round(seconds * rate / 2)) for seconds in (_WINDOW_S, _NOTE_WINDOW_S))
    count = len(mono) // hop + 1
    padded = np.pad(mono.astype(np.float32), (note_window // 2, note_window))
    shape, note_shape = np.hanning(window), np.hanning(note_window)
    bands, notes = _band_matrix(window, rate), _note_matrix(note_window, rate)
    levels, chroma = np.empty((_BANDS, count)), np.empty((12, count))
    views = np.lib.stride_tricks.sliding_window_view(padded, note_window)[::hop][:count]
    inset = (note_window - window) // 2
    for at in range(0, count, _BLOCK):
        part = views[at:at + _BLOCK]
        short = np.abs(np.fft.rfft(part[:, inset:inset + window] * shape)) ** 2
        levels[:, at:at + _BLOCK] = bands @ short.T
        chroma[:, at:at + _BLOCK] = notes @ (np.abs(np.fft.rfft(part * note_shape)) ** 2).T
        tick()
    floor = max(float(levels.max()), 1e-12) * 10 ** (-_RANGE_DB / 10)
    decibels = 10 * np.log10(np.maximum(levels, floor))
    chroma = chroma / (chroma.max(axis=0, keepdims=True) + 1e-12)
    return np.vstack([decibels - decibels.mean(axis=1, keepdims=True), _CHROMA_DB * np.sqrt(chroma)])


def _band_matrix(window: int, rate: int) -> np.ndarray:
    hz = np.arange(window // 2 + 1) * rate / window
    mel = 2595 * np.log10(1 + hz / 700)
    edges = np.linspace(0, mel[-1], _BANDS + 2)
    return np.stack([np.clip(np.minimum((mel - a) / (b - a), (c - mel) / (c - b)), 0, None)
                     for a, b, c in zip(edges[:-2], edges[1:-1], edges[2:], strict=True)])


def _note_matrix(window: int, rate: int) -> np.ndarray:
    hz = np.arange(window // 2 + 1) * rate / window
    heard = (hz > 80) & (hz < 4000)
    pitch = np.round(12 * np.log2(np.maximum(hz, 1) / 440)) % 12
    return np.stack([(pitch == note) & heard for note in range(12)]).astype(float)


def _aligned(mono: np.ndarray, at: int, first: int, last: int, rate: int) -> int:
    """Shift by some milliseconds to where the waveforms on both sides agree best."""
    over, reach = round(_ALIGN_OVER_S * rate), round(_ALIGN_S * rate)
    frames = last - first
    scores = np.zeros(2 * reach + 1)
    for side, place in ((mono[max(0, first - over):first], at - min(over, first)),
                        (mono[last:last + over], at + frames)):
        begin, end = place - reach, place + len(side) + reach
        if len(side) < 16 or begin < 0 or end > len(mono) or not np.any(side):
            continue
        there = mono[begin:end].astype(np.float64)
        energy = np.concatenate([[0.0], np.cumsum(there**2)])
        norm = np.sqrt((energy[len(side):] - energy[:-len(side)]) * float(side @ side)) + 1e-9
        scores += np.correlate(there, side.astype(np.float64), "valid") / norm
    shift = int(np.argmax(scores)) - reach if scores.any() else 0
    shifted = at + shift
    overlaps = shifted < last and shifted + frames > first
    return at if shifted < 0 or shifted + frames > len(mono) or overlaps else shifted

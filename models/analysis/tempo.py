"""Tempo and beats of a recording, from how its onsets repeat."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.analysis.listening import RATE_HZ
from models.analysis.spectrum import SpectrumShape, analysed

_SHAPE = SpectrumShape(1024, 256, RATE_HZ)
FRAMES_PER_S = RATE_HZ / 256
_CHUNK_FRAMES = 4096
_BANDS = 40
_SLOWEST_BPM, _FASTEST_BPM = 55.0, 190.0
_USUAL_BPM, _SPREAD_OCTAVES = 112.0, 0.7
_FAST_BPM = 130.0
_MULTIPLES = ((1, 1.0), (2, 1.0), (4, 1.0), (8, 1.0), (0.5, 0.5), (16, 0.5))
_SHORTEST_S = 2.5
_EARLY_S = 0.01
"""An onset is seen this much before it, when the window first reaches it."""
_CLEAR = 0.12
"""Least share of the onsets' energy that has to come back after one beat."""


@dataclass(frozen=True)
class Tempo:
    """A tempo and how sure it is."""

    bpm: float
    confidence: float
    """0–1: how strongly the onsets repeat, and how far ahead this tempo is of the next one."""
    first_beat_s: float
    """Time of the first beat."""


def onset_strength(mono: np.ndarray) -> np.ndarray:
    """How much louder each moment is than the one before, over 40 bands [shape=(frames,)], 86 per second."""
    bank = _band_matrix()
    hop, flux = _SHAPE.hop, [np.zeros(1, np.float32)]
    before: np.ndarray | None = None
    reference = float(np.sqrt(np.mean(mono**2))) + 1e-9
    for start in range(0, len(mono), _CHUNK_FRAMES * hop):
        # two hops of context on both sides, so that chunks give the same frames as the whole
        low = max(0, start - 4 * hop)
        part = mono[low:start + (_CHUNK_FRAMES + 4) * hop]
        magnitudes = np.abs(analysed(part[None, :], _SHAPE)[0])
        first = (start - low) // hop
        levels = np.log1p(bank @ magnitudes[:, first:first + _CHUNK_FRAMES] / (0.5 * reference))
        rises = np.diff(levels if before is None else np.concatenate([before, levels], axis=1), axis=1)
        flux.append(np.maximum(rises, 0).mean(axis=0))
        before = levels[:, -1:]
    strength = np.concatenate(flux)
    return np.maximum(strength - _moving_mean(strength, 51), 0)


def find_tempo(strength: np.ndarray) -> Tempo | None:
    """The tempo of an onset curve; None when nothing repeats clearly enough."""
    if len(strength) < _SHORTEST_S * FRAMES_PER_S or float(strength.max(initial=0.0)) < 1e-4:
        return None
    likeness = _autocorrelation(strength)
    bpm = np.arange(_SLOWEST_BPM, _FASTEST_BPM, 0.05)
    clarities = np.interp(60 * FRAMES_PER_S / bpm, np.arange(len(likeness)), likeness) / likeness[0]
    scores = _comb_scores(likeness, bpm) * (clarities >= _CLEAR)
    best = int(scores.argmax())
    clarity = float(clarities[best])
    if scores[best] <= 0:
        return None
    exact = _refined(likeness, _halved(float(bpm[best]), likeness, strength))
    rivals = scores[np.abs(np.log2(bpm / bpm[best])) > 0.08]
    lead = 1 - float(rivals.max(initial=0.0)) / float(scores[best])
    confidence = min(1.0, 0.5 * min(1.0, clarity / 0.5) + 0.5 * min(1.0, max(0.0, lead) / 0.25))
    return Tempo(exact, confidence, _first_beat(strength, exact))


def _band_matrix() -> np.ndarray:
    """Triangles over frequency, evenly spaced on a logarithmic scale above 200 Hz [shape=(bands, bins)]."""
    edges_hz = 200 * np.sinh(np.linspace(np.arcsinh(30 / 200), np.arcsinh(10500 / 200), _BANDS + 2))
    frequencies = _SHAPE.frequencies_hz[None, :]
    low, middle, high = edges_hz[:-2, None], edges_hz[1:-1, None], edges_hz[2:, None]
    bank = np.maximum(0, np.minimum((frequencies - low) / (middle - low), (high - frequencies) / (high - middle)))
    return (bank / np.maximum(bank.sum(axis=1, keepdims=True), 1e-6)).astype(np.float32)


def _moving_mean(values: np.ndarray, size: int) -> np.ndarray:
    from scipy.ndimage import uniform_filter1d

    return uniform_filter1d(values, size, mode="nearest")


def _autocorrelation(strength: np.ndarray) -> np.ndarray:
    """Unbiased, up to 24 beats of the slowest tempo."""
    from scipy.fft import irfft, next_fast_len, rfft

    size = next_fast_len(2 * len(strength), real=True)
    longest = min(int(0.75 * len(strength)), int(26 * 60 / _SLOWEST_BPM * FRAMES_PER_S))
    centred = strength - strength.mean()
    likeness = irfft(np.abs(rfft(centred, size)) ** 2, size)[:longest]
    return likeness / (len(strength) - np.arange(longest))


def _comb_scores(likeness: np.ndarray, bpm: np.ndarray) -> np.ndarray:
    lags = np.arange(len(likeness))
    beat = 60 * FRAMES_PER_S / bpm
    total = np.zeros(len(bpm))
    weights = np.zeros(len(bpm))
    for multiple, weight in _MULTIPLES:
        inside = beat * multiple < len(likeness) - 1
        total += np.where(inside, weight * np.interp(beat * multiple, lags, likeness), 0)
        weights += np.where(inside, weight, 0)
    prior = np.exp(-0.5 * (np.log2(bpm / _USUAL_BPM) / _SPREAD_OCTAVES) ** 2)
    return np.maximum(total / np.maximum(weights, 1), 0) * prior


def _halved(bpm: float, likeness: np.ndarray, strength: np.ndarray) -> float:
    """Half of a fast tempo whose every second beat is weaker, with hardly anything between the beats."""
    if bpm < _FAST_BPM:
        return bpm
    beat = 60 * FRAMES_PER_S / bpm
    once, twice = np.interp([beat, 2 * beat], np.arange(len(likeness)), likeness)
    loud = strength > 0.3 * np.percentile(strength, 98)
    hits_per_beat = np.count_nonzero(np.diff(loud.astype(np.int8)) > 0) / len(strength) * beat
    return bpm / 2 if hits_per_beat < 1.25 and once < 0.8 * twice else bpm


def _refined(likeness: np.ndarray, bpm: float) -> float:
    """To a hundredth of a bpm, by the repetition after many beats."""
    lags = np.arange(len(likeness))
    near = np.arange(bpm * 0.985, bpm * 1.015, 0.01)
    multiples = [m for m in (4, 8, 12, 16, 20, 24) if 60 * FRAMES_PER_S / near[0] * m < len(likeness) - 1]
    if not multiples:
        multiples = [m for m in (1, 2, 3) if 60 * FRAMES_PER_S / near[0] * m < len(likeness) - 1]
    if not multiples:
        return bpm
    total = np.sum([np.interp(60 * FRAMES_PER_S / near * m, lags, likeness) for m in multiples], axis=0)
    return float(near[int(total.argmax())])


def _first_beat(strength: np.ndarray, bpm: float) -> float:
    """The phase at which beats fall on the most onset strength, in seconds."""
    beat = 60 * FRAMES_PER_S / bpm
    count = int(len(strength) / beat)
    if count < 1:
        return 0.0
    phases = np.arange(0, beat, 0.5)
    times = phases[:, None] + beat * np.arange(count)
    on_beats = np.interp(times, np.arange(len(strength)), strength).mean(axis=1)
    first_s, beat_s = float(phases[int(on_beats.argmax())] / FRAMES_PER_S) + _EARLY_S, 60 / bpm
    return max(0.0, first_s - beat_s) if first_s > beat_s - 0.015 else first_s

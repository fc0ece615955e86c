"""Which notes sound when: the pitched part of a recording as strengths of semitones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from models.analysis.listening import RATE_HZ
from models.analysis.spectrum import SpectrumShape, analysed, rebuilt
from models.analysis.stem_masks import WINDOW_S, stem_masks

HOP_S = 2048 / RATE_HZ
_FINE = SpectrumShape(8192, 2048, RATE_HZ)
_LOWEST, _HIGHEST = 28, 96
"""Semitones looked at, as MIDI numbers (E1 to C7)."""
_BINS = 900
"""Bins of the fine spectrum that reach a little over the highest semitone (2.4 kHz)."""
_PARTIALS, _PARTIAL_FALL = 8, 0.65
_UPDATES = 25
_CHUNK_S, _MARGIN_S = 30.0, 1.5
_BASS_SHARE = 0.25
_VOICE_SHARE = 0.25
"""A melody tells the key, but hides the chords: it counts this much, unless it is alone."""
_ALONE = 0.1


@dataclass(frozen=True)
class NoteStrengths:
    """How strongly each semitone sounds, frame by frame (HOP_S apart)."""

    upper: np.ndarray
    """Chords and melody without drums and bass [shape=(semitones, frames)]."""
    bass: np.ndarray
    """The bass [shape=(semitones, frames)]."""
    tuning_semitones: float
    """How far the recording is from 440 Hz, −0.5 … 0.5."""

    @property
    def chroma(self) -> np.ndarray:
        """The upper notes by pitch class [shape=(12, frames)], those of the bass a little."""
        return folded(self.upper) + _BASS_SHARE * folded(self.bass)

    @property
    def concentration(self) -> float:
        """Share of the six strongest semitones of each moment: 0.2 for noise, under 0.3 for drums, more for notes."""
        top = np.sort(self.upper, axis=0)[-6:].sum(axis=0)
        level = self.upper.sum(axis=0)
        audible = level > 0.05 * float(level.max(initial=0.0))
        return float(np.mean(top[audible] / level[audible])) if audible.any() else 0.0

    @property
    def bass_chroma(self) -> np.ndarray:
        """The bass notes by pitch class [shape=(12, frames)]."""
        return folded(self.bass)


def folded(strengths: np.ndarray) -> np.ndarray:
    """Semitones added up by pitch class, C first [shape=(12, frames)]."""
    out = np.zeros((12, strengths.shape[1]), np.float32)
    for row, pitch in enumerate(range(_LOWEST, _HIGHEST + 1)):
        out[pitch % 12] += strengths[row]
    return out


def note_strengths(samples: np.ndarray, on_progress: Callable[[float], None]) -> NoteStrengths:
    """Notes of sound at RATE_HZ [shape=(1 or 2, n)]; drums are taken out first.

    Works in chunks of 30 s; `on_progress` gets the share done.
    """
    upper: list[np.ndarray] = []
    bass: list[np.ndarray] = []
    hop = _FINE.hop
    chunk, margin = round(_CHUNK_S / HOP_S), round(_MARGIN_S / HOP_S)
    frames = samples.shape[1] // hop + 1
    for first in range(0, frames, chunk):
        begin = max(0, first - margin)
        part = samples[:, begin * hop:(first + chunk + margin) * hop]
        for out, magnitudes in zip((upper, bass), _pitched(part), strict=True):
            out.append(magnitudes[:, first - begin:first - begin + chunk][:, :frames - first])
        on_progress(min(1.0, (first + chunk) / frames))
    magnitudes, low = np.concatenate(upper, axis=1), np.concatenate(bass, axis=1)
    tuning = _tuning(magnitudes)
    bank = _semitone_bank(tuning)
    return NoteStrengths(_notes(bank @ magnitudes), _notes(bank @ low), tuning)


def _pitched(samples: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Fine magnitudes of chords and melody, and of the bass [shape=(bins, frames)]."""
    shape = SpectrumShape.of(RATE_HZ, WINDOW_S)
    spectra = analysed(samples, shape)
    vocals, _, bass, other = stem_masks(spectra, shape, is_mono=samples.shape[0] == 1)
    power = np.abs(spectra).mean(axis=0) ** 2
    is_alone = float(np.sum(power * other**2)) < _ALONE * float(np.sum(power * vocals**2))
    share = 1.0 if is_alone or samples.shape[0] == 1 else _VOICE_SHARE
    results = []
    for mask in (other + share * vocals, bass + 0.5 * (other + vocals) * (shape.frequencies_hz < 400)[:, None]):
        sound = rebuilt(spectra * mask.astype(np.float32), shape, samples.shape[1])
        results.append(np.abs(analysed(sound, _FINE)[:, :_BINS]).mean(axis=0))
    return results[0], results[1]


def _tuning(magnitudes: np.ndarray) -> float:
    """How far spectral peaks lie from the semitones of 440 Hz, as a circular mean weighted by strength."""
    low, high = np.searchsorted(_FINE.frequencies_hz, (150, 1500))
    part = magnitudes[low - 1:high + 1].astype(np.float64)
    left, middle, right = part[:-2], part[1:-1], part[2:]
    is_peak = (middle > left) & (middle > right) & (middle > 0.1 * part.max(axis=0, keepdims=True)) & (middle > 1e-6)
    if not is_peak.any():
        return 0.0
    a, b, c = (np.log(np.maximum(x[is_peak], 1e-9)) for x in (left, middle, right))
    offset = 0.5 * (a - c) / np.minimum(a - 2 * b + c, -1e-9)
    bins = low + np.nonzero(is_peak)[0] + np.clip(offset, -0.5, 0.5)
    semitones = 69 + 12 * np.log2(bins * RATE_HZ / _FINE.window / 440)
    turn = np.sum(middle[is_peak] * np.exp(2j * np.pi * semitones))
    return float(np.angle(turn) / (2 * np.pi))


def _semitone_bank(tuning: float) -> np.ndarray:
    """Bells of a third of a semitone around every semitone [shape=(semitones, bins)]."""
    bins = np.maximum(_FINE.frequencies_hz[:_BINS], 1.0)
    pitch = 69 + 12 * np.log2(bins / 440) - tuning
    centres = np.arange(_LOWEST, _HIGHEST + 1)[:, None]
    # at the bottom a bell is never narrower than 0.6 bins (17.3 = 12 / ln 2 semitones per relative Hz)
    width = np.maximum(0.35, 0.6 * 17.31 * RATE_HZ / _FINE.window / bins)
    bank = np.exp(-0.5 * ((pitch[None, :] - centres) / width[None, :]) ** 2)
    return (bank * (np.abs(pitch[None, :] - centres) < 1.5)).astype(np.float32)


def _notes(semitones: np.ndarray) -> np.ndarray:
    """Explain semitone strengths by notes with falling partials (non-negative least squares, by updates)."""
    count = semitones.shape[0]
    templates = np.zeros((count, count), np.float32)
    for note in range(count):
        for partial in range(1, _PARTIALS + 1):
            at = note + round(12 * np.log2(partial))
            if at < count:
                templates[at, note] += _PARTIAL_FALL ** (partial - 1)
    levels = np.sqrt(semitones)
    notes = templates.T @ levels + 1e-9
    square = templates.T @ templates
    wanted = templates.T @ levels
    for _ in range(_UPDATES):
        notes *= wanted / (square @ notes + 1e-9)
    return notes

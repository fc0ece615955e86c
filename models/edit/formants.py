"""The throat of a transposed voice put back to its size: its formants moved to where they were before."""

from __future__ import annotations

import numpy as np

from models.analysis.spectrum import SpectrumShape, analysed, rebuilt

_WINDOW_S = 0.046
_LOWEST_HZ, _HIGHEST_HZ = 70.0, 900.0
_ROUNDS = 12
"""Of raising the envelope to the partials that stand out of it."""
_MOST_DB = 20.0
_BLOCK = 512
"""Frames worked on at a time, which bounds the memory."""


def with_formants(samples: np.ndarray, sample_rate_hz: int, semitones: float) -> np.ndarray:
    """A voice that was transposed by resampling, with the formants it had before.

    Each moment's spectral envelope (cepstral, raised to the partials) is measured and moved back along the
    frequencies; pitch and length stay. float32 [shape=(channels, n)].
    """
    shape = SpectrumShape.of(sample_rate_hz, _WINDOW_S)
    spectra = analysed(samples, shape)
    ratio = 2 ** (semitones / 12)
    for start in range(0, spectra.shape[2], _BLOCK):
        part = slice(start, start + _BLOCK)
        level = np.abs(spectra[:, :, part]).sum(axis=0)
        spectra[:, :, part] *= _correction(level, shape, ratio)
    return rebuilt(spectra, shape, samples.shape[1])


def _correction(level: np.ndarray, shape: SpectrumShape, ratio: float) -> np.ndarray:
    """Gains [shape=(bins, frames)] that move the envelope of these magnitudes by 1 / ratio."""
    logs = np.log(np.maximum(level, 1e-7 * max(float(level.max()), 1e-7)))
    envelope = _envelope(logs, shape)
    bins = np.arange(len(logs))
    wanted = np.minimum(bins * ratio, len(logs) - 1)
    below = np.minimum(wanted.astype(int), len(logs) - 2)
    share = (wanted - below)[:, None]
    moved = (1 - share) * envelope[below] + share * envelope[below + 1]
    gain_db = np.clip(20 / np.log(10) * (moved - envelope), -_MOST_DB, _MOST_DB)
    if ratio < 1:  # above the band that was moved down there is nothing to amplify
        gain_db = np.where((bins > 0.9 * ratio * len(bins))[:, None], np.minimum(gain_db, 0), gain_db)
    return np.asarray(10 ** (gain_db / 20), np.float32)


def _envelope(logs: np.ndarray, shape: SpectrumShape) -> np.ndarray:
    """A smooth line over the partials of each frame: what lies under it is raised to it, again and again."""
    from scipy.fft import irfft, rfft

    cepstrum = irfft(logs, shape.window, axis=0)
    keep = _kept(cepstrum, shape)
    raised, smooth = logs, logs
    for _ in range(_ROUNDS):
        smooth = rfft(irfft(raised, shape.window, axis=0) * keep, axis=0).real
        raised = np.maximum(logs, smooth)
    return np.asarray(smooth)


def _kept(cepstrum: np.ndarray, shape: SpectrumShape) -> np.ndarray:
    """The part of each frame's cepstrum that is slower than its partials [shape=(window, frames)]."""
    rate, half = shape.sample_rate_hz, shape.window // 2
    first, last = max(1, int(rate / _HIGHEST_HZ)), min(half, int(rate / _LOWEST_HZ))
    period = first + cepstrum[first:last].argmax(axis=0) if last > first else np.full(cepstrum.shape[1], first)
    usual = float(np.median(period))
    cutoff = 0.5 * np.clip(period, 0.6 * usual, 1.6 * usual)
    quefrency = np.minimum(np.arange(shape.window), shape.window - np.arange(shape.window))[:, None]
    return np.clip(1.25 - 0.5 * quefrency / cutoff[None, :], 0, 1) * (quefrency < 1.25 * cutoff[None, :])

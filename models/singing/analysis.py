"""Spoken phrase → what WORLD can stretch and re-pitch: envelopes, noisiness, voicing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.singing.phone import Speech

FRAME_S = 0.005
LOWEST_LOG_POWER = float(np.log(1e-12))
"""WORLD returns NaN for a whole phrase when one frame of the envelope is zero."""


@dataclass(frozen=True, eq=False)
class Analysis:
    """WORLD features of a spoken phrase, a frame every 5 ms."""

    speech: Speech
    log_envelope: np.ndarray
    """float32 [shape=(frames, bins)], natural log of power."""
    aperiodicity: np.ndarray
    """float32 [shape=(frames, bins)], 0 = tone, 1 = noise."""
    is_voiced: np.ndarray
    """bool [shape=(frames,)]."""

    @property
    def size_bytes(self) -> int:
        """Memory it takes."""
        return self.log_envelope.nbytes + self.aperiodicity.nbytes + self.speech.samples.nbytes


def analyse(speech: Speech) -> Analysis:
    """Take a spoken phrase apart."""
    import pyworld

    rate = speech.sample_rate_hz
    samples = np.ascontiguousarray(np.pad(speech.samples, (0, round(0.05 * rate))), np.float64)
    f0, times = pyworld.dio(samples, rate, f0_floor=60.0, f0_ceil=420.0, frame_period=1000 * FRAME_S)
    f0 = pyworld.stonemask(samples, f0, times, rate)
    envelope = pyworld.cheaptrick(samples, f0, times, rate, f0_floor=71.0)
    aperiodicity = pyworld.d4c(samples, f0, times, rate, fft_size=2 * (envelope.shape[1] - 1))
    log_envelope = np.maximum(np.log(np.maximum(envelope, 1e-300)), LOWEST_LOG_POWER)
    return Analysis(speech, log_envelope.astype(np.float32), aperiodicity.astype(np.float32), f0 > 0)

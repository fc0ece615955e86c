"""A recording as the analyses want it: one or two channels at 22.05 kHz, not longer than 20 minutes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.catalog.model import Report
from engine.media.audio import AudioInfo
from engine.media.audio_stream import frame_blocks
from engine.media.clip import Clip

RATE_HZ = 22050
LONGEST_S = 20 * 60.0
"""Tempo, key and chords are measured on this much from the beginning; it bounds time and memory."""
_SILENT = 1e-5


@dataclass(frozen=True)
class AnalysedMusic:
    """What is analysed."""

    samples: np.ndarray
    """float32 [shape=(1 or 2, n)] at RATE_HZ."""
    seconds: float

    @property
    def mono(self) -> np.ndarray:
        """One channel [shape=(n,)]; the first one where the two cancel each other out."""
        middle = self.samples.mean(axis=0)
        if middle.size and float(np.mean(middle**2)) < 0.01 * float(np.mean(self.samples**2)):
            return self.samples[0]
        return middle

    @property
    def is_silent(self) -> bool:
        """True when nothing can be heard (−100 dB)."""
        return float(np.abs(self.samples).max(initial=0.0)) < _SILENT


def listen(clip: Clip, info: AudioInfo, report: Report) -> AnalysedMusic:
    """Decode and resample the beginning of a clip; more than two channels are folded to left and right."""
    import soxr

    frames = min(info.frames, round(LONGEST_S * info.sample_rate_hz))
    channels = min(2, info.channels)
    resampler = soxr.ResampleStream(info.sample_rate_hz, RATE_HZ, channels, quality="HQ")
    parts, done = [], 0
    for block in frame_blocks(clip.path, 0, frames, info.sample_rate_hz):
        done += block.shape[1]
        if info.channels > 2:
            block = np.stack([block[0::2].mean(axis=0), block[1::2].mean(axis=0)])
        fresh = resampler.resample_chunk(np.ascontiguousarray(block.T), last=done == frames)
        parts.append(fresh.reshape(-1, channels).T)
        report(0.1 * done, frames, "listening")
    return AnalysedMusic(np.ascontiguousarray(np.concatenate(parts, axis=1), np.float32), frames / info.sample_rate_hz)

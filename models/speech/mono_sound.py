"""A recording as one channel at a chosen rate, in flat memory, whatever its own rate and channels are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.media.audio import Audio, resample
from engine.media.audio_stream import BLOCK_FRAMES, frame_blocks, read_frames, sound_info
from engine.media.clip import Clip

_CANCELLED_OUT = 0.05
"""Channels that keep less than this share of their power when averaged are out of phase: one of them is taken."""
_LOOKED_AT = 40
"""Blocks that decide which channels are averaged."""


@dataclass(frozen=True)
class MonoSound:
    """A stretch of a sound file, folded down."""

    path: Path
    sample_rate_hz: int
    """Of the file."""
    first: int
    last: int
    """Sample after the last."""
    channel: int | None
    """The one channel that is taken; None = the average."""

    @property
    def seconds(self) -> float:
        """Length of the stretch."""
        return (self.last - self.first) / self.sample_rate_hz

    def blocks(self, rate_hz: int) -> Iterator[np.ndarray]:
        """The whole stretch, block by block, as float32 [shape=(n,)] at this rate."""
        import soxr

        stream = soxr.ResampleStream(self.sample_rate_hz, rate_hz, 1, dtype="float32", quality="HQ")
        for block in frame_blocks(self.path, self.first, self.last, self.sample_rate_hz):
            yield stream.resample_chunk(self._folded(block))
        yield stream.resample_chunk(np.zeros(0, np.float32), last=True)

    def part(self, start_s: float, end_s: float, rate_hz: int) -> np.ndarray:
        """A short part, in seconds from the beginning of the stretch, as float32 [shape=(n,)] at this rate."""
        first = self.first + max(0, round(start_s * self.sample_rate_hz))
        last = min(self.last, max(first + 1, self.first + round(end_s * self.sample_rate_hz)))
        if first >= last:
            return np.zeros(0, np.float32)
        samples = self._folded(read_frames(self.path, first, last, self.sample_rate_hz).samples)
        return resample(Audio(samples[None, :], self.sample_rate_hz), rate_hz).samples[0]

    def _folded(self, samples: np.ndarray) -> np.ndarray:
        if self.channel is None:
            return np.ascontiguousarray(samples.mean(axis=0, dtype=np.float32))
        return np.ascontiguousarray(samples[self.channel])


def mono_sound(clip: Clip, start_s: float = 0.0, end_s: float | None = None) -> MonoSound:
    """A clip, or its part from `start_s` to `end_s`; UserError when it is not a sound that can be read."""
    info = sound_info(clip)
    rate = info.sample_rate_hz
    first = min(max(0, round(start_s * rate)), info.frames - 1)
    last = info.frames if end_s is None else min(info.frames, max(first + 1, round(end_s * rate)))
    channel = _channel(clip.path, first, last, rate) if info.channels > 1 else 0
    return MonoSound(clip.path, rate, first, last, channel)


def _channel(path: Path, first: int, last: int, rate: int) -> int | None:
    """The loudest channel when averaging would cancel the sound, else None."""
    power: np.ndarray | float = 0.0
    mean_power = 0.0
    step = max(BLOCK_FRAMES, (last - first) // _LOOKED_AT)
    for position in range(first, last, step):
        block = read_frames(path, position, min(last, position + BLOCK_FRAMES // 8), rate).samples.astype(np.float64)
        power = power + np.square(block).sum(axis=1)
        mean_power += float(np.square(block.mean(axis=0)).sum())
    powers = np.atleast_1d(np.asarray(power))
    return int(powers.argmax()) if mean_power < _CANCELLED_OUT * powers.mean() else None

"""A recording of any length as one channel at 22.05 kHz, in chunks that overlap, in flat memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from engine.catalog.model import Report
from engine.media.audio import AudioInfo
from engine.media.audio_stream import frame_blocks
from engine.media.clip import Clip

RATE_HZ = 22050
_READ_FRAMES = 1 << 17


@dataclass(frozen=True, eq=False)
class Chunk:
    """A stretch of sound with what lies around it."""

    samples: np.ndarray
    """float32 [shape=(before + n + after,)]."""
    first: int
    """Position in the recording of the first sample after `before`."""
    before: int
    frames: int
    """n, without the surroundings."""


def heard_in_chunks(clip: Clip, info: AudioInfo, report: Report, *, frames: int, margin: int,
                    doing: str = "listening", rate_hz: int = RATE_HZ) -> Iterator[Chunk]:
    """Chunks of `frames` samples with up to `margin` of surroundings on both sides."""
    waiting = np.zeros(0, np.float32)
    begin = at = 0
    """Where `waiting` begins, and where the next chunk does."""
    done = False
    source = _resampled(clip, info, report, doing, rate_hz)
    while not done:
        fresh = next(source, None)
        done = fresh is None
        if fresh is not None:
            waiting = np.concatenate([waiting, fresh])
        while len(waiting) + begin > at and (done or len(waiting) + begin >= at + frames + margin):
            kept = max(begin, at - margin)
            last = min(len(waiting) + begin, at + frames)
            yield Chunk(waiting[kept - begin:last + margin - begin], at, at - kept, last - at)
            at = last
            cut = max(begin, at - margin)
            waiting, begin = waiting[cut - begin:], cut


def _resampled(clip: Clip, info: AudioInfo, report: Report, doing: str, rate_hz: int) -> Iterator[np.ndarray]:
    """Blocks of one channel; where all channels together cancel each other out, of the first alone."""
    import soxr

    stream = soxr.ResampleStream(info.sample_rate_hz, rate_hz, 1, quality="HQ")
    done = 0
    for block in frame_blocks(clip.path, 0, info.frames, info.sample_rate_hz, _READ_FRAMES):
        done += block.shape[1]
        mono = block.mean(axis=0)
        if np.mean(mono**2) < 0.01 * np.mean(block[0] ** 2):
            mono = block[0]
        yield stream.resample_chunk(np.ascontiguousarray(mono, np.float32), last=done == info.frames).ravel()
        report(0.95 * done, info.frames, doing)

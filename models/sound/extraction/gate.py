"""One kind of sound cut out of a recording by when it occurs, with short fades; target and rest sum to the whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from engine.catalog.model import Report, Span
from engine.media.audio import AudioInfo
from engine.media.audio_stream import BLOCK_FRAMES, frame_blocks
from engine.media.clip import Clip

_FADE_S = 0.02


def gated(clip: Clip, info: AudioInfo, spans: Sequence[Span],
          report: Report) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """The sound and what of it lies within the spans, in consecutive stretches [each shape=(channels, n)]."""
    rate, position = info.sample_rate_hz, 0
    for block in frame_blocks(clip.path, 0, info.frames, rate, BLOCK_FRAMES):
        time_s = (position + np.arange(block.shape[1])) / rate
        gain = np.zeros(block.shape[1])
        for span in spans:
            if span.end_s + _FADE_S < time_s[0] or span.start_s - _FADE_S > time_s[-1]:
                continue
            into = 1.0 + np.minimum(0.0, np.minimum(time_s - span.start_s, span.end_s - time_s)) / _FADE_S
            gain = np.maximum(gain, np.clip(into, 0, 1))
        position += block.shape[1]
        report(0.5 * info.frames + 0.5 * position, info.frames, "cutting it out")
        yield block, (block * gain).astype(np.float32)

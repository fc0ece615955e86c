"""Which part of a long recording tells the most, for models that cannot hear all of it."""

from __future__ import annotations

import numpy as np

from engine.media.audio_stream import frame_blocks, sound_info
from engine.media.clip import Clip

_STEP_S = 1.0


def telling_window(clip: Clip, window_s: float) -> float:
    """Start in seconds of the loudest stretch of this length; of equally loud ones the one nearest the middle."""
    info = sound_info(clip)
    step = round(_STEP_S * info.sample_rate_hz)
    blocks = frame_blocks(clip.path, 0, info.frames, info.sample_rate_hz, step)
    powers = np.array([float(np.mean(block**2, dtype=np.float64)) for block in blocks])
    size = max(1, round(window_s / _STEP_S))
    if len(powers) <= size:
        return 0.0
    totals = np.convolve(powers, np.ones(size), "valid")
    middle = (len(totals) - 1) / 2
    near = np.flatnonzero(totals >= 0.99 * totals.max())
    start = int(near[np.argmin(np.abs(near - middle))])
    return float(min(start * _STEP_S, max(0.0, info.seconds - window_s)))

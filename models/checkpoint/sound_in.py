"""Sound as models want it: one channel or two, at their own rate, a stretch at a time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from engine.media.audio import Audio, read_audio, resample, to_channels
from engine.media.audio_stream import sound_info
from engine.media.clip import Clip


def sound_at(
    clip: Clip, rate_hz: int, *, channels: int = 1, start_s: float = 0.0, end_s: float | None = None
) -> np.ndarray:
    """A range of a clip as float32 [shape=(channels, n)] at a rate; n is at least 1."""
    part = read_audio(clip.path, start_s=start_s, end_s=end_s)
    return resample(to_channels(part, channels), rate_hz).samples


def windows(
    clip: Clip, rate_hz: int, window_s: float, *, channels: int = 1, step_s: float | None = None
) -> Iterator[tuple[float, np.ndarray]]:
    """(start in seconds, float32 [shape=(channels, n)]) of each stretch, in flat memory; the last may be shorter."""
    seconds = sound_info(clip).seconds
    start_s = 0.0
    while True:
        end_s = min(seconds, start_s + window_s)
        yield start_s, sound_at(clip, rate_hz, channels=channels, start_s=start_s, end_s=end_s)
        if end_s >= seconds:
            return
        start_s += step_s or window_s


def as_audio(samples: np.ndarray, rate_hz: int) -> Audio:
    """Samples of any float type, [shape=(n,)] or [shape=(channels, n)], as Audio; invalid values become silence."""
    sound = np.atleast_2d(np.asarray(samples, np.float32))
    return Audio(np.ascontiguousarray(np.nan_to_num(sound, nan=0.0, posinf=0.0, neginf=0.0)), rate_hz)

"""Stretching and transposing sound of any length: Rubber Band's finer engine, in chunks that are joined unheard."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from engine.errors import ModelError
from engine.media.audio import AudioInfo
from engine.media.audio_stream import read_frames
from engine.media.clip import Clip
from models.edit.formants import with_formants

_CHUNK_S = 20.0
"""Of the longer of source and result: bounds the memory, and how much is done at a time."""
_CHUNK_SAMPLES = 1 << 23
"""The same for many channels."""
_MARGIN_S = 0.8
"""What a chunk makes beyond its own stretch, on both sides."""
_FADE_S = 0.03
_LAG_S = 0.01
"""How far a chunk may be moved so that its waves meet those of the chunk before."""
_STEP_S = 0.01
_LEAST_FRAMES = 8192
_TICK_S = 0.1
Tick = Callable[[float], None]
"""Called every tenth of a second with the share done; raises when the user has cancelled."""


@dataclass(frozen=True)
class Stretch:
    """What is to be done to a sound."""

    frames: int
    """Length of the result in samples."""
    semitones: float
    keeps_formants: bool
    """True for voices: the size of the throat stays when the pitch moves."""


@dataclass(frozen=True)
class _Chunk:
    """Result samples from `first` on [shape=(channels, n)]."""

    first: int
    samples: np.ndarray

    def at(self, start: int, end: int) -> np.ndarray:
        """The result samples `start` to `end`; silence where the chunk has none."""
        low, high = max(start, self.first), min(end, self.first + self.samples.shape[1])
        if (low, high) == (start, end):
            return self.samples[:, start - self.first:end - self.first]
        out = np.zeros((self.samples.shape[0], end - start), np.float32)
        if low < high:
            out[:, low - start:high - start] = self.samples[:, low - self.first:high - self.first]
        return out


def stretched(clip: Clip, info: AudioInfo, stretch: Stretch, tick: Tick) -> Iterator[np.ndarray]:
    """The sound of a clip stretched to exactly `stretch.frames` samples, in blocks [shape=(channels, n)]."""
    rate, speed = info.sample_rate_hz, info.frames / stretch.frames
    margin = max(1, round(_MARGIN_S * rate))
    size = max(4 * margin, round(min(_CHUNK_S * rate, _CHUNK_SAMPLES / info.channels) / max(1.0, speed)))
    last, position = _made(clip, info, stretch, (0, size + margin), tick), 0
    for border in range(size, stretch.frames, size):
        fresh = _made(clip, info, stretch, (border - margin, border + size + margin), tick)
        joint, lag = _joint(last, fresh, border, rate)
        fresh = _Chunk(fresh.first - lag, fresh.samples)
        fade = max(1, round(_FADE_S * rate))
        yield last.at(position, joint)
        yield _blended(last.at(joint, joint + fade), fresh.at(joint, joint + fade))
        last, position = fresh, joint + fade
    yield last.at(position, stretch.frames)


def _made(clip: Clip, info: AudioInfo, stretch: Stretch, wanted: tuple[int, int], tick: Tick) -> _Chunk:
    """The part of the result between two of its samples, as far as there is any."""
    speed = info.frames / stretch.frames
    begin = max(0, int(max(0, wanted[0]) * speed))
    end = min(info.frames, int(np.ceil(wanted[1] * speed)))
    source = read_frames(clip.path, begin, end, info.sample_rate_hz).samples
    frames = max(1, round(end / speed) - round(begin / speed))
    source = np.pad(source, ((0, 0), (0, max(0, _LEAST_FRAMES - source.shape[1]))))
    share = min(1.0, wanted[0] / stretch.frames) if wanted[0] > 0 else 0.0
    made = _waited(lambda: _rubber_band(source, info.sample_rate_hz, speed, stretch), lambda: tick(share))
    return _Chunk(round(begin / speed), np.ascontiguousarray(made[:, :frames], np.float32))


def _rubber_band(source: np.ndarray, rate: int, speed: float, stretch: Stretch) -> np.ndarray:
    from pedalboard import time_stretch

    made = np.asarray(time_stretch(source, rate, speed, stretch.semitones, preserve_formants=False))
    # the engine's own formant option hardly moves them
    return with_formants(made, rate, stretch.semitones) if stretch.keeps_formants and stretch.semitones else made


def _waited(work: Callable[[], np.ndarray], tick: Callable[[], None]) -> np.ndarray:
    """Do the work in a thread of its own, so that a cancel need not wait for it."""
    made: list[np.ndarray] = []
    failed: list[Exception] = []

    def run() -> None:
        try:
            made.append(work())
        except (RuntimeError, ValueError, MemoryError) as error:
            failed.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(_TICK_S)
        tick()
    if not made:
        why = f": {str(failed[0]).rstrip('.')}" if failed else ""
        raise ModelError(f"The sound could not be stretched{why}.")
    return made[0]


def _joint(before: _Chunk, after: _Chunk, border: int, rate: int) -> tuple[int, int]:
    """Where to change from one chunk to the next, and by how many samples to move the next one.

    The quietest moment near the border, and the lag at which the two are most alike there.
    """
    fade, lag = max(1, round(_FADE_S * rate)), max(1, round(_LAG_S * rate))
    reach = round(0.5 * _MARGIN_S * rate)
    step = max(1, round(_STEP_S * rate))
    start = max(border - reach, after.first + lag)
    end = max(start + step, min(border + reach, before.first + before.samples.shape[1] - fade - lag))
    power = (before.at(start, end + fade) ** 2).sum(axis=0) + (after.at(start, end + fade) ** 2).sum(axis=0)
    sums = np.concatenate([[0.0], np.cumsum(power, dtype=np.float64)])
    places = np.arange(0, end - start, step)
    joint = start + int(places[int((sums[places + fade] - sums[places]).argmin())])
    left = before.at(joint, joint + fade).mean(axis=0)
    right = after.at(joint - lag, joint + fade + lag).mean(axis=0)
    likeness = np.correlate(right, left, "valid")
    windows = np.lib.stride_tricks.sliding_window_view(right**2, fade).sum(axis=1)
    likeness = likeness / np.sqrt(windows * float((left**2).sum()) + 1e-12)
    distance = np.abs(np.arange(-lag, lag + 1)) / lag
    return joint, int((likeness - 0.05 * distance).argmax()) - lag


def _blended(leaving: np.ndarray, coming: np.ndarray) -> np.ndarray:
    """Crossfade, with a sum of the shares between that of like (1) and of unlike sounds (equal power)."""
    rise = ((np.arange(leaving.shape[1]) + 0.5) / leaving.shape[1]).astype(np.float32)
    product = float((leaving * coming).sum())
    size = float(np.sqrt((leaving**2).sum() * (coming**2).sum())) + 1e-12
    likeness = max(0.0, product / size)
    level = np.sqrt(rise**2 + (1 - rise) ** 2 + 2 * likeness * rise * (1 - rise))
    return np.asarray((leaving * (1 - rise) + coming * rise) / level, np.float32)

"""A recording of any length through a separation network: overlapping stretches, joined in flat memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from engine.media.audio import Audio, AudioInfo, fit_length, resample
from engine.media.audio_stream import frame_blocks, read_frames
from engine.media.clip import Clip

_OVERLAP = 0.25
"""Share of a stretch that the next one repeats."""
_LEAST = 1e-8
_SIDE_SHARE = 0.1
"""Sound that cancels itself out in the middle still has this much of its own size."""


@dataclass(frozen=True, eq=False)
class StemNetwork:
    """What takes a stretch of sound apart."""

    estimate: Callable[[np.ndarray], np.ndarray]
    """A pair of channels [shape=(2, segment_frames)], of size 1 → its sounds [shape=(stems, 2, segment_frames)]."""
    stems: int
    rate_hz: int
    segment_frames: int


@dataclass(frozen=True)
class Level:
    """Offset and size of a pair of channels; networks were trained on sound of size 1."""

    mean: float
    deviation: float


def pairs_of(channels: int) -> list[tuple[int, int]]:
    """Channels two by two; one that is left over stands on both sides."""
    return [(first, min(first + 1, channels - 1)) for first in range(0, channels, 2)]


def measured_levels(clip: Clip, info: AudioInfo, listen: Callable[[float], None]) -> list[Level]:
    """Mean and deviation of the middle of every pair, over the whole recording; `listen` hears the share done."""
    pairs = pairs_of(info.channels)
    sums, squares, powers = np.zeros((3, len(pairs)))
    done = 0
    for block in frame_blocks(clip.path, 0, info.frames, info.sample_rate_hz):
        middles = np.stack([(block[left] + block[right]) / 2 for left, right in pairs]).astype(np.float64)
        sums += middles.sum(axis=1)
        squares += (middles**2).sum(axis=1)
        powers += [float(np.sum(block[list(pair)] ** 2, dtype=np.float64)) / 2 for pair in pairs]
        done += block.shape[1]
        listen(done / info.frames)
    means = sums / info.frames
    middle = np.sqrt(np.maximum(0.0, squares / info.frames - means**2))
    sizes = np.maximum(middle, _SIDE_SHARE * np.sqrt(powers / info.frames))
    return [Level(float(mean), float(size)) for mean, size in zip(means, sizes, strict=True)]


def separated(clip: Clip, info: AudioInfo, levels: list[Level], network: StemNetwork,
              listen: Callable[[float], None]) -> Iterator[np.ndarray]:
    """The stems in consecutive stretches at the recording's own rate [shape=(stems, channels, n)].

    Each stretch is turned to the network's rate and back by itself; triangles fade it into its neighbours. `listen`
    hears the share done before each pass through the network.
    """
    size = max(2, network.segment_frames * info.sample_rate_hz // network.rate_hz)
    starts = _starts(info.frames, size)
    triangle = np.minimum(np.arange(1, size + 1), np.arange(size, 0, -1)).astype(np.float32) / size
    waiting = np.zeros((network.stems, info.channels, 0), np.float32)
    weight = np.zeros(0, np.float32)
    for number, start in enumerate(starts):
        end = min(info.frames, start + size)
        mix = read_frames(clip.path, start, end, info.sample_rate_hz)
        sounds = np.empty((network.stems, *mix.samples.shape), np.float32)
        for pair, (channels, level) in enumerate(zip(pairs_of(info.channels), levels, strict=True)):
            listen((number + pair / len(levels)) / len(starts))
            sounds[:, sorted(set(channels))] = _of_pair(mix, channels, level, network)
        grown = end - start - weight.size
        waiting = np.concatenate([waiting, np.zeros((network.stems, info.channels, grown), np.float32)], axis=2)
        weight = np.concatenate([weight, np.zeros(grown, np.float32)])
        waiting += sounds * triangle[:end - start]
        weight += triangle[:end - start]
        kept = (starts[number + 1] if number + 1 < len(starts) else end) - start
        yield waiting[:, :, :kept] / weight[:kept]
        waiting, weight = waiting[:, :, kept:], weight[kept:]


def _starts(frames: int, size: int) -> list[int]:
    """Where the stretches begin; the last ends with the recording."""
    last = max(0, frames - size)
    step = max(1, round(size * (1 - _OVERLAP)))
    return [*range(0, last, step), last]


def _of_pair(mix: Audio, channels: tuple[int, int], level: Level, network: StemNetwork) -> np.ndarray:
    """The sounds of two channels, or of one that stands on both sides [shape=(stems, 2 or 1, n)]."""
    there = resample(Audio(np.ascontiguousarray(mix.samples[list(channels)]), mix.sample_rate_hz), network.rate_hz)
    size = level.deviation + _LEAST
    heard = ((fit_length(there, network.segment_frames).samples - level.mean) / size).astype(np.float32)
    sounds = []
    for sound in network.estimate(heard):
        loud = Audio(np.ascontiguousarray(sound[:, :there.frames] * size, np.float32), network.rate_hz)
        sounds.append(fit_length(resample(loud, mix.sample_rate_hz), mix.frames).samples)
    both = np.stack(sounds)
    return both if channels[0] != channels[1] else both.mean(axis=1, keepdims=True)

"""A sound that is read block by block, as often as it is needed, wherever it lies."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from engine.media.audio import Audio, probe_audio
from engine.media.audio_stream import BLOCK_FRAMES, frame_blocks


class SoundBlocks(ABC):
    """Float32 sound of any length in flat memory."""

    sample_rate_hz: int
    channels: int
    frames: int

    @abstractmethod
    def blocks(self) -> Iterator[np.ndarray]:
        """All of it, from the beginning [shape=(channels, ≤ BLOCK_FRAMES)]; may be asked for again."""

    @property
    def seconds(self) -> float:
        """How long it is."""
        return self.frames / self.sample_rate_hz

    def whole(self) -> Audio:
        """All of it in memory."""
        return Audio(np.concatenate(list(self.blocks()), axis=1), self.sample_rate_hz)


class HeldSound(SoundBlocks):
    """A sound in memory."""

    def __init__(self, audio: Audio) -> None:
        self._audio = audio
        self.sample_rate_hz, self.channels, self.frames = audio.sample_rate_hz, audio.channels, audio.frames

    def blocks(self) -> Iterator[np.ndarray]:
        """See SoundBlocks."""
        for at in range(0, self.frames, BLOCK_FRAMES):
            yield self._audio.samples[:, at : at + BLOCK_FRAMES]


class FiledSound(SoundBlocks):
    """A sound in a file. UserError when it cannot be read."""

    def __init__(self, path: Path) -> None:
        info = probe_audio(path)
        self.path = path
        self.sample_rate_hz, self.channels, self.frames = info.sample_rate_hz, info.channels, info.frames

    def blocks(self) -> Iterator[np.ndarray]:
        """See SoundBlocks."""
        yield from frame_blocks(self.path, 0, self.frames, self.sample_rate_hz)


class TurnedSound(SoundBlocks):
    """A sound, louder or quieter."""

    def __init__(self, sound: SoundBlocks, gain_db: float) -> None:
        self._sound, self._factor = sound, np.float32(10 ** (gain_db / 20))
        self.sample_rate_hz, self.channels, self.frames = sound.sample_rate_hz, sound.channels, sound.frames

    def blocks(self) -> Iterator[np.ndarray]:
        """See SoundBlocks."""
        for block in self._sound.blocks():
            yield (block * self._factor).astype(np.float32)


def in_steps(blocks: Iterable[np.ndarray], frames: int) -> Iterator[np.ndarray]:
    """The same sound cut anew: every block but the last is a multiple of so many samples."""
    rest: np.ndarray | None = None
    for block in blocks:
        line = block if rest is None else np.concatenate([rest, block], axis=1)
        whole = line.shape[1] // frames * frames
        if whole:
            yield line[:, :whole]
        rest = line[:, whole:]
    if rest is not None and rest.shape[1]:
        yield rest

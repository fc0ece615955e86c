"""What every effect is while it runs: something that takes sound in blocks and gives as much back."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

import numpy as np

_SMALLEST = 16
"""pedalboard takes the smaller side of an array for its channels, so a block must not be tiny."""

_BUFFER_FRAMES = 8192


class Processor(ABC):
    """An effect at work. Blocks are float32 [shape=(channels, n)]; state lasts from block to block.

    `process` may hold samples back (look-ahead); `flush` gives those, so that in all as many come
    out as went in.
    """

    @abstractmethod
    def process(self, samples: np.ndarray) -> np.ndarray:
        """Take a block, give what is ready."""

    def flush(self) -> np.ndarray | None:
        """What was held back, once there is no more input; None for an effect that holds nothing."""
        return None


class Board(Processor):
    """pedalboard plugins; more than two channels are processed in pairs, each with its own plugins."""

    def __init__(self, pairs: Sequence[Any], sample_rate_hz: int) -> None:
        """`pairs` holds one pedalboard per pair of channels."""
        self._pairs = pairs
        self._sample_rate_hz = sample_rate_hz
        self._is_prepared = False

    def process(self, samples: np.ndarray) -> np.ndarray:
        """Run the block through the plugins without resetting them."""
        frames = samples.shape[1]
        if not self._is_prepared:
            self._prepare(samples.shape[0])
        if frames < _SMALLEST:
            samples = np.pad(samples, ((0, 0), (0, _SMALLEST - frames)))
        parts = [board.process(samples[2 * i:2 * i + 2], self._sample_rate_hz, buffer_size=_BUFFER_FRAMES, reset=False)
                 for i, board in enumerate(self._pairs)]
        whole = parts[0] if len(parts) == 1 else np.concatenate(parts)
        return whole[:, :frames]

    def _prepare(self, channels: int) -> None:
        """Show the plugins the largest buffer they will get: a larger one than before resets them."""
        for i, board in enumerate(self._pairs):
            silence = np.zeros((min(2, channels - 2 * i), _BUFFER_FRAMES), np.float32)
            board.process(silence, self._sample_rate_hz, buffer_size=_BUFFER_FRAMES)
            board.reset()
        self._is_prepared = True


class Blend(Processor):
    """The dry sound beside an effect that cannot mix by itself."""

    def __init__(self, effect: Processor, wet: float) -> None:
        self._effect = effect
        self._wet = np.float32(wet)
        self._waiting: np.ndarray | None = None

    def process(self, samples: np.ndarray) -> np.ndarray:
        """Mix the effect with the dry samples of the same time."""
        wet = self._effect.process(samples)
        return self._mixed(wet, samples)

    def flush(self) -> np.ndarray | None:
        """Mix what the effect held back."""
        wet = self._effect.flush()
        return None if wet is None else self._mixed(wet, None)

    def _mixed(self, wet: np.ndarray, fresh: np.ndarray | None) -> np.ndarray:
        parts = [part for part in (self._waiting, fresh) if part is not None]
        dry = parts[0] if len(parts) == 1 else np.concatenate(parts, axis=1)
        frames = wet.shape[1]
        self._waiting = dry[:, frames:] if dry.shape[1] > frames else None
        dry = dry[:, :frames]
        if dry.shape[0] < wet.shape[0]:
            dry = np.repeat(dry, wet.shape[0], axis=0)
        return dry + self._wet * (wet - dry)

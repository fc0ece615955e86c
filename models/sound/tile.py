"""Long sounds from shorter loops, so that ten minutes take no more memory to make than one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

_JOIN_S = 0.02


def tiled(loop: np.ndarray, starts: Sequence[int], length: int) -> np.ndarray:
    """Repeat a loop [shape=(channels, n)] at these samples up to `length`; a sample too many or few is wrapped."""
    out = np.empty((loop.shape[0], length), loop.dtype)
    for start, end in zip(starts, [*starts[1:], length], strict=True):
        if start < length:
            count = min(end, length) - start
            out[:, start : start + count] = loop[:, np.arange(count) % loop.shape[1]]
    return out


def looped_to(loop: np.ndarray, length: int, rate: int) -> np.ndarray:
    """Repeat a loop to any length; the last moment is blended so that the whole is a loop again."""
    if loop.shape[1] == length:
        return loop
    out = tiled(loop, range(0, length, loop.shape[1]), length)
    count = min(int(_JOIN_S * rate), length // 2, loop.shape[1])
    blend = np.linspace(0, 1, count, dtype=loop.dtype)
    out[:, -count:] = out[:, -count:] * (1 - blend) + loop[:, -count:] * blend
    return out

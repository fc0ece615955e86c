"""Peaks of a sound as the engine serves them, reduced to the columns of a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

_FULL = 127


@dataclass(frozen=True)
class Peaks:
    """The lowest and highest sample of equal stretches of a sound."""

    data: bytes
    """Signed bytes −127…127: minimum, maximum, minimum, maximum … An odd byte at the end is left out."""

    @property
    def bins(self) -> int:
        """How many stretches there are."""
        return len(self.data) // 2

    @property
    def top(self) -> float:
        """The largest sample, 0 to 1."""
        import numpy as np

        data = np.frombuffer(self.data, np.int8, count=2 * self.bins)
        return float(np.abs(data.astype(np.int16)).max(initial=0)) / _FULL

    def columns(self, width: int) -> tuple[np.ndarray, np.ndarray]:
        """Lows and highs, float32 [shape=(width,)], −1 to 1; silence when there are no peaks."""
        import numpy as np  # with the first waveform, not with the first window

        if not self.bins:
            return np.zeros(width, np.float32), np.zeros(width, np.float32)
        pairs = np.frombuffer(self.data, np.int8, count=2 * self.bins).reshape(-1, 2)
        starts = np.minimum(np.arange(width) * self.bins // width, self.bins - 1)
        lows = np.minimum.reduceat(pairs[:, 0], starts)
        highs = np.maximum.reduceat(pairs[:, 1], starts)
        return _unit(lows), _unit(highs)


def _unit(values: np.ndarray) -> np.ndarray:
    import numpy as np

    return values.astype(np.float32).clip(-_FULL, _FULL) / np.float32(_FULL)

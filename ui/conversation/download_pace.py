"""How fast a download is, and how long it takes on; unknown is said as unknown."""

from __future__ import annotations

import math
from collections import deque
from statistics import median

_EVERY_S, _MOST, _LEAST = 1.0, 20, 3
"""A step lasts so long at least; the last so many count, and fewer than the least tell nothing."""


class DownloadPace:
    """Bytes a second of one download, by the middle one of its last steps: what is found here already is one jump."""

    def __init__(self) -> None:
        self._at_s, self._done = -math.inf, 0.0
        self._steps: deque[float] = deque(maxlen=_MOST)

    def hear(self, done: float, at_s: float) -> None:
        """So much is here at this time; less than before is a new beginning."""
        if done < self._done:
            self._at_s = -math.inf
            self._steps.clear()
        if at_s - self._at_s < _EVERY_S:
            return
        if self._at_s > -math.inf:
            self._steps.append((done - self._done) / (at_s - self._at_s))
        self._at_s, self._done = at_s, done

    def left_s(self, to_come: float) -> float | None:
        """Seconds for what is to come; None while it is too early to tell, or nothing comes."""
        pace = median(self._steps) if len(self._steps) >= _LEAST else 0.0
        return to_come / pace if pace > 0 else None

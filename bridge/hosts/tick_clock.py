"""How long a script works in a stand-in's own thread: what a DAW's user would feel."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator


class TickClock:
    """Counts ticks, and the time that the thread worked in them."""

    def __init__(self, every_s: float) -> None:
        self.every_s = every_s
        """The pause between two ticks."""
        self.ticks = 0
        self.busy_s = 0.0
        """Time of this thread in all ticks, without what other programs took in between."""
        self.longest_s = 0.0
        """The same in the longest tick."""

    @contextlib.contextmanager
    def tick(self) -> Iterator[None]:
        """One tick."""
        began = time.thread_time()
        try:
            yield
        finally:
            spent = time.thread_time() - began
            self.busy_s += spent
            self.longest_s = max(self.longest_s, spent)
            self.ticks += 1

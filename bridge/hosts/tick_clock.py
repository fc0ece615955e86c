"""How long a script works in a stand-in's own thread: what a DAW's user would feel."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator

_HURRIED_S = 0.0002


class TickClock:
    """Counts ticks, and the time that the thread worked in them."""

    def __init__(self, every_s: float) -> None:
        self.every_s = every_s
        """The pause between two ticks."""
        self._hurry = threading.Event()
        self.ticks = 0
        self.busy_s = 0.0
        """Time of this thread in all ticks, without what other programs took in between."""
        self.longest_s = 0.0
        """The same in the longest tick."""

    def rest(self) -> None:
        """Wait for the next tick: as long as the DAW would, or hardly at all while somebody hurries it."""
        if self._hurry.wait(self.every_s):
            time.sleep(_HURRIED_S)

    @contextlib.contextmanager
    def hurried(self) -> Iterator[None]:
        """Meanwhile one tick follows the other: its clock goes on as in the DAW, and nobody waits for it."""
        self._hurry.set()
        try:
            yield
        finally:
            self._hurry.clear()

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

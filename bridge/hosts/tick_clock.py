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
        self._spent_s = 0.0
        """The same in this tick."""

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
        """One tick, all of it the script's."""
        with self.turn(), self.script():
            yield

    @contextlib.contextmanager
    def turn(self) -> Iterator[None]:
        """One tick, of which only that counts which is marked as the script's."""
        self._spent_s = 0.0
        try:
            yield
        finally:
            self.busy_s += self._spent_s
            self.longest_s = max(self.longest_s, self._spent_s)
            self.ticks += 1

    @contextlib.contextmanager
    def script(self) -> Iterator[None]:
        """The script is at work, with all that it calls."""
        began, before = time.thread_time(), self._spent_s
        try:
            yield
        finally:
            self._spent_s = before + time.thread_time() - began  # what it was called for meanwhile is within

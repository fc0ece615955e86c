"""A report that travels: many calls of a model become at most thirty messages a second."""

from __future__ import annotations

import threading
from collections.abc import Callable

from engine.catalog.model import Report
from engine.errors import Cancelled
from engine.workers.message import OrderProgress, Warned

EVERY_S = 1 / 30


class ProgressThrottle(Report):
    """Given to a model where it runs; `send` brings what it says to whoever waits.

    A thread sends the newest progress, so that the last word before a long silence arrives too.
    """

    def __init__(self, send: Callable[[OrderProgress | Warned], None], is_stopped: Callable[[], bool]) -> None:
        super().__init__()
        self._send = send
        self._is_stopped = is_stopped
        self._newest: OrderProgress | None = None
        self._lock = threading.Lock()
        self._has_news = threading.Event()
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._tell, name="teller", daemon=True)
        self._thread.start()

    def __call__(self, done: float, of: float, what: str) -> None:
        """See Report."""
        if self._is_stopped():
            raise Cancelled
        self._newest = OrderProgress(float(done), float(of), str(what)[:200])
        self._has_news.set()

    def warn(self, sentence: str) -> None:
        """See Report."""
        with self._lock:
            self._send(Warned(str(sentence)[:1000]))

    def close(self) -> None:
        """Send what is still to be said, and end."""
        self._is_over.set()
        self._has_news.set()
        self._thread.join()
        self._flush()

    def _tell(self) -> None:
        while not self._is_over.is_set():
            self._has_news.wait()
            self._has_news.clear()
            self._flush()
            self._is_over.wait(EVERY_S)

    def _flush(self) -> None:
        with self._lock:
            newest, self._newest = self._newest, None
            if newest:
                self._send(newest)

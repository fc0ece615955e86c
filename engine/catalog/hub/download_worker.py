"""Works in a thread of its own, so that whoever waits hears how far it is and can cancel at any time."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

_TELL_S = 0.2
_END_S = 1.0
"""How long a cancel waits for the thread; it writes nothing more, even when it ends later."""

OnProgress = Callable[[float, float, str], None]
"""Hears (done, of, what); may raise Cancelled or KeyboardInterrupt."""


class Stopped(Exception):
    """The work is to end: nobody waits for it any more."""


class DownloadWorker:
    """Carries out one piece of work that counts bytes; used once."""

    def __init__(self, work: Callable[[DownloadWorker], None]) -> None:
        self.done_bytes = 0
        self.what = ""
        """What is being done, in a few words."""
        self._work = work
        self._error: BaseException | None = None
        self._is_stopped = threading.Event()
        self._socket: Any = None
        self._thread = threading.Thread(target=self._run, name="courier", daemon=True)

    def wait(self, on_progress: OnProgress, of_bytes: int) -> None:
        """Do the work; raises what it raises, or what `on_progress` does, which then has ended it."""
        on_progress(0, of_bytes, "")
        self._thread.start()
        try:
            while self._thread.is_alive():
                on_progress(self.done_bytes, of_bytes, self.what)
                self._thread.join(_TELL_S)
        except BaseException:
            self._stop()
            raise
        if self._error:
            raise self._error

    def go_on(self) -> None:
        """Raise Stopped when nobody waits any more; the work calls it before each thing that it writes."""
        if self._is_stopped.is_set():
            raise Stopped

    def pause(self, seconds: float) -> None:
        """Wait, but not longer than anybody waits for us."""
        self._is_stopped.wait(seconds)
        self.go_on()

    @contextlib.contextmanager
    def listening_to(self, answer: Any) -> Iterator[None]:
        """While an answer (httpx2.Response) is read, a stop ends the waiting for its next bytes."""
        network = answer.extensions.get("network_stream")
        self._socket = network.get_extra_info("socket") if network else None
        try:
            self.go_on()
            yield
        finally:
            self._socket = None

    def _run(self) -> None:
        try:
            self._work(self)
        except BaseException as error:  # it is raised where somebody waits
            self._error = error

    def _stop(self) -> None:
        self._is_stopped.set()
        if line := self._socket:
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
        self._thread.join(_END_S)

"""Reading a reply in its own thread, bounded in time and size, so that nobody waits for a silent server."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeVar

from engine.errors import Cancelled
from engine.planner.llm.endpoint import NoPlan

if TYPE_CHECKING:
    import httpx2

MOST_BYTES = 4_000_000
"""Of one reply with all its framing."""
MOST_PACKED = MOST_BYTES // 50
"""Of one that came compressed: it may unfold a thousandfold."""
ENDLESS = "did not come to an end"
TOO_LATE = "took too long"
_LOOK_S = 0.02

_T = TypeVar("_T")
_current = threading.local()


class ReplyReading:
    """One reply being read."""

    def __init__(self, deadline: float, stop: threading.Event) -> None:
        self._deadline = deadline
        self._stop = stop
        self._left = threading.Event()

    def leave(self) -> None:
        """Nobody waits for it any more."""
        self._left.set()

    def must_end(self, in_s: float = 0.0) -> bool:
        """Is the time up (in so many seconds), or has it been stopped?"""
        return self._stop.is_set() or self._left.is_set() or time.monotonic() + in_s >= self._deadline

    def check(self) -> None:
        """NoAnswer when it must end."""
        if self.must_end():
            raise NoPlan(TOO_LATE)

    def rest(self, seconds: float) -> None:
        """Wait before asking again."""
        self._stop.wait(seconds)
        self.check()


def in_a_thread(work: Callable[[ReplyReading], _T], deadline: float, stop: threading.Event) -> _T:
    """What `work` returns or raises; the caller is free again at the deadline (NoAnswer) and at `stop` (Cancelled)."""
    reading = ReplyReading(deadline, stop)
    done: list[_T] = []
    failed: list[BaseException] = []
    finished = threading.Event()

    def read() -> None:
        _current.reading = reading
        try:
            done.append(work(reading))
        except BaseException as error:  # handed over to the thread that waits
            failed.append(error)
        finished.set()

    threading.Thread(target=read, name="tonmeister-llm", daemon=True).start()
    while not finished.wait(_LOOK_S) and not reading.must_end():
        pass
    reading.leave()
    if stop.is_set():
        raise Cancelled
    if failed:
        raise failed[0]
    if not done:
        raise NoPlan(TOO_LATE)
    return done[0]


def bound(response: httpx2.Response) -> None:
    """Count the bytes of a response as they come, and end it with its reading.

    Without this a stream that never ends a line would fill the memory.
    """
    import httpx2

    stream = response.stream
    assert isinstance(stream, httpx2.SyncByteStream)
    inner: httpx2.SyncByteStream = stream
    most = MOST_BYTES if response.headers.get("content-encoding", "identity") == "identity" else MOST_PACKED

    class Bounded(httpx2.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            reading: ReplyReading | None = getattr(_current, "reading", None)
            taken = 0
            for piece in inner:
                taken += len(piece)
                if taken > most:
                    raise NoPlan(ENDLESS)
                if reading:
                    reading.check()
                yield piece

        def close(self) -> None:
            inner.close()

    response.stream = Bounded()

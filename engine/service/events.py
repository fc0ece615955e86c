"""Events to any number of listeners, in flat memory: who is slow gets only the newest of each thing."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Hashable, Iterator


class EventQueue:
    """What one listener has not read yet: for each thing only the newest message, in the order of their arrival."""

    def __init__(self, project: str, loop: asyncio.AbstractEventLoop) -> None:
        self.project = project
        self._loop = loop
        self._lock = threading.Lock()
        self._waiting: dict[Hashable, str] = {}
        self._ready = asyncio.Event()

    def put(self, about: Hashable, message: str) -> None:
        """Leave a message about something; it replaces an unread one about the same. From any thread."""
        with self._lock:
            self._waiting.pop(about, None)
            self._waiting[about] = message
        with contextlib.suppress(RuntimeError):  # the loop has been closed
            self._loop.call_soon_threadsafe(self._ready.set)

    async def take(self) -> list[str]:
        """All messages that wait, when there are some."""
        await self._ready.wait()
        self._ready.clear()
        with self._lock:
            messages, self._waiting = list(self._waiting.values()), {}
        return messages


class Events:
    """Sends messages to the listeners of a project, and to those of all projects."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._outboxes: set[EventQueue] = set()

    def publish(self, project: str, about: Hashable, message: str) -> None:
        """Tell everybody who listens to a project, or everybody when it is ""; never waits. From any thread."""
        with self._lock:
            outboxes = [box for box in self._outboxes if not project or box.project in ("", project)]
        for outbox in outboxes:
            outbox.put((project, about), message)

    def count(self, project: str | None = None) -> int:
        """How many listen, to a project or at all."""
        with self._lock:
            return sum(project is None or box.project in ("", project) for box in self._outboxes)

    @contextlib.contextmanager
    def listener(self, project: str) -> Iterator[EventQueue]:
        """An outbox for as long as somebody listens."""
        outbox = EventQueue(project, asyncio.get_running_loop())
        with self._lock:
            self._outboxes.add(outbox)
        try:
            yield outbox
        finally:
            with self._lock:
                self._outboxes.discard(outbox)

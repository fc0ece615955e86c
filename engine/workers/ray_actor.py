"""What sits on a node of a cluster and runs orders there; a plain class, made an actor by Ray.

Calls come in several threads: `run` works while `news` and `stop` are answered.
"""

from __future__ import annotations

import os
import tempfile
import threading
import time
from pathlib import Path

from engine.catalog.model import Report
from engine.config import data_folder
from engine.errors import Cancelled
from engine.workers.failure import failed
from engine.workers.identity import identity
from engine.workers.inline import Inline
from engine.workers.message import Failed, OrderProgress
from engine.workers.process import load_registry
from engine.workers.progress_throttle import EVERY_S
from engine.workers.remote_order import (
    Bytes,
    RemoteAnswer,
    RemoteOrder,
    missing,
    pack_answer,
    prune_blobs,
    put_blob,
    unpack_order,
)
from engine.workers.worker_process import FOLDER, sweep

_SHELF_BYTES = 10 << 30
"""Clips that a node keeps, so that they need not come again."""
_NEWS_WAIT_S = 0.5

Finish = tuple[RemoteAnswer | Failed, OrderProgress | None, list[str]]
"""How an order ended, the last progress and warnings that no `news` has brought."""


class RayWorker:
    """Runs one order at a time."""

    def __init__(self, source: str) -> None:
        sweep()
        self._registry = load_registry(source)
        self._shelf = data_folder() / "shelf"
        self._notes = _Notes()

    def who(self) -> tuple[str, str, int]:
        """Which Tonmeister this is, on which computer, in which process."""
        import platform

        return identity(), platform.node(), os.getpid()

    def missing(self, remote: RemoteOrder) -> list[str]:
        """Names of the blobs that this node lacks for an order."""
        return missing(remote, self._shelf)

    def take(self, name: str, content: Bytes) -> None:
        """Keep a blob."""
        put_blob(self._shelf, name, content)

    def run(self, number: int, remote: RemoteOrder) -> Finish:
        """Carry out an order whose blobs are all here."""
        self._notes = notes = _Notes(number)
        model = self._registry.models.get(remote.order.model)
        name = model.name if model else remote.order.model
        result: RemoteAnswer | Failed
        try:
            with tempfile.TemporaryDirectory(prefix=f"{FOLDER}{os.getpid()}-") as folder:
                order = unpack_order(remote, self._shelf, Path(folder))
                result = pack_answer(Inline(self._registry).run(order, notes), name)
            prune_blobs(self._shelf, _SHELF_BYTES)
        except BaseException as error:  # a model may say sys.exit(), or raise what is no Exception at all
            result = failed(number, name, error)
        return result, *notes.take()

    def news(self, number: int) -> tuple[OrderProgress | None, list[str]]:
        """What an order has said since the last call; waits a little for something."""
        notes = self._notes
        if notes.number != number:
            time.sleep(EVERY_S)
            return None, []
        notes.has_news.wait(_NEWS_WAIT_S)
        time.sleep(EVERY_S)
        return notes.take()

    def stop(self, number: int) -> None:
        """Stop an order at its next report."""
        if self._notes.number == number:
            self._notes.is_stopped = True


class _Notes(Report):
    """Keeps the newest progress and all warnings until somebody asks."""

    def __init__(self, number: int = 0) -> None:
        super().__init__()
        self.number = number
        self.has_news = threading.Event()
        self.is_stopped = False
        self._said: OrderProgress | None = None
        self._warnings: list[str] = []
        self._lock = threading.Lock()

    def __call__(self, done: float, of: float, what: str) -> None:
        """See Report."""
        if self.is_stopped:
            raise Cancelled
        said = OrderProgress(float(done), float(of), str(what)[:200])
        with self._lock:
            self._said = said
            self.has_news.set()

    def warn(self, sentence: str) -> None:
        """See Report."""
        with self._lock:
            self._warnings.append(str(sentence)[:1000])
            self.has_news.set()

    def take(self) -> tuple[OrderProgress | None, list[str]]:
        """What is new."""
        with self._lock:
            news = (self._said, self._warnings)
            self._said, self._warnings = None, []
            self.has_news.clear()
        return news

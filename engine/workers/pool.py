"""A pool of workers: who gets the next free one, when another is started, and who leaves.

What a worker is, and how many there may be, say its two kinds: processes of this computer
(engine/workers/local_pool.py) and actors of a cluster (engine/workers/ray_pool.py).
"""

from __future__ import annotations

import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, Generic, Literal, TypeVar

from engine.catalog.model import Model
from engine.errors import ModelError, TonmeisterError

State = Literal["starting", "idle", "busy", "ended"]

_TICK_S = 0.1


def has_weights(model: Model) -> bool:
    """True for a model that is loaded from a checkpoint or onto a graphics card, or stays in another program."""
    return bool(model.checkpoints) or model.wants_gpu or model.keeps_loaded


class PoolWorker(ABC):
    """One worker, busy with at most one order."""

    def __init__(self, model: str) -> None:
        self.model = model
        """Id of the model it belongs to; empty = any weightless one."""
        self.state: State = "starting"
        self.since_s = time.time()
        """When it came into its state."""
        self.pid = 0
        self._became_s = time.monotonic()

    def become(self, state: State) -> None:
        """Note a new state; whoever calls holds the lock of its pool."""
        self.state = state
        self.since_s, self._became_s = time.time(), time.monotonic()

    @property
    def age_s(self) -> float:
        """For how long it has been in its state, whatever the clock of the computer was set to meanwhile."""
        return time.monotonic() - self._became_s

    @abstractmethod
    def failure(self, model: Model) -> TonmeisterError | None:
        """Why it did not start; None when it did, or still may."""

    def row(self) -> dict[str, Any]:
        """What a list of workers shows of it."""
        return {"pid": self.pid, "model": self.model or None, "state": self.state, "since_s": self.since_s}


W = TypeVar("W", bound=PoolWorker)


class Pool(ABC, Generic[W]):
    """All workers of one kind; every public method may be called from any thread."""

    def __init__(self, *, idle_s: float) -> None:
        """A worker that nobody has used for `idle_s` leaves."""
        self._idle_s = idle_s
        self._workers: list[W] = []
        self._changed = threading.Condition()
        self._is_closed = True
        self._keeper: threading.Thread | None = None

    def take(self, model: Model, poll: Callable[[], None]) -> W:
        """A worker for an order of this model, waited for; `poll` is called ten times a second.

        Raises ModelError when the model can never fit or no worker starts, and what `poll` raises.
        """
        key = model.id if has_weights(model) else ""
        asked: W | None = None
        while True:
            poll()
            with self._changed:
                if self._is_closed:
                    raise ModelError("Tonmeister is closing.")
                if asked is not None and (failure := asked.failure(model)):
                    raise failure
                free = next((worker for worker in self._of(key) if worker.state == "idle"), None)
                if free is not None:
                    free.become("busy")
                    return free
                asked = self._starting(model, key, asked)
                self._changed.wait(_TICK_S)

    def status(self) -> list[dict[str, Any]]:
        """One row of plain values a worker."""
        with self._changed:
            workers = list(self._workers)
        return [worker.row() for worker in workers]

    def close(self) -> None:
        """End every worker."""
        with self._changed:
            self._is_closed = True
            workers, self._workers = self._workers, []
            self._changed.notify_all()
        for worker in workers:
            self._end(worker)

    # Below, the lock is held.

    @abstractmethod
    def _starting(self, model: Model, key: str, asked: W | None) -> W | None:
        """The worker to wait for: one that starts already, or a new one where there is room; `asked` was the last."""

    @abstractmethod
    def _end(self, worker: W) -> None:
        """Kill it, without waiting."""

    @abstractmethod
    def _may_leave(self, worker: W) -> bool:
        """True for one that nobody has used for too long."""

    def _look(self) -> None:
        """Look at what the pool stands on, about once a second; called without the lock."""

    def _open(self) -> None:
        """Let orders in, and look after the workers from now on."""
        if self._is_closed or self._keeper is None:
            self._is_closed = False
            self._keeper = threading.Thread(target=self._keep, name="workers", daemon=True)
            self._keeper.start()

    def _of(self, key: str) -> list[W]:
        return [worker for worker in self._workers if worker.model == key]

    def _dismiss(self, worker: W) -> None:
        """Take it off the list at once, so that its place is free, and end it."""
        if worker in self._workers:
            self._workers.remove(worker)
            self._end(worker)
        self._changed.notify_all()

    def _is_unused(self, worker: W) -> bool:
        return worker.state == "idle" and worker.age_s > self._idle_s

    def _keep(self) -> None:
        """Once a second: dismiss what may leave."""
        me = threading.current_thread()
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._is_closed, min(1.0, self._idle_s / 4))
                if self._is_closed or self._keeper is not me:
                    return
            self._look()
            with self._changed:
                for worker in list(self._workers):
                    if self._may_leave(worker):
                        self._dismiss(worker)

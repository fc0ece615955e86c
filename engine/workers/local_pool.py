"""The worker processes of this computer.

Weightless models share processes that are started ahead; a model with weights has one of its
own. The memory budget decides what stays loaded: the longest idle leaves first.
"""

from __future__ import annotations

import os

from engine.catalog.model import Model
from engine.errors import ModelError
from engine.workers.memory import MemoryBudget, MemoryNeed, family_bytes, resident_bytes
from engine.workers.message import WorkerHello
from engine.workers.pool import Pool, has_weights
from engine.workers.worker_process import WorkerProcess

SHARED = 2
"""Processes that weightless models share."""
SHARED_KEEPS_BYTES = 600 << 20
"""A shared process that holds more than this after an order makes room for a fresh one."""
WARM = ("soundfile", "scipy.signal", "scipy.interpolate", "soxr", "mido", "pedalboard")
"""What a first order would otherwise wait for; see bench/workers.py."""


class LocalPool(Pool[WorkerProcess]):
    """All processes; every method may be called from any thread."""

    def __init__(
        self, *, source: str, budget: MemoryBudget, idle_unload_s: float, start_timeout_s: float, warm: tuple[str, ...]
    ) -> None:
        super().__init__(idle_s=idle_unload_s)
        self._source = source
        self._budget = budget
        self._start_timeout_s = start_timeout_s
        self._warm = warm
        self._needs: dict[str, MemoryNeed] = {}
        """What each model with weights was said or found to need, by its id."""
        self._is_closed = False

    def start(self) -> None:
        """Start the shared processes and the thread that ends what nobody needs; returns at once."""
        with self._changed:
            self._open()
            while len(self._of("")) < SHARED:
                self._hire("")

    def why_not(self, model: Model) -> str:
        """Empty when a model fits into the budget by itself, else one sentence."""
        with self._changed:
            need = self._need(model) if has_weights(model) else MemoryNeed()
        return "" if self._budget.could_hold(need) else self._budget.refusal(model, need, MemoryNeed())

    def give_back(self, child: WorkerProcess, model: Model, *, is_spent: bool = False) -> None:
        """An order is over; a process that is spent, or has grown too large, is ended."""
        used = family_bytes(child.pid) if child.model else resident_bytes(child.pid)
        with self._changed:
            child.used_bytes = used
            if child.model and child.state != "ended":
                self._needs[child.model] = self._need(model).most(MemoryNeed(used, child.vram_bytes))
            if is_spent or (not child.model and used > SHARED_KEEPS_BYTES):
                self._dismiss(child)
            elif child.state == "busy":
                child.become("idle")
            self._changed.notify_all()
        if is_spent:
            child.end()  # waits until its memory is free

    def is_warm(self) -> bool:
        """True when every shared process has imported what it should."""
        with self._changed:
            return all(child.is_warm.is_set() for child in self._of(""))

    def close(self) -> None:
        """End every process, and wait a little until they are gone."""
        with self._changed:
            children, keeper = list(self._workers), self._keeper
        super().close()
        for child in children:
            child.end(wait_s=2)
        if keeper is not None:
            keeper.join()

    # Below, the lock is held.

    def _starting(self, model: Model, key: str, asked: WorkerProcess | None) -> WorkerProcess | None:
        there = self._of(key)
        if len(there) < (1 if key else SHARED) and self._has_room(model, key):
            there = [self._hire(key)]
        return next((child for child in there if child.state == "starting"), None)

    def _hire(self, key: str) -> WorkerProcess:
        hello = WorkerHello(self._source, () if key else self._warm, os.getpid())
        child = WorkerProcess(model=key, hello=hello, on_change=self._on_change)
        self._workers.append(child)
        return child

    def _end(self, child: WorkerProcess) -> None:
        child.end(wait_s=0)
        self._replace(child)

    def _replace(self, child: WorkerProcess) -> None:
        """A shared process that served leaves its place to a fresh one."""
        if child.has_started and not child.model and not self._is_closed:
            self._hire("")

    def _may_leave(self, child: WorkerProcess) -> bool:
        is_late = child.state == "starting" and child.age_s > self._start_timeout_s
        return is_late or (self._is_unused(child) and bool(child.model or child.used_bytes))

    def _need(self, model: Model) -> MemoryNeed:
        return self._budget.need(model).most(self._needs.get(model.id, MemoryNeed()))

    def _has_room(self, model: Model, key: str) -> bool:
        """True when the model may be loaded now; ends idle ones, False while busy ones are in the way."""
        if not key:
            return True
        need = self._needs[model.id] = self._need(model)
        if not self._budget.could_hold(need):
            raise ModelError(self._budget.refusal(model, need, MemoryNeed()))
        while self._budget.lacks(need, self._used()):
            loaded = [child for child in self._workers if child.model]
            idle = [child for child in loaded if child.state == "idle"]
            if idle:
                oldest = max(idle, key=lambda child: child.age_s)
                self._workers.remove(oldest)
                oldest.end(wait_s=1)
            elif loaded:
                return False
            else:
                raise ModelError(self._budget.refusal(model, need, self._used()))
        return True

    def _used(self) -> MemoryNeed:
        used = MemoryNeed()
        for child in self._workers:
            if child.model:
                used += self._needs.get(child.model, MemoryNeed())
        return used

    def _on_change(self, child: WorkerProcess) -> None:
        """Called by the thread of a process when it has started or ended; takes the lock itself."""
        with self._changed:
            if child.state == "ended":
                if child in self._workers:
                    self._workers.remove(child)
                    self._replace(child)
            elif child.state == "starting":
                child.become("idle")
            self._changed.notify_all()

"""The worker pool: which worker processes there are, who gets the next free one, and who leaves for another.

Weightless models share a pool that is started ahead; a model with weights has a process of its
own. The memory budget decides what stays loaded: the longest idle leaves first.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import Any

from engine.catalog.model import Model
from engine.errors import ModelError
from engine.workers.memory import MemoryBudget, MemoryNeed, family_bytes, resident_bytes
from engine.workers.message import WorkerHello
from engine.workers.worker_process import WorkerProcess

POOL_SIZE = 2
POOL_KEEPS_BYTES = 600 << 20
"""A pool process that holds more than this after an order makes room for a fresh one."""
WARM = ("soundfile", "scipy.signal", "scipy.interpolate", "soxr", "mido", "pedalboard")
"""What a first order would otherwise wait for; see bench/workers.py."""
_TICK_S = 0.1


def has_weights(model: Model) -> bool:
    """True for a model that is loaded from a checkpoint or onto a graphics card, or stays in another program."""
    return bool(model.checkpoints) or model.wants_gpu or model.keeps_loaded


class WorkerPool:
    """All processes; every method may be called from any thread."""

    def __init__(
        self, *, source: str, budget: MemoryBudget, idle_unload_s: float, start_timeout_s: float, warm: tuple[str, ...]
    ) -> None:
        self._source = source
        self._budget = budget
        self._idle_unload_s = idle_unload_s
        self._start_timeout_s = start_timeout_s
        self._warm = warm
        self._children: list[WorkerProcess] = []
        self._needs: dict[str, MemoryNeed] = {}
        """What each model with weights was said or found to need, by its id."""
        self._changed = threading.Condition()
        self._is_closed = False
        self._keeper = threading.Thread(target=self._keep, name="workers", daemon=True)

    def start(self) -> None:
        """Start the pool and the thread that ends what nobody needs; returns at once."""
        with self._changed:
            while len(self._of("")) < POOL_SIZE:
                self._hire("")
            if not self._keeper.is_alive():
                self._keeper.start()

    def take(self, model: Model, poll: Callable[[], None]) -> WorkerProcess:
        """A process for an order of this model, waited for; `poll` is called ten times a second.

        Raises ModelError when the model can never fit, or its process does not start.
        """
        key = model.id if has_weights(model) else ""
        asked: WorkerProcess | None = None
        while True:
            poll()
            with self._changed:
                if self._is_closed:
                    raise ModelError("Tonmeister is closing.")
                if asked is not None and asked.state == "ended" and not asked.has_started:
                    raise ModelError(f"{model.name} could not be started; the log says more.")
                free = next((child for child in self._of(key) if child.state == "idle"), None)
                if free is not None:
                    free.become("busy")
                    return free
                there = self._of(key)
                if len(there) < (1 if key else POOL_SIZE) and self._has_room(model, key):
                    there = [self._hire(key)]
                asked = next((child for child in there if child.state == "starting"), None)
                self._changed.wait(_TICK_S)

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
            if is_spent or (not child.model and used > POOL_KEEPS_BYTES):
                self._dismiss(child)
            elif child.state == "busy":
                child.become("idle")
            self._changed.notify_all()
        if is_spent:
            child.end()  # waits until its memory is free

    def status(self) -> list[dict[str, Any]]:
        """One row of plain values a process."""
        with self._changed:
            children = list(self._children)
        return [
            {
                "pid": child.pid,
                "model": child.model or None,
                "state": child.state,
                "since_s": child.since_s,
                "memory_bytes": resident_bytes(child.pid) if child.pid else 0,
                "vram_bytes": child.vram_bytes,
            }
            for child in children
        ]

    def is_warm(self) -> bool:
        """True when every process of the pool has imported what it should."""
        with self._changed:
            return all(child.is_warm.is_set() for child in self._of(""))

    def close(self) -> None:
        """End every process."""
        with self._changed:
            self._is_closed = True
            children = list(self._children)
            self._changed.notify_all()
        for child in children:
            child.end(wait_s=0)
        for child in children:
            child.end(wait_s=2)
        if self._keeper.is_alive():
            self._keeper.join()

    # Below, the lock is held.

    def _of(self, key: str) -> list[WorkerProcess]:
        return [child for child in self._children if child.model == key]

    def _hire(self, key: str) -> WorkerProcess:
        hello = WorkerHello(self._source, () if key else self._warm, os.getpid())
        child = WorkerProcess(model=key, hello=hello, on_change=self._on_change)
        self._children.append(child)
        return child

    def _dismiss(self, child: WorkerProcess) -> None:
        """Kill it and take it off the list at once, so that its place is free; the pool gets a fresh one."""
        if child in self._children:
            self._children.remove(child)
            child.end(wait_s=0)
            if child.has_started and not child.model and not self._is_closed:
                self._hire("")

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
            loaded = [child for child in self._children if child.model]
            idle = [child for child in loaded if child.state == "idle"]
            if idle:
                oldest = max(idle, key=lambda child: child.age_s)
                self._children.remove(oldest)
                oldest.end(wait_s=1)
            elif loaded:
                return False
            else:
                raise ModelError(self._budget.refusal(model, need, self._used()))
        return True

    def _used(self) -> MemoryNeed:
        used = MemoryNeed()
        for child in self._children:
            if child.model:
                used += self._needs.get(child.model, MemoryNeed())
        return used

    def _on_change(self, child: WorkerProcess) -> None:
        """Called by the thread of a process when it has started or ended."""
        with self._changed:
            if child.state == "ended":
                if child in self._children:
                    self._children.remove(child)
                    if child.has_started and not child.model and not self._is_closed:
                        self._hire("")
            elif child.state == "starting":
                child.become("idle")
            self._changed.notify_all()

    def _keep(self) -> None:
        """Once a second: end what does not start in time, and what nobody has used for long."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._is_closed, min(1.0, self._idle_unload_s / 4))
                if self._is_closed:
                    return
                for child in list(self._children):
                    age_s = child.age_s
                    is_late = child.state == "starting" and age_s > self._start_timeout_s
                    is_unused = child.state == "idle" and age_s > self._idle_unload_s
                    if is_late or (is_unused and (child.model or child.used_bytes)):
                        self._dismiss(child)

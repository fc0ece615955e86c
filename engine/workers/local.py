"""Runs models in processes of this computer, so that nothing a model does can take the engine down."""

from __future__ import annotations

import atexit
import itertools
import logging
import queue
import time
from typing import Any

from engine.catalog.model import Model, Report, Result
from engine.catalog.registry import Registry
from engine.errors import Cancelled, ModelError
from engine.media.clip import Clip
from engine.workers.failure import raised
from engine.workers.local_pool import WARM, LocalPool
from engine.workers.memory import MemoryBudget
from engine.workers.message import Do, Done, Ended, Failed, Stop, read_result
from engine.workers.pool import has_weights
from engine.workers.progress_relay import ProgressRelay
from engine.workers.time_limit import length_text, time_limit_s
from engine.workers.worker import Order, Worker
from engine.workers.worker_process import WorkerProcess, sweep, why_ended

log = logging.getLogger(__name__)

_POLL_S = 0.1
_GRACE_S = 0.5
"""How long a cancelled model may take to stop by itself; with a poll before it, less than a second."""
_TRIES = 3

class LocalWorkers(Worker):
    """One process a model with weights, a pool of two for all others; may be called from many threads."""

    def __init__(
        self,
        *,
        registry: Registry,
        source: str = "engine.catalog.registry:discover",
        budget: MemoryBudget | None = None,
        idle_unload_s: float = 600.0,
        start_timeout_s: float = 60.0,
        warm: tuple[str, ...] = WARM,
    ) -> None:
        """`source` is a `module:function` that makes the same registry in a process."""
        self._registry = registry
        self._pool = LocalPool(
            source=source,
            budget=budget or MemoryBudget.of_this_machine(),
            idle_unload_s=idle_unload_s,
            start_timeout_s=start_timeout_s,
            warm=warm,
        )
        self._numbers = itertools.count(1)

    def start(self) -> None:
        """Start two processes ahead of the first order; returns at once."""
        sweep()
        atexit.register(self.close)
        self._pool.start()

    def wait_until_warm(self, timeout_s: float) -> bool:
        """True when the processes started ahead have imported what they should; for measuring."""
        end = time.monotonic() + timeout_s
        while not (is_warm := self._pool.is_warm()) and time.monotonic() < end:
            time.sleep(0.02)
        return is_warm

    def why_not(self, model: Model) -> str:
        """See Worker.why_not: whether it would fit if nothing else were loaded."""
        return self._pool.why_not(model)

    def status(self) -> list[dict[str, Any]]:
        """One row a process: pid, model (None in the pool), state, since_s, memory_bytes, vram_bytes."""
        return self._pool.status()

    def close(self) -> None:
        """See Worker."""
        atexit.unregister(self.close)
        self._pool.close()

    def run(self, order: Order, report: Report) -> dict[str, Result]:
        """See Worker.run. `report` is also called while nothing happens, to learn of a cancel."""
        model = self._registry.models[order.model]
        waits = ProgressRelay(report, f"Starting {model.name}" if has_weights(model) else "Starting")
        for _ in range(_TRIES):
            child = self._pool.take(model, waits.poll)
            outputs = self._run_on(child, order, model, waits)
            if outputs is not None:
                return outputs
        raise ModelError(f"{model.name} could not be started; the log says more.")

    def _run_on(
        self, child: WorkerProcess, order: Order, model: Model, waits: ProgressRelay
    ) -> dict[str, Result] | None:
        """The results; None when the process was gone before it took the order up."""
        number = next(self._numbers)
        is_spent = True
        try:
            if problem := _sent(child, Do(number, order)):
                is_spent = False
                raise ModelError(f"{model.name} cannot be given this: {problem}")
            answer = _answer(child, waits, model, order.timeout_s or time_limit_s(model, order))
            is_spent = isinstance(answer, Failed) and answer.is_spent
            return None if answer is None else _outputs(answer, child, model)
        except (Cancelled, KeyboardInterrupt):
            is_spent = not _stops(child, number)
            raise
        finally:
            self._pool.give_back(child, model, is_spent=is_spent)


def _sent(child: WorkerProcess, do: Do) -> str:
    """Send an order; what is wrong with it when it cannot travel."""
    try:
        child.send(do)
    except Exception as error:  # a foreign object's own pickling can raise anything
        log.exception("an order for %s cannot travel", do.order.model)
        return f"{type(error).__name__}: {error}"
    return ""


def _answer(child: WorkerProcess, waits: ProgressRelay, model: Model, limit_s: float) -> Done | Failed | Ended | None:
    """Wait for the end of an order; None when the process was gone before it began."""
    end = time.monotonic() + limit_s
    has_begun = False
    while time.monotonic() < end:
        try:
            message = child.inbox.get(timeout=_POLL_S)
        except queue.Empty:
            waits.poll()
            continue
        if isinstance(message, Ended) and not has_begun:
            return None
        if isinstance(message, Done | Failed | Ended):
            return message
        has_begun = True
        waits.hear(message)
    raise ModelError(f"{model.name} took longer than {length_text(limit_s)} and was ended; it will be started afresh.")


def _outputs(answer: Done | Failed | Ended, child: WorkerProcess, model: Model) -> dict[str, Result]:
    if isinstance(answer, Failed):
        raise raised(answer)
    if isinstance(answer, Ended):
        why = "Tonmeister ended it" if child.is_ended_by_us else why_ended(answer.code)
        raise ModelError(f"{model.name} ended unexpectedly ({why}); it will be started afresh.")
    child.vram_bytes = answer.vram_bytes
    outputs = read_result(answer.outputs, model.name)
    for name, out in outputs.items():
        if isinstance(out, Clip) and not out.path.is_file():
            raise ModelError(f"{model.name} left no file for {name}.")
    return outputs


def _stops(child: WorkerProcess, number: int) -> bool:
    """Ask a process to stop; True when it did in time and can be used again."""
    child.send(Stop(number))
    end = time.monotonic() + _GRACE_S
    while (left_s := end - time.monotonic()) > 0:
        try:
            message = child.inbox.get(timeout=left_s)
        except queue.Empty:
            return False
        if isinstance(message, Done | Failed):
            return not (isinstance(message, Failed) and message.is_spent)
        if isinstance(message, Ended):
            return True  # gone already, nothing is left to end
    return False

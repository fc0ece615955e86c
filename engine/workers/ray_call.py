"""One order on its way to an actor of a Ray cluster, and what comes back."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from engine.catalog.model import Model, Report, Result
from engine.errors import Cancelled, ModelError
from engine.workers.failure import raised
from engine.workers.message import Failed
from engine.workers.progress_relay import ProgressRelay
from engine.workers.remote_order import pack_order, unpack_answer
from engine.workers.time_limit import length_text, time_limit_s
from engine.workers.worker import Order

_POLL_S = 0.1
_GRACE_S = 0.5


class NodeLost(Exception):
    """The actor is gone, with its node or without."""


class RayCall:
    """Each method takes the actor it is tried with; every one raises Cancelled, NodeLost or ModelError."""

    def __init__(self, *, ray: Any, order: Order, model: Model, report: Report, check: Callable[[], None]) -> None:
        """`check` raises when the cluster is gone."""
        self.begun = 0
        """How often it was begun."""
        self.leaves_actor_free = False
        """True when the actor it was last tried with can take another order."""
        self._ray = ray
        self._order = order
        self._model = model
        self._check = check
        self._waits = ProgressRelay(report, "Waiting for the cluster")
        self._remote, self._places = pack_order(order)

    def poll(self) -> None:
        """Say where it is; raises Cancelled."""
        self._check()
        self._waits.poll()

    def bring(self, actor: Any, blob: Callable[[str, Path], Any]) -> None:
        """Send the blobs that the actor's node lacks; `blob` gives one as a reference into the object store."""
        self.leaves_actor_free = False
        for name in self._get(actor.missing.remote(self._remote)):
            self._get(actor.take.remote(name, blob(name, self._places[name])))

    def run(self, actor: Any, number: int) -> dict[str, Result]:
        """Carry it out; results are written into the folder of the order's brief."""
        self.begun += 1
        ref = actor.run.remote(number, self._remote)
        try:
            self._follow(actor, ref, number)
        except (Cancelled, KeyboardInterrupt):
            actor.stop.remote(number)
            self.leaves_actor_free = bool(self._ray.wait([ref], timeout=_GRACE_S)[0])
            raise
        result, said, warnings = self._value(ref)
        self.leaves_actor_free = not (isinstance(result, Failed) and result.is_spent)
        self._waits.hear_all(said, warnings)
        if isinstance(result, Failed):
            raise raised(result)
        return unpack_answer(result, self._order.brief.folder, self._model.name)

    def _follow(self, actor: Any, ref: Any, number: int) -> None:
        """Pass on what the model says until it has ended."""
        limit_s = self._order.timeout_s or time_limit_s(self._model, self._order)
        end = time.monotonic() + limit_s
        news = actor.news.remote(number)
        while time.monotonic() < end:
            ready = self._ray.wait([ref, news], timeout=_POLL_S)[0]
            if ref in ready:
                return
            if news in ready:
                self._waits.hear_all(*self._value(news))
                news = actor.news.remote(number)
            self.poll()
        raise ModelError(f"{self._model.name} took longer than {length_text(limit_s)} and was ended.")

    def _get(self, ref: Any) -> Any:
        while not self._ray.wait([ref], timeout=_POLL_S)[0]:
            self.poll()
        return self._value(ref)

    def _value(self, ref: Any) -> Any:
        errors = self._ray.exceptions
        try:
            return self._ray.get(ref)
        except (errors.RayActorError, errors.ObjectLostError, errors.WorkerCrashedError, errors.NodeDiedError) as error:
            raise NodeLost(type(error).__name__) from error
        except errors.RayError as error:
            raise ModelError(f"The cluster failed {self._model.name}: {type(error).__name__}.") from error

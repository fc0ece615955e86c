"""Runs models on the nodes of a Ray cluster: actors for the work, the object store for the clips."""

from __future__ import annotations

import itertools
import logging
import threading
from pathlib import Path
from typing import Any

from engine.catalog.model import Report, Result
from engine.catalog.registry import Registry
from engine.errors import ModelError
from engine.workers.identity import identity
from engine.workers.ray_address import checked_address
from engine.workers.ray_call import NodeLost, RayCall
from engine.workers.ray_connection import RayConnection
from engine.workers.ray_pool import RayPool
from engine.workers.worker import Order, Worker

log = logging.getLogger(__name__)

_BEGUN_TRIES = 2
"""An order whose node dies is begun once more; it only reads, so nothing is done twice."""
_TRIES = 8
"""Actors that are found dead before an order is begun do not count as a try of it."""
_KEPT_BLOBS = 64


class RayWorkers(Worker):
    """Orders spread over a cluster; may be called from many threads."""

    def __init__(
        self,
        *,
        registry: Registry,
        address: str,
        source: str = "engine.catalog.registry:discover",
        own_identity: str | None = None,
        idle_s: float = 60.0,
    ) -> None:
        """Connects at the first order. Raises UserError for an address outside private networks."""
        self._registry = registry
        self._pool = RayPool(source=source, own_identity=own_identity or identity(), idle_s=idle_s)
        self._link = RayConnection(checked_address(address), on_lost=self._forget)
        self._numbers = itertools.count(1)
        self._blobs: dict[str, Any] = {}
        self._lock = threading.Lock()

    def run(self, order: Order, report: Report) -> dict[str, Result]:
        """See Worker.run. `report` is also called while nothing happens, to learn of a cancel."""
        model = self._registry.models[order.model]
        with self._link.used(lambda: report(0.0, 1.0, "Connecting to the cluster")) as ray:
            self._pool.open(ray)
            delivery = RayCall(ray=ray, order=order, model=model, report=report, check=self._link.must_answer)
            for _ in range(_TRIES):
                place = self._pool.take(model, delivery.poll)
                try:
                    delivery.bring(place.actor, lambda name, path: self._blob(ray, name, path))
                    return delivery.run(place.actor, next(self._numbers))
                except NodeLost as error:
                    log.warning("%s was lost: %s", place.node, error)
                    if delivery.begun >= _BEGUN_TRIES:
                        break
                finally:
                    if delivery.leaves_actor_free:
                        self._pool.give_back(place)
                    else:
                        self._pool.drop(place)
        raise ModelError(f"{model.name} ended unexpectedly, or its computer did, each time it was tried.")

    def status(self) -> list[dict[str, Any]]:
        """One row an actor, as of LocalWorkers, and its node."""
        return self._pool.status()

    def close(self) -> None:
        """See Worker."""
        self._pool.close()
        self._link.close()

    def _blob(self, ray: Any, name: str, path: Path) -> Any:
        """A clip's content in the object store, put there once."""
        import numpy as np

        with self._lock:
            if name not in self._blobs:
                while len(self._blobs) >= _KEPT_BLOBS:
                    self._blobs.pop(next(iter(self._blobs)))
                # A memory map goes into the store without passing through this process's memory.
                self._blobs[name] = ray.put(np.memmap(path, dtype=np.uint8, mode="r"))
            return self._blobs[name]

    def _forget(self) -> None:
        """The cluster is gone, and all that was on it."""
        self._pool.close()
        with self._lock:
            self._blobs.clear()

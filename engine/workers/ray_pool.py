"""Rows of seats on a cluster: which actors there are, who gets a free one, and which leave."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from engine.catalog.model import Model
from engine.errors import ModelError, TonmeisterError, UserError
from engine.workers.pool import has_weights
from engine.workers.ray_actor import RayWorker

log = logging.getLogger(__name__)

_POLL_S = 0.1
_CALLS_AT_ONCE = 4
_PATIENCE_S = 3.0
"""A new actor that is not there after so long may be waiting for a processor; a dead node's still counts."""


@dataclass(eq=False)
class RayActorHandle:
    """One actor."""

    actor: Any
    model: str
    """Id of the model it belongs to; empty = any weightless one."""
    state: str = "starting"
    since_s: float = field(default_factory=time.time)
    node: str = ""
    pid: int = 0
    failure: TonmeisterError | None = None
    """Why it did not start."""


class RayPool:
    """All actors of this engine; every method may be called from any thread."""

    def __init__(self, *, source: str, own_identity: str, idle_s: float) -> None:
        self._source = source
        self._own_identity = own_identity
        self._idle_s = idle_s
        self._places: list[RayActorHandle] = []
        self._changed = threading.Condition()
        self._resources: dict[str, float] = {}
        """Of the whole cluster, as of a second ago: to ask takes long when its head is gone."""
        self._is_closed = threading.Event()
        self._is_closed.set()
        self._ray: Any = None

    def take(self, ray: Any, model: Model, poll: Callable[[], None]) -> RayActorHandle:
        """An actor for an order, waited for: one that is free, or a new one where the cluster has room.

        Raises UserError when its node runs another Tonmeister, ModelError when it does not start.
        """
        self._open(ray)
        key = model.id if has_weights(model) else ""
        asked: RayActorHandle | None = None
        while True:
            if free := self._free(key):
                return free
            if asked is not None and asked.failure is not None:
                raise asked.failure
            if (asked is None or asked.state == "ended") and self._has_room(key):
                asked = self._new(model, key)
            if asked is not None and time.time() - asked.since_s > _PATIENCE_S and self._free_a_processor(key):
                asked.since_s = time.time()
            poll()
            with self._changed:
                self._changed.wait(_POLL_S)

    def _start(self, place: RayActorHandle) -> None:
        """Wait for a new actor, in a thread of its own: who asked for it may have found another meanwhile."""
        who = place.actor.who.remote()
        while not self._ray.wait([who], timeout=_POLL_S)[0]:
            if place.state == "ended" or self._is_closed.is_set():
                return
        try:
            self._greet(place, who)
            self.give_back(place)
        except TonmeisterError as error:
            place.failure = error
            self.drop(place)

    def give_back(self, place: RayActorHandle) -> None:
        """An order is over."""
        with self._changed:
            place.state, place.since_s = "idle", time.time()
            self._changed.notify_all()

    def drop(self, place: RayActorHandle) -> None:
        """End an actor, whatever it does."""
        with self._changed:
            place.state = "ended"
            if place in self._places:
                self._places.remove(place)
            self._changed.notify_all()
        # Not waited for: with the cluster's head gone this could take long.
        threading.Thread(target=_kill, args=(self._ray, place.actor), name="ray-kill", daemon=True).start()

    def status(self) -> list[dict[str, Any]]:
        """One row of plain values an actor."""
        with self._changed:
            return [
                {
                    "pid": place.pid,
                    "model": place.model or None,
                    "state": place.state,
                    "since_s": place.since_s,
                    "memory_bytes": 0,
                    "vram_bytes": 0,
                    "node": place.node,
                }
                for place in self._places
            ]

    def close(self) -> None:
        """End all actors."""
        self._is_closed.set()
        for place in list(self._places):
            self.drop(place)

    def _open(self, ray: Any) -> None:
        with self._changed:
            self._ray = ray
            if self._is_closed.is_set():
                self._is_closed.clear()
                self._resources = ray.cluster_resources()
                threading.Thread(target=self._keep, name="ray-idle", daemon=True).start()

    def _free(self, key: str) -> RayActorHandle | None:
        with self._changed:
            found = next((place for place in self._places if place.model == key and place.state == "idle"), None)
            if found:
                found.state, found.since_s = "busy", time.time()
            return found

    def _new(self, model: Model, key: str) -> RayActorHandle:
        has_cards = self._resources.get("GPU", 0) >= 1
        actor_class = self._ray.remote(RayWorker).options(
            num_cpus=1,
            num_gpus=1 if model.wants_gpu and has_cards else 0,
            max_concurrency=_CALLS_AT_ONCE,
            max_restarts=0,
            scheduling_strategy="SPREAD",
        )
        place = RayActorHandle(actor_class.remote(self._source), key)
        with self._changed:
            self._places.append(place)
        threading.Thread(target=self._start, args=(place,), name="ray-start", daemon=True).start()
        return place

    def _has_room(self, key: str) -> bool:
        """True when the cluster has a processor more than we use, or one was freed."""
        with self._changed:
            if len(self._places) < self._resources.get("CPU", 0):
                return True
        return self._free_a_processor(key)

    def _free_a_processor(self, key: str) -> bool:
        """End the longest idle actor of another model."""
        with self._changed:
            idle = [place for place in self._places if place.state == "idle" and place.model != key]
            leaving = min(idle, key=lambda place: place.since_s, default=None)
            if leaving is None:
                return False
            leaving.state = "ended"
        self.drop(leaving)
        return True

    def _greet(self, place: RayActorHandle, who: Any) -> None:
        errors = self._ray.exceptions
        try:
            theirs, place.node, place.pid = self._ray.get(who)
        except errors.RayError as error:
            raise ModelError("A worker could not be started on the cluster; is Tonmeister installed there?") from error
        if theirs != self._own_identity:
            raise UserError(
                f"The cluster's node {place.node} has Tonmeister {theirs}, this computer {self._own_identity}; "
                "install the same one on both."
            )

    def _keep(self) -> None:
        """Count the nodes; and actors that nobody has used for a while leave, because a cluster is shared."""
        while not self._is_closed.wait(min(1.0, self._idle_s / 4)):
            self._resources = self._ray.cluster_resources()
            latest_s = time.time() - self._idle_s
            with self._changed:
                unused = [place for place in self._places if place.state == "idle" and place.since_s < latest_s]
                for place in unused:
                    place.state = "ended"
            for place in unused:
                self.drop(place)


def _kill(ray: Any, actor: Any) -> None:
    try:
        ray.kill(actor)
    except Exception:  # Ray disconnected meanwhile, and what it raises then differs
        log.info("an actor could not be ended", exc_info=True)

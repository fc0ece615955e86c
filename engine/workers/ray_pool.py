"""The actors of this engine on a Ray cluster: as many as it has processors, spread over its nodes."""

from __future__ import annotations

import logging
import threading
from typing import Any

from engine.catalog.model import Model
from engine.errors import ModelError, TonmeisterError, UserError
from engine.workers.pool import Pool, PoolWorker
from engine.workers.ray_actor import RayWorker

log = logging.getLogger(__name__)

_POLL_S = 0.1
_CALLS_AT_ONCE = 4
_PATIENCE_S = 3.0
"""A new actor that is not there after so long may be waiting for a processor; a dead node's still counts."""


class RayActorHandle(PoolWorker):
    """One actor."""

    actor: Any = None
    """None until it was asked for."""
    node: str = ""
    error: TonmeisterError | None = None
    """Why it did not start."""

    def failure(self, _model: Model) -> TonmeisterError | None:
        """See PoolWorker."""
        return self.error

    def row(self) -> dict[str, Any]:
        """See PoolWorker; with the name of its node, where nobody measures its memory."""
        return {**super().row(), "memory_bytes": 0, "vram_bytes": 0, "node": self.node}


class RayPool(Pool[RayActorHandle]):
    """All actors; no call waits for the cluster, which may be gone."""

    def __init__(self, *, source: str, own_identity: str, idle_s: float) -> None:
        super().__init__(idle_s=idle_s)
        self._source = source
        self._own_identity = own_identity
        self._resources: dict[str, float] = {}
        """Of the whole cluster, as of a second ago: to ask takes long when its head is gone."""
        self._ray: Any = None

    def open(self, ray: Any) -> None:
        """Use this connected `ray`; needed again after `close`."""
        with self._changed:
            self._ray = ray
            if self._is_closed:
                self._resources = ray.cluster_resources()
                self._open()

    def give_back(self, handle: RayActorHandle) -> None:
        """An order is over."""
        with self._changed:
            if handle.state != "ended":
                handle.become("idle")
            self._changed.notify_all()

    def drop(self, handle: RayActorHandle) -> None:
        """End an actor, whatever it does."""
        with self._changed:
            self._dismiss(handle)

    # Below, the lock is held.

    def _starting(self, model: Model, key: str, asked: RayActorHandle | None) -> RayActorHandle | None:
        if asked is None or asked.state == "ended":
            has_room = len(self._workers) < self._resources.get("CPU", 0) or self._free_a_processor(key)
            return self._hire(model, key) if has_room else None
        if asked.state == "starting" and asked.age_s > _PATIENCE_S and self._free_a_processor(key):
            asked.become("starting")
        return asked

    def _hire(self, model: Model, key: str) -> RayActorHandle:
        handle = RayActorHandle(key)
        self._workers.append(handle)
        cards = 1 if model.wants_gpu and self._resources.get("GPU", 0) >= 1 else 0
        threading.Thread(target=self._start, args=(handle, cards), name="ray-start", daemon=True).start()
        return handle

    def _end(self, handle: RayActorHandle) -> None:
        handle.become("ended")
        if handle.actor is not None:
            # Not waited for: with the cluster's head gone this could take long.
            threading.Thread(target=_kill, args=(self._ray, handle.actor), name="ray-kill", daemon=True).start()

    def _may_leave(self, handle: RayActorHandle) -> bool:
        return self._is_unused(handle)  # a cluster is shared

    def _free_a_processor(self, key: str) -> bool:
        """End the longest idle actor of another model."""
        idle = [handle for handle in self._workers if handle.state == "idle" and handle.model != key]
        if not idle:
            return False
        self._dismiss(max(idle, key=lambda handle: handle.age_s))
        return True

    # Below, it is not.

    def _look(self) -> None:
        try:
            self._resources = self._ray.cluster_resources()
        except Exception:  # the head is gone, and what Ray raises then differs
            log.info("the cluster could not be counted", exc_info=True)

    def _start(self, handle: RayActorHandle, cards: int) -> None:
        """Make an actor and wait for it, in a thread of its own: who asked for it may have found another meanwhile."""
        ray = self._ray
        try:
            actor = self._made(ray, cards)
            with self._changed:
                if handle.state == "ended":
                    _kill(ray, actor)
                    return
                handle.actor = actor
            who = actor.who.remote()
            while not ray.wait([who], timeout=_POLL_S)[0]:
                if handle.state == "ended":
                    return
            self._greet(ray, handle, who)
            self.give_back(handle)
        except TonmeisterError as error:
            handle.error = error
            self.drop(handle)

    def _made(self, ray: Any, cards: int) -> Any:
        options = {
            "num_cpus": 1,
            "num_gpus": cards,
            "max_concurrency": _CALLS_AT_ONCE,
            "max_restarts": 0,
            "scheduling_strategy": "SPREAD",
        }
        return ray.remote(RayWorker).options(**options).remote(self._source)

    def _greet(self, ray: Any, handle: RayActorHandle, who: Any) -> None:
        try:
            theirs, handle.node, handle.pid = ray.get(who)
        except ray.exceptions.RayError as error:
            raise ModelError("A worker could not be started on the cluster; is Tonmeister installed there?") from error
        if theirs != self._own_identity:
            raise UserError(
                f"The cluster's node {handle.node} has Tonmeister {theirs}, this computer {self._own_identity}; "
                "install the same one on both."
            )


def _kill(ray: Any, actor: Any) -> None:
    try:
        ray.kill(actor)
    except Exception:  # Ray disconnected meanwhile, and what it raises then differs
        log.info("an actor could not be ended", exc_info=True)

"""The engine's connection to a Ray cluster, kept so that a cluster that goes away cannot take the engine along."""

from __future__ import annotations

import contextlib
import importlib.util
import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

from engine.errors import UserError
from engine.workers.ray_address import must_answer, silence

log = logging.getLogger(__name__)

_POLL_S = 0.1
_CONNECT_S = 30.0
_WATCH_S = 1.0
_SILENT_AFTER = 2
"""Looks in a row without an answer."""
_FOR_EVER_S = 100_000_000
_NOT_INSTALLED = "TONMEISTER_RAY is set, but Ray is not installed: pip install 'tonmeister[cluster]'."
ENVIRONMENT = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
    # Ray ends the whole process when the cluster's head has been away for a minute; the engine stays.
    "RAY_gcs_rpc_server_reconnect_timeout_s": str(_FOR_EVER_S),
}


class RayConnection:
    """Connects when first used, notices when the head is silent, and connects anew when it is back."""

    def __init__(self, address: str, *, on_lost: Callable[[], None]) -> None:
        """`address` is a checked one; `on_lost` is called when all that was on the cluster is gone."""
        self.is_silent = False
        self._address = address
        self._head = address
        self._on_lost = on_lost
        self._ray: Any = None
        self._users = 0
        self._lock = threading.Lock()
        self._is_closed = threading.Event()

    @contextlib.contextmanager
    def used(self, poll: Callable[[], None]) -> Iterator[Any]:
        """The connected `ray`. Raises UserError when the cluster does not answer, or what `poll` raises."""
        while not self._lock.acquire(timeout=_POLL_S):
            poll()
        try:
            if self.is_silent and self._users:
                self.must_answer()
            if self.is_silent:
                self._disconnect()
            if self._ray is None:
                self._connect(poll)
            self._users += 1
        finally:
            self._lock.release()
        try:
            yield self._ray
        finally:
            with self._lock:
                self._users -= 1

    def must_answer(self) -> None:
        """UserError when the head was silent when last looked at; costs nothing."""
        if self.is_silent:
            raise UserError(silence(self._address))

    def close(self) -> None:
        """Disconnect."""
        self._is_closed.set()
        with self._lock:
            self._disconnect()

    def _disconnect(self) -> None:
        if self._ray is not None:
            self._on_lost()
            self._ray.shutdown()
            self._ray = None
        self.is_silent = False

    def _connect(self, poll: Callable[[], None]) -> None:
        must_answer(self._address)
        for name, value in ENVIRONMENT.items():
            os.environ.setdefault(name, value)
        logging.getLogger("ray").setLevel(logging.ERROR)
        try:
            import ray
        except ImportError as error:
            raise UserError(_NOT_INSTALLED) from error
        if self._address.startswith("ray://") and importlib.util.find_spec("grpc") is None:
            raise UserError(_NOT_INSTALLED)
        failures: list[Exception] = []
        # Not in the main thread: there Ray would take over SIGTERM, which is the engine's.
        thread = threading.Thread(target=_init, args=(ray, self._address, failures), name="ray-init", daemon=True)
        thread.start()
        end = time.monotonic() + _CONNECT_S
        while thread.is_alive() and time.monotonic() < end:
            poll()
            thread.join(_POLL_S)
        if failures or thread.is_alive():
            raise UserError(silence(self._address)) from (failures[0] if failures else None)
        self._ray = ray
        if not self._address.startswith("ray://"):
            self._head = ray.get_runtime_context().gcs_address
        self._is_closed.clear()
        threading.Thread(target=self._watch, name="ray-watch", daemon=True).start()

    def _watch(self) -> None:
        ray, missed = self._ray, 0
        while missed < _SILENT_AFTER:
            if self._is_closed.wait(_WATCH_S) or self._ray is not ray:
                return
            try:
                must_answer(self._head)
                missed = 0
            except UserError:
                missed += 1
        log.warning("the cluster's head at %s does not answer", self._head)
        self.is_silent = True


def _init(ray: Any, address: str, failures: list[Exception]) -> None:
    try:
        ray.init(
            address=address,
            namespace="tonmeister",
            log_to_driver=False,
            configure_logging=False,
            ignore_reinit_error=True,
        )
    except Exception as error:  # what Ray raises for a bad address differs between its versions
        log.exception("no connection to Ray at %s", address)
        failures.append(error)

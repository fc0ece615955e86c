"""Which workers the engine uses: processes of this computer, unless the user names a cluster."""

from __future__ import annotations

import os

from engine.catalog.registry import Registry
from engine.errors import UserError
from engine.workers.inline import Inline
from engine.workers.worker import Worker


def workers_for(registry: Registry) -> Worker:
    """Workers that are not started yet. UserError when the environment asks for what cannot be.

    `TONMEISTER_RAY` names a Ray cluster; `TONMEISTER_WORKERS=inline` runs models in this process, for finding
    faults, and `cold` starts the processes of this computer without importing anything ahead.
    """
    if address := os.environ.get("TONMEISTER_RAY", "").strip():
        from engine.workers.ray import RayWorkers

        return RayWorkers(registry=registry, address=address)
    kind = _kind()
    if kind == "inline":
        return Inline(registry)
    if kind in ("local", "cold"):
        from engine.workers.local import LocalWorkers

        return LocalWorkers(registry=registry) if kind == "local" else LocalWorkers(registry=registry, warm=())
    raise UserError(f"TONMEISTER_WORKERS is '{kind}'; it can be local, cold or inline.")


def reads_ahead() -> bool:
    """Whether this engine reads what a first request would wait for before it comes, the planner's networks as well."""
    return _kind() not in ("cold", "inline")


def _kind() -> str:
    return os.environ.get("TONMEISTER_WORKERS", "local")

"""The engine itself for tests of the panel: its service, routes and door, its planner and models, and a DAW in memory.

Only two things are not those of a user: the DAW keeps its project in memory, and models run in this process.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Mapping
from pathlib import Path

import uvicorn

from engine.catalog.model import Model
from engine.catalog.registry import Registry
from engine.config import Settings
from engine.planner.choose import planner_for
from engine.service.api import make_api
from engine.service.guard import Guard
from engine.service.service import Service
from engine.wire import wire
from engine.wire.discovery import Address
from engine.workers.inline import Inline
from tests.fakes import FakeDaw, FakeDawKind

TOKEN = "secret"


class RealEngine:
    """Serves on loopback until `stop`; `daw` is the session that a musician would see."""

    def __init__(self, folder: Path, models: Mapping[str, Model]) -> None:
        self.daw = FakeDaw(folder)
        self.registry = Registry(dict(models), {"fake": FakeDawKind(self.daw)})
        for model in models.values():
            model.others = self.registry.models_for
        settings = Settings(planner="offline", daw="fake")
        self.service = Service(registry=self.registry, worker=Inline(self.registry),
                               make_planner=lambda: planner_for(settings), settings=settings)
        self.address = Address(0, TOKEN, 1, "0", wire.VERSION)
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> Address:
        """Serve; returns where."""
        listening = socket.socket()
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        guarded = Guard(make_api(self.service, self.stop), token=TOKEN, port=port)
        config = uvicorn.Config(guarded, log_level="critical", ws="websockets-sansio", lifespan="off",
                                timeout_graceful_shutdown=0)
        server = self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=lambda: asyncio.run(server.serve([listening])), daemon=True)
        self._thread.start()
        while not server.started:
            assert self._thread.is_alive()
            self._thread.join(0.005)
        self.address = Address(port, TOKEN, 1, "0", wire.VERSION)
        return self.address

    def stop(self) -> None:
        """End."""
        if self._server is not None and self._thread is not None:
            self._server.should_exit = self._server.force_exit = True
            self._thread.join(10)
            self._server = None
            self.service.close()

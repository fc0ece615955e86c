"""engine: the service alone, for clients of any kind."""

from __future__ import annotations

import argparse
import contextlib
import gc
import logging
import logging.handlers
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from engine.errors import UserError

if TYPE_CHECKING:
    from engine.service.service import Service

LOG_BYTES = 2_000_000
STILL_THERE_S = 1.0
"""How often the engine looks whether it can still be found."""
MAX_CONNECTIONS = 500
"""Below the 1024 files that a process may usually have open."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1 (default: any free one)")
    parser.add_argument("--idle-exit", type=float, default=0, metavar="S", help="end after so many seconds unneeded")
    parser.add_argument("--stop", action="store_true", help="end the engine that is running")


def run(options: argparse.Namespace) -> int:
    """Serve until SIGTERM, Ctrl-C or `POST /stop`."""
    from engine.wire.discovery import only_engine

    if options.stop:
        print(stop_engine())
        return 0
    sys.setswitchinterval(0.0005)  # whoever plans lets those who answer clients in between, ten times as often
    gc.disable()  # until it is ready: what is imported stays, and to look for garbage in it was a sixth of a start
    with only_engine():
        _log_to_file()
        listening = _listen(options.port)
        with listening:
            _serve(listening, options.idle_exit)
    logging.shutdown()
    sys.stdout.flush()
    # Everything is saved and closed; threads that still load something must not hold up the end, or break it.
    os._exit(0)


def _serve(listening: socket.socket, idle_exit_s: float) -> None:
    import uvicorn

    from engine import __version__
    from engine.service.api import make_api
    from engine.service.guard import Guard
    from engine.wire import wire
    from engine.wire.discovery import Address, announce, announced, new_token, withdraw

    service = _service()
    port = listening.getsockname()[1]
    address = Address(port, new_token(), os.getpid(), __version__, wire.VERSION)
    server: Any = None

    def stop() -> None:
        server.should_exit = True

    config = uvicorn.Config(
        Guard(make_api(service, stop), token=address.token, port=port),
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        ws="websockets-sansio",
        ws_max_size=wire.MAX_MESSAGE_BYTES,
        ws_per_message_deflate=False,
        ws_ping_interval=20,
        ws_ping_timeout=20,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=2,
        limit_concurrency=MAX_CONNECTIONS,
    )
    server = uvicorn.Server(config)

    def ready() -> None:
        announce(address)
        service.start()
        gc.freeze()
        gc.enable()

    def still_there() -> None:
        if announced() != address:  # somebody tidied up: without the file nobody finds us, or can start another
            announce(address)

    _when_ready(server, ready, still_there)
    if idle_exit_s > 0:
        _watch_idleness(service, idle_exit_s, stop)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)  # uvicorn ends in its own way, then raises the signal again
    try:
        server.run(sockets=[listening])
    finally:
        withdraw(address)
        service.close()


def _service() -> Service:
    from engine.catalog.registry import discover
    from engine.config import load_settings
    from engine.planner.choose import planner_for
    from engine.planner.llm.host import LlmHost
    from engine.service.service import Service
    from engine.workers.choose import reads_ahead, workers_for

    settings, registry = load_settings(), discover()
    host = LlmHost(settings)
    return Service(
        registry=registry,
        worker=workers_for(registry),
        make_planner=lambda: planner_for(settings, host=host),
        settings=settings,
        reads_ahead=reads_ahead(),
    )


def _listen(port: int) -> socket.socket:
    # With the protocol named, asyncio sends each answer at once instead of waiting for the last one's receipt.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name == "posix":
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(("127.0.0.1", port))
    except (OSError, OverflowError) as error:
        listening.close()
        raise UserError(f"Port {port} cannot be used ({error}); leave --port out to get a free one.") from error
    listening.listen(128)
    return listening


def _when_ready(server: Any, ready: Callable[[], None], still_there: Callable[[], None]) -> None:
    """Call `ready` once the server answers, and `still_there` every now and then until it ends."""

    def wait() -> None:
        while not server.started and not server.should_exit:
            time.sleep(0.005)
        if server.started:
            ready()
            print("The engine is ready.", flush=True)
        while not server.should_exit:
            time.sleep(STILL_THERE_S)
            if not server.should_exit:
                with contextlib.suppress(OSError):  # a full disk: next time perhaps
                    still_there()

    threading.Thread(target=wait, daemon=True).start()


def _watch_idleness(service: Service, idle_exit_s: float, stop: Callable[[], None]) -> None:
    def watch() -> None:
        while service.idle_s() < idle_exit_s:
            time.sleep(min(5.0, idle_exit_s / 4))
        stop()

    threading.Thread(target=watch, daemon=True).start()


def stop_engine(timeout_s: float = 15.0) -> str:
    """End the engine of this user; returns a sentence. UserError when it does not end."""
    from engine.wire.client import Client, running

    found = running()
    if found is None:
        return "No engine is running."
    client = Client(found)
    client.post("/stop")
    client.close()
    until = time.monotonic() + timeout_s
    while running():
        if time.monotonic() > until:
            raise UserError(f"The engine (process {found.pid}) has not ended within {timeout_s:.0f} s.")
        time.sleep(0.05)
    return "The engine has ended."


def _log_to_file() -> None:
    from engine.config import data_folder

    path = data_folder() / "tonmeister.log"
    handler = logging.handlers.RotatingFileHandler(path, maxBytes=LOG_BYTES, backupCount=2, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])

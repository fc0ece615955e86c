"""The engine as a service: what a request through it costs over the same request in this process."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from engine.assistant.assistant import Assistant
from engine.catalog.registry import discover
from engine.planner.offline.planner import OfflinePlanner
from engine.service.connect import open_library, open_session
from engine.wire.client import Client, running

ROUNDS = 300


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TONMEISTER_HOME"] = folder
        with _engine() as (client, ready_s):
            print(f"ready                                    {ready_s:8.2f} s   goal ≤ 1.5")
            time.sleep(6)  # the workers warm up meanwhile
            status = client.get("/status")
            print(f"memory of the idle engine                {status['memory_bytes'] / 1e6:8.0f} MB  goal ≤ 120")
            for worker in status["workers"]:
                print(f"memory of an idle worker                 {worker['memory_bytes'] / 1e6:8.0f} MB")
            _requests(client, Path(folder))
            status = client.get("/status")
            print(f"memory of the engine after {2 * ROUNDS} requests  {status['memory_bytes'] / 1e6:8.0f} MB")


def _requests(client: Client, folder: Path) -> None:
    project = client.open_project("folder", folder / "through").project
    session = open_session(discover(), "folder", folder / "direct")
    assert session is not None
    library = open_library(session.snapshot().project)
    assistant = Assistant(registry=discover(), library=library, planner=OfflinePlanner(), session=session)
    with client.events(project) as events:
        pairs = []
        for _ in range(ROUNDS):
            direct_s = _timed(lambda: assistant.ask("hello"))
            pairs.append((direct_s, _timed(lambda: _ask(client, project, events))))
    library.close()
    session.close()
    direct, through = ([pair[i] * 1000 for pair in pairs[5:]] for i in (0, 1))
    over = sorted(b - a for a, b in zip(direct, through, strict=True))
    _show("the same request in this process", sorted(direct))
    _show("through the engine, to the last event", sorted(through))
    _show("overhead", over, "goal ≤ 2 / ≤ 10")
    _show("GET /status", sorted(_timed(lambda: client.get("/status")) * 1000 for _ in range(ROUNDS)))


def _ask(client: Client, project: str, events: Iterator[tuple[str, Mapping[str, Any]]]) -> None:
    number = client.send(project, "hello").number
    for name, data in events:
        if name == "turn" and data["number"] == number and data["state"] == "answered":
            return


def _show(what: str, times_ms: list[float], goal: str = "") -> None:
    middle, late = times_ms[len(times_ms) // 2], times_ms[int(len(times_ms) * 0.99)]
    print(f"{what:40} {middle:8.2f} / {late:.2f} ms (p50 / p99)   {goal}")


def _timed(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


@contextmanager
def _engine() -> Iterator[tuple[Client, float]]:
    started = time.perf_counter()
    with subprocess.Popen([sys.executable, "-P", "-m", "engine", "engine"]) as process:
        while not (address := running()):
            time.sleep(0.01)
        ready_s = time.perf_counter() - started
        client = Client(address)
        try:
            yield client, ready_s
        finally:
            client.post("/stop")
            client.close()
            process.wait(20)


if __name__ == "__main__":
    main()

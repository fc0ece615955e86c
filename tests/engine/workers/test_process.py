"""What becomes of worker processes when the engine is interrupted, ends, or is killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from engine.catalog.model import Report, Text
from engine.workers.local import LocalWorkers
from engine.workers.worker_process import FOLDER, sweep
from tests.engine.workers.conftest import MakeOrder
from tests.patience import PATIENCE_S

ENGINE = """
import sys, pathlib
from engine.catalog.model import Brief, Report
from engine.workers.local import LocalWorkers
from engine.workers.memory import MemoryBudget
from engine.workers.worker import Order
from tests.engine.workers.unruly import SOURCE, registry

def said(done, of, what):
    print(",".join(str(row["pid"]) for row in workers.status()), what, flush=True)

workers = LocalWorkers(registry=registry(), source=SOURCE, budget=MemoryBudget(4 << 30), warm=())
workers.start()
brief = Brief("edit_clip", pathlib.Path("."))
workers.run(Order("unruly", {"do": sys.argv[1], "seconds": 60}, {}, brief), Report(said))
"""


@pytest.fixture
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], list[int]]]:
    """Another engine with a job that does what the test's parameter says, and its workers' pids."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "TMPDIR": str(tmp_path)}
    with subprocess.Popen(
        [sys.executable, "-c", ENGINE, request.param],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        assert process.stdout
        end = time.monotonic() + 1.5
        pids: list[int] = []
        for line in process.stdout:
            pids = [int(pid) for pid in line.split(" ")[0].split(",") if pid not in ("", "0")]
            if time.monotonic() > end and len(pids) == 2:
                break
        yield process, pids
        process.kill()
        process.communicate()


def are_gone(pids: list[int]) -> bool:
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if not any(psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE for pid in pids):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("engine", ["sleep", "hold the lock"], indirect=True)
def test_workers_die_with_a_killed_engine(
    engine: tuple[subprocess.Popen[str], list[int]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    process, pids = engine
    assert len(pids) == 2 and all(psutil.pid_exists(pid) for pid in pids)
    process.kill()
    process.wait()
    assert are_gone(pids)
    assert list(tmp_path.glob(f"{FOLDER}*"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    sweep()  # what the next engine does at its start
    assert list(tmp_path.glob(f"{FOLDER}*")) == []


@pytest.mark.parametrize("engine", ["sleep"], indirect=True)
def test_interrupted_engine_ends_its_workers_and_leaves_no_folder(
    engine: tuple[subprocess.Popen[str], list[int]], tmp_path: Path
) -> None:
    process, pids = engine
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=PATIENCE_S)
    assert "KeyboardInterrupt" in errors
    assert are_gone(pids)
    assert list(tmp_path.glob(f"{FOLDER}*")) == []


def test_interrupt_does_not_reach_a_worker(workers: LocalWorkers, order: MakeOrder) -> None:
    answer = workers.run(order("who", model="big"), Report())["text"]
    assert isinstance(answer, Text)
    pid = int(answer.text)
    assert os.getpgid(pid) != os.getpgid(0)
    os.kill(pid, signal.SIGINT)
    assert workers.run(order("who", model="big"), Report())["text"] == answer


def test_worker_has_none_of_the_engines_files_and_sockets(
    workers: LocalWorkers, order: MakeOrder, tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, open(tmp_path / "kept", "w") as kept:
        server.set_inheritable(True)
        os.set_inheritable(kept.fileno(), True)
        psutil.Process(_pid(workers, order)).kill()
        worker = psutil.Process(_pid(workers, order))
        assert worker.net_connections() == []
        assert [file.path for file in worker.open_files() if not file.path.endswith("tonmeister.log")] == []


def _pid(workers: LocalWorkers, order: MakeOrder) -> int:
    answer = workers.run(order("who", model="big"), Report())["text"]
    assert isinstance(answer, Text)
    return int(answer.text)


def test_programs_and_folders_of_a_killed_model_go_with_it(workers: LocalWorkers, order: MakeOrder) -> None:
    heard: list[str] = []

    def hear(done: float, of: float, what: str) -> None:
        if len(words := what.split(" ")) == 2 and words[0].startswith(tempfile.gettempdir()):
            heard.extend(words)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        workers.run(order("litter"), Report(hear))
    folder, pid = Path(heard[0]), int(heard[1])
    assert are_gone([pid])
    assert FOLDER in str(folder) and not folder.parent.exists()

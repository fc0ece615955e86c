"""What goes wrong: killed engines, two engines, ports in use, stale files, and clients that behave badly."""

from __future__ import annotations

import os
import socket
import sqlite3
import threading
import time
from pathlib import Path

import pytest

from engine.errors import UserError
from engine.wire import discovery
from engine.wire.client import Client, address
from engine.wire.discovery import Address, announce, announced
from tests.engine.service.conftest import INLINE, Engine, make, wait_for
from tests.patience import PATIENCE_S

CHAIN = [
    {"tool": "generate_audio", "args": {"prompt": "first", "model": "obedient"}},
    {"tool": "generate_audio", "args": {"prompt": "work 60", "model": "obedient"}},
]


def test_killed_at_any_moment_nothing_is_lost_or_half_written(engine: Engine) -> None:
    client = engine.start()
    for moment in ("first step", "second step"):
        client = _killed(engine, client, moment)


def test_killed_before_a_model_was_asked_nothing_is_lost_or_half_written(one_process: Engine) -> None:
    client = one_process.start()
    for moment in ("queued", "planning"):
        client = _killed(one_process, client, moment)


def _killed(engine: Engine, client: Client, moment: str) -> Client:
    """Kill it at this moment, look what is left, and give the client of the next one."""
    folder = engine.home / moment
    project = client.open_project("folder", folder).project
    kept = client.follow(project, **make("kept"))
    sent = client.send(project, "two", steps=CHAIN)
    if moment == "second step":
        while [step.state for step in client.turn(project, sent.number).steps[:1]] != ["done"]:
            time.sleep(0.01)
    elif moment != "queued":
        time.sleep({"planning": 0.01, "first step": 0.05}[moment])
    engine.kill()
    client = engine.start()
    project = client.open_project("folder", folder).project
    turn = client.turn(project, sent.number)
    assert turn.state == "interrupted" and "stopped in the middle" in turn.answer, moment
    if moment == "second step":
        assert [step.state for step in turn.steps][0] == "done" and len(turn.clips) == 1, "what is finished is kept"
        assert Path(turn.clips[0].path).exists()
        undone = client.follow(project, "x", steps=[{"tool": "undo", "args": {"target": f"#{sent.number}"}}])
        assert undone.state == "done", undone.answer
    assert client.turn(project, kept.number).clips[0].id == kept.clips[0].id, moment
    with sqlite3.connect(folder / "Tonmeister" / "library.sqlite") as database:
        assert database.execute("pragma integrity_check").fetchone() == ("ok",)
    database.close()
    assert client.follow(project, **make("after")).state == "done", moment
    assert not list(folder.rglob("*.tmp")), moment
    return client


def test_sigterm_cancels_what_runs_and_leaves_nothing(engine: Engine) -> None:
    client = engine.start()
    folder = engine.home / "song"
    project = client.open_project("folder", folder).project
    sent = client.send(project, **make("work 60"))
    wait_for(client, project, sent.number, ("running",))
    assert engine.end() == 0
    assert not discovery.discovery_file().exists()
    client = engine.start()
    project = client.open_project("folder", folder).project
    assert client.turn(project, sent.number).state == "cancelled"


def test_there_is_one_engine_a_user(one_process: Engine) -> None:
    engine = one_process
    first = engine.start()
    second = engine.run()
    assert second.wait(PATIENCE_S) == 1
    assert f"running already (process {first.address.pid}, port {first.address.port})" in engine.output()
    assert announced() == first.address


def test_a_port_in_use_is_said(engine: Engine) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert engine.run("--port", str(port)).wait(PATIENCE_S) == 1
    assert f"Port {port} cannot be used" in engine.output()
    assert engine.run("--port", "70000").wait(PATIENCE_S) == 1
    assert "Traceback" not in engine.output()


@pytest.mark.parametrize("stale", ["dead process", "other program", "rubbish"])
def test_a_stale_file_does_not_mislead(one_process: Engine, monkeypatch: pytest.MonkeyPatch, stale: str) -> None:
    if stale == "rubbish":
        discovery.discovery_file().write_bytes(b"\xff\x00{")
    else:
        pid = 2**22 - 1 if stale == "dead process" else os.getpid()
        announce(Address(9, "x", pid, "0", 1))
    for name in ("PYTHONPATH", *INLINE):
        monkeypatch.setenv(name, one_process.environment[name])
    found = address()
    client = Client(found)
    assert client.get("/status")["pid"] == found.pid
    client.post("/stop")
    client.close()
    _until_gone()


@pytest.mark.skipif(os.name == "nt", reason="no pipes in folders there")
def test_a_pipe_of_that_name_is_no_engine(engine: Engine) -> None:
    os.mkfifo(discovery.discovery_file())
    assert announced() is None
    assert engine.start().get("/status")["pid"]


def test_a_folder_of_that_name_is_told_at_once(one_process: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    discovery.discovery_file().mkdir(parents=True)
    monkeypatch.setenv("PYTHONPATH", one_process.environment["PYTHONPATH"])
    with pytest.raises(UserError, match="is a folder"):
        address()


def test_clients_that_start_together_get_the_same_engine(
    one_process: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TONMEISTER_WORKERS", one_process.environment["TONMEISTER_WORKERS"])
    found: list[Address] = []
    threads = [threading.Thread(target=lambda: found.append(address())) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 3 and len(set(found)) == 1
    client = Client(found[0])
    client.post("/stop")
    client.close()
    _until_gone()


def _until_gone() -> None:
    until = time.monotonic() + PATIENCE_S
    while announced() and time.monotonic() < until:
        time.sleep(0.02)
    assert announced() is None

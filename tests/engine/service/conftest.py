"""A real engine process with a data folder of its own, and a package of models that do as their prompt says."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from engine.wire.client import Client, running
from engine.wire.discovery import Address
from engine.wire.wire import TurnView
from tests.patience import PATIENCE_S

ROOT = Path(__file__).resolve().parents[3]
MODELS = '''
"""Models of another package, found by its entry point."""
import os, signal, time
import numpy as np
from engine.media.audio import Audio
from engine.media.clip import audio_clip
from engine.catalog.model import Licence, Model

class Obedient(Model):
    """Does what its prompt says: seconds to work, or how to die."""
    id, name, tasks, quality = "obedient", "Obedient", ("generate_audio",), 9
    licence = Licence("GPL-3.0-or-later")

    def run(self, args, inputs, brief, report):
        words = args["prompt"].split()
        if words[0] == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if words[0] == "sleep":
            time.sleep(float(words[1]))
        if words[0] == "work":
            until = time.monotonic() + float(words[1])
            while time.monotonic() < until:
                report(1 - (until - time.monotonic()) / float(words[1]), 1, "working")
                time.sleep(0.01)
        sound = Audio(np.full((1, 4800), 0.1, np.float32), 48000)
        return {"audio": audio_clip(brief.folder, " ".join(words), sound)}
'''

INLINE = {"TONMEISTER_WORKERS": "inline"}
"""The environment of an engine that runs models in its own process."""
COLD = {"TONMEISTER_WORKERS": "cold"}
"""The environment of an engine that reads nothing ahead: most tests give it no words, and its workers toys."""
WARM = {"TONMEISTER_WORKERS": "local"}
"""The environment of an engine as users have it."""


class Engine:
    """An engine process that a test may treat badly."""

    def __init__(self, home: Path, packages: Path) -> None:
        self.home = home
        self.environment = {
            **os.environ,
            **COLD,
            "TONMEISTER_HOME": str(home),
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(packages)]),
        }
        self.process: subprocess.Popen[bytes] | None = None
        self.clients: list[Client] = []

    def start(self, *options: str) -> Client:
        """Start, and wait until it answers."""
        self.process = self.run(*options)
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until and self.process.poll() is None:
            address: Address | None = running()
            if address and address.pid == self.process.pid:
                self.clients.append(Client(address))
                return self.clients[-1]
            time.sleep(0.02)
        self.kill()
        raise AssertionError(f"the engine did not start: {self.output()}")

    def run(self, *options: str) -> subprocess.Popen[bytes]:
        """Start without waiting."""
        with open(self.home / "out.txt", "ab") as output:
            return subprocess.Popen(
                [sys.executable, "-P", "-m", "engine", "engine", *options],
                env=self.environment,
                stdout=output,
                stderr=output,
            )

    def output(self) -> str:
        """What it printed."""
        return (self.home / "out.txt").read_text()

    def kill(self) -> None:
        """As an out-of-memory killer does."""
        assert self.process
        self.process.kill()
        self.process.wait(PATIENCE_S)

    def end(self) -> int:
        """As a system does that shuts down; returns the exit code."""
        assert self.process
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE_S)


def _made(folder: Path) -> Engine:
    home, packages = folder / "home", folder / "packages"
    info = packages / "obedient-1.0.dist-info"
    for one in (home, info):
        one.mkdir(parents=True)
    (packages / "obedient.py").write_text(MODELS)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: obedient\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[tonmeister.models]\nobedient = obedient:Obedient\n")
    return Engine(home, packages)


def _ended(engine: Engine) -> None:
    for client in engine.clients:
        client.close()
    if engine.process and engine.process.poll() is None:
        engine.end()


@contextmanager
def obedient_engine(folder: Path) -> Iterator[Engine]:
    """An engine that has not been started, with its data and models in a folder."""
    made = _made(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TONMEISTER_HOME", str(made.home))
        yield made
        _ended(made)


@pytest.fixture()
def engine(tmp_path: Path) -> Iterator[Engine]:
    """An engine of this test alone, which has not been started."""
    with obedient_engine(tmp_path) as made:
        yield made


@pytest.fixture()
def one_process(engine: Engine) -> Engine:
    """The same without workers, which are slow to start: for what has nothing to do with them."""
    engine.environment |= INLINE
    return engine


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Engine]:
    """An engine that runs for all tests of a file; the file may name what its ENVIRONMENT has besides."""
    with obedient_engine(tmp_path_factory.mktemp("shared")) as made:
        made.environment |= getattr(request.module, "ENVIRONMENT", {})
        made.start()
        yield made


def wait_for(
    client: Client, project: str, number: int, states: tuple[str, ...], *, seconds: float = PATIENCE_S
) -> TurnView:
    """The turn when it is in one of these states."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        turn = client.turn(project, number)
        if turn.state in states:
            return turn
        time.sleep(0.02)
    raise AssertionError(f"turn {number} is {turn.state}, not {' or '.join(states)}: {turn.answer}")


def make(prompt: str, **more: Any) -> dict[str, Any]:
    """A request of one step that the obedient model carries out."""
    step = {"tool": "generate_audio", "args": {"prompt": prompt, "model": "obedient"}}
    return {"text": prompt, "steps": [step], **more}

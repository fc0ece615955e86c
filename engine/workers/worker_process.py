"""One worker process as the engine sees it: started, spoken to, watched, ended."""

from __future__ import annotations

import contextlib
import logging
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, BinaryIO

from engine.catalog.model import Model
from engine.config import data_folder
from engine.errors import ModelError, TonmeisterError
from engine.workers.memory import resident_bytes
from engine.workers.message import Ended, Message, Ready, Warm, WorkerHello, pack, read_answer, write_frame
from engine.workers.pool import PoolWorker

log = logging.getLogger(__name__)

FOLDER = "tonmeister-worker-"
"""Temporary folder of a process: this, the engine's process id, and something unique."""

_ENDINGS = {
    "SIGKILL": "killed, probably because memory ran out",
    "SIGSEGV": "crashed",
    "SIGBUS": "crashed",
    "SIGILL": "crashed",
    "SIGFPE": "crashed",
    "SIGABRT": "aborted",
    "SIGTERM": "killed",
}


class WorkerProcess(PoolWorker):
    """A process with three threads of the engine: one starts it, hears it and buries it, one
    writes to it (a process that hangs must not hang the engine), and whoever waits reads `inbox`.
    """

    def __init__(self, *, model: str, hello: WorkerHello, on_change: Callable[[WorkerProcess], None]) -> None:
        super().__init__(model)
        self.used_bytes = 0
        """What it was measured to hold when it last finished an order; 0 = not yet."""
        self.vram_bytes = 0
        self.inbox: queue.SimpleQueue[Message] = queue.SimpleQueue()
        self.is_warm = threading.Event()
        self.has_started = False
        self._is_gone = threading.Event()
        self.is_ended_by_us = False
        self._hello = hello
        self._on_change = on_change
        self._outbox: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        # The thread that starts a process must live as long as the process: Linux tells a child of
        # its parent's death when the parent's *thread* ends.
        threading.Thread(target=self._live, name="worker", daemon=True).start()

    def send(self, message: Message) -> None:
        """Send without waiting; raises what pickle raises for values that cannot travel."""
        self._outbox.put(pack(message))

    def failure(self, model: Model) -> TonmeisterError | None:
        """See PoolWorker."""
        if self.state != "ended" or self.has_started:
            return None
        return ModelError(f"{model.name} could not be started; the log says more.")

    def row(self) -> dict[str, Any]:
        """See PoolWorker; with the bytes it holds, of memory and on a graphics card."""
        memory_bytes = resident_bytes(self.pid) if self.pid else 0
        return {**super().row(), "memory_bytes": memory_bytes, "vram_bytes": self.vram_bytes}

    def end(self, *, wait_s: float = 0.2) -> None:
        """Kill it with everything it started, and wait a little until its memory is free."""
        with self._lock:
            self.is_ended_by_us = True
            if self._process is not None and self._process.returncode is None:
                _kill(self._process)
        self._is_gone.wait(wait_s)

    def _live(self) -> None:
        code = None
        folder = Path(tempfile.mkdtemp(prefix=f"{FOLDER}{os.getpid()}-"))
        try:
            with _log_file() as log_file:
                process = self._start(folder, log_file)
            if process is not None:
                code = self._hear(process)
        except OSError as error:
            log.error("a worker could not be started: %s", error)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            self.become("ended")
            self._is_gone.set()
            self.inbox.put(Ended(code))
            self._on_change(self)

    def _start(self, folder: Path, log_file: IO[Any]) -> subprocess.Popen[bytes] | None:
        with self._lock:
            if self.is_ended_by_us:
                return None
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "engine.workers.process"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log_file,
                env=_environment(folder),
                **_own_group(),
            )
            self.pid = self._process.pid
            return self._process

    def _hear(self, process: subprocess.Popen[bytes]) -> int:
        assert process.stdin and process.stdout
        writer = threading.Thread(target=self._write, args=(process.stdin,), name="worker-writer", daemon=True)
        writer.start()
        self._outbox.put(pack(self._hello))
        hears: BinaryIO = process.stdout  # type: ignore[assignment]
        while message := read_answer(hears):
            if isinstance(message, Ready):
                self.has_started = True
                self._on_change(self)
            elif isinstance(message, Warm):
                self.is_warm.set()
            else:
                self.inbox.put(message)
        code = _exit_code(process)
        self._outbox.put(None)
        process.stdout.close()
        writer.join()
        return code

    def _write(self, pipe: BinaryIO) -> None:
        try:
            while frame := self._outbox.get():
                write_frame(pipe, frame)
        except OSError:
            log.info("worker %d no longer listens", self.pid)
        with contextlib.suppress(OSError):
            pipe.close()


def why_ended(code: int | None) -> str:
    """How a process ended, in a few words; `code` as in Ended."""
    if code is None:
        return "it could not be started"
    if code >= 0:
        return "crashed" if code > 255 else f"exit code {code}"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"
    return _ENDINGS.get(name, name)


def sweep() -> None:
    """Remove the temporary folders of processes whose engine was killed."""
    import psutil

    for folder in Path(tempfile.gettempdir()).glob(f"{FOLDER}*-*"):
        engine = folder.name.removeprefix(FOLDER).split("-")[0]
        if engine.isdigit() and not psutil.pid_exists(int(engine)):
            shutil.rmtree(folder, ignore_errors=True)


def _exit_code(process: subprocess.Popen[bytes]) -> int:
    """Its exit code, once it has closed its pipe; what it started, or itself should it linger, is killed."""
    if os.name != "posix":
        with contextlib.suppress(subprocess.TimeoutExpired):
            return process.wait(0.5)
    _kill(process)  # one that is on its way out keeps its own exit code
    return process.wait()


def _kill(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(OSError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def _own_group() -> dict[str, Any]:
    """Ctrl-C on the terminal is for the engine, not for its workers."""
    if os.name == "posix":
        return {"start_new_session": True}
    return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}  # type: ignore[attr-defined]


def _environment(folder: Path) -> dict[str, str]:
    """The engine's own, with the same places to import from and a temporary folder of its own."""
    places = os.pathsep.join(place for place in sys.path if place)
    return {**os.environ, "PYTHONPATH": places, **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))}


def _log_file() -> IO[Any]:
    path = data_folder() / "tonmeister.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return open(path, "ab")
    except OSError:  # a full or read-only disk must not keep models from running
        return open(os.devnull, "ab")

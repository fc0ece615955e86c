"""Group: a foreign program and everything it starts, heard line by line, ended as one."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from engine.errors import ModelError

_SUPERVISOR = Path(__file__).with_name("supervisor.py")
_CHUNK_BYTES = 1 << 16
_POLL_S = 0.1
_WAITING_LINES = 256
"""A program that says more than is listened to has to wait."""
_TAIL_LINES = 40
_NOISE_BYTES = 4096
"""What is kept of one line on stderr."""


@dataclass(frozen=True)
class OutputLine:
    """One line that a program wrote; a carriage return ends one, too."""

    text: str
    is_spoken: bool
    """True for stdout, False for stderr."""
    is_cut: bool = False
    """True when it was longer than allowed and its end was thrown away."""


class ProcessGroup:
    """A running command in a process group of its own; its threads end with it."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        folder: Path,
        environment: Mapping[str, str],
        max_line_bytes: int = _NOISE_BYTES,
    ) -> None:
        """Start it in `folder`; ModelError when that is not possible. `max_line_bytes` is for its stdout."""
        self.heard_s = time.monotonic()
        """When it last wrote something."""
        self._lines: queue.Queue[OutputLine | None] = queue.Queue(_WAITING_LINES)
        self._tail: deque[str] = deque(maxlen=_TAIL_LINES)
        self._is_ended = threading.Event()
        self._is_gone = threading.Event()
        self._code: int | None = None
        self._lifeline = -1
        try:
            self._process = self._start(command, folder, environment)
        except OSError as error:
            raise ModelError(f"{command[0]} cannot be started: {error.strerror}.") from error
        assert self._process.stdout and self._process.stderr
        readers = [
            threading.Thread(target=self._hear, args=(pipe, is_spoken, limit), name="group-reader", daemon=True)
            for pipe, is_spoken, limit in (
                (self._process.stdout, True, max_line_bytes),
                (self._process.stderr, False, _NOISE_BYTES),
            )
        ]
        for reader in readers:
            reader.start()
        threading.Thread(target=self._bury, args=(readers,), name="group", daemon=True).start()

    @property
    def pid(self) -> int:
        """Process id of its leader."""
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """None while it runs; 128 + n when signal n ended it."""
        return self._code

    @property
    def is_over(self) -> bool:
        """True when it is gone and every line was read."""
        return self._is_gone.is_set() and self._lines.empty()

    def tail(self) -> list[str]:
        """The last lines it wrote on stderr."""
        return list(self._tail)

    def next_line(self, wait_s: float) -> OutputLine | None:
        """The next line; None when none came in time, or none will come."""
        with contextlib.suppress(queue.Empty):
            return self._lines.get(timeout=wait_s)
        return None

    def say(self, line: str) -> None:
        """Write a line to its stdin without waiting: a program that hangs does not read."""
        threading.Thread(target=self._write, args=(line.encode() + b"\n",), name="group-writer", daemon=True).start()

    def say_nothing(self) -> None:
        """Close its stdin, so that it never waits for an answer."""
        assert self._process.stdin
        with contextlib.suppress(OSError):
            self._process.stdin.close()

    def end(self, wait_s: float = 0.5) -> None:
        """Kill it with everything it started; waits a little until it is gone."""
        self._is_ended.set()
        self._kill()
        self._is_gone.wait(wait_s)

    def _start(self, command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
        pipes: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
        if os.name != "posix":
            flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW  # type: ignore[attr-defined]
            return subprocess.Popen(command, cwd=folder, env=environment, creationflags=flags, **pipes)
        ours, self._lifeline = os.pipe()
        supervisor = [sys.executable, "-I", "-S", str(_SUPERVISOR), str(ours), *command]
        try:
            return subprocess.Popen(
                supervisor, cwd=folder, env=environment, start_new_session=True, pass_fds=(ours,), **pipes
            )
        except OSError:
            os.close(self._lifeline)
            raise
        finally:
            os.close(ours)

    def _hear(self, pipe: BinaryIO, is_spoken: bool, limit: int) -> None:
        for line in _lines(pipe, is_spoken, limit):
            self.heard_s = time.monotonic()
            if not is_spoken:
                self._tail.append(line.text)
            self._pass_on(line)
        pipe.close()

    def _pass_on(self, line: OutputLine) -> None:
        """What is spoken waits to be heard; noise that nobody listens to is dropped."""
        while not self._is_ended.is_set():
            with contextlib.suppress(queue.Full):
                self._lines.put(line, block=line.is_spoken, timeout=_POLL_S)
                return
            if not line.is_spoken:
                return

    def _bury(self, readers: Sequence[threading.Thread]) -> None:
        code = self._process.wait()
        self._kill()  # what it has left behind
        for reader in readers:
            reader.join()
        self.say_nothing()
        if self._lifeline >= 0:
            os.close(self._lifeline)
        self._code = code if code >= 0 else 128 - code
        self._is_gone.set()
        with contextlib.suppress(queue.Full):
            self._lines.put_nowait(None)  # whoever waits for a line need not wait longer

    def _kill(self) -> None:
        with contextlib.suppress(OSError):
            if os.name == "posix":
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                _kill_family(self._process.pid)

    def _write(self, line: bytes) -> None:
        assert self._process.stdin
        with contextlib.suppress(OSError, ValueError):  # it has gone
            self._process.stdin.write(line)
            self._process.stdin.flush()


def _lines(pipe: BinaryIO, is_spoken: bool, limit: int) -> Iterator[OutputLine]:
    """The lines of a pipe; what goes beyond `limit` bytes in one of them is thrown away."""
    held, is_cut = b"", False
    while chunk := pipe.read1(_CHUNK_BYTES):  # type: ignore[attr-defined]
        *whole, rest = chunk.replace(b"\r", b"\n").split(b"\n")
        for part in whole:
            text = held + part
            if text.strip():
                yield OutputLine(text[:limit].decode(errors="replace"), is_spoken, is_cut or len(text) > limit)
            held, is_cut = b"", False
        held += rest
        is_cut = is_cut or len(held) > limit
        held = held[: limit + 1]
    if held.strip():
        yield OutputLine(held[:limit].decode(errors="replace"), is_spoken, is_cut)


def _kill_family(pid: int) -> None:
    import psutil

    with contextlib.suppress(psutil.Error):
        process = psutil.Process(pid)
        for one in [*process.children(recursive=True), process]:
            with contextlib.suppress(psutil.Error):
                one.kill()

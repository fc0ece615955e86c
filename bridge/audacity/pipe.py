"""The pipe of Audacity's module mod-script-pipe: which Audacity runs, and one command at a time with a deadline."""

from __future__ import annotations

import contextlib
import os
import select
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

from engine.config import data_folder
from engine.errors import DawError, DawSilent
from engine.machine.file_lock import try_lock

COMMAND_S, ANSWERS_S, TURN_S = 20.0, 4.0, 60.0
_END = b"BatchCommand finished: "
_SILENT = "Audacity does not answer; close the dialog that may be open in it, or start it again."


def pipes() -> tuple[Path, Path]:
    """Where Audacity listens and where it answers: it gives them fixed names, one pair a user."""
    return Path(f"/tmp/audacity_script_pipe.to.{os.getuid()}"), Path(f"/tmp/audacity_script_pipe.from.{os.getuid()}")


def running() -> list[int]:
    """The processes of this user's Audacity."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if folder.stat().st_uid == os.getuid() and _is_audacity(int(folder.name)):
                found.append(int(folder.name))
    return sorted(found)


def _is_audacity(pid: int) -> bool:
    try:
        name, _, state = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")
    except OSError:
        return False
    return name.endswith("(audacity") and state.split()[0] != "Z"


def open_projects(pid: int) -> list[Path]:
    """The project files that an Audacity holds open; one that was never saved has one once something is in it."""
    found = set()
    with contextlib.suppress(OSError):
        for link in Path(f"/proc/{pid}/fd").iterdir():
            with contextlib.suppress(OSError):
                file = Path(os.readlink(link))
                found |= {file} if file.suffix in (".aup3", ".aup3unsaved") else set()
    return sorted(found)


class Pipe:
    """The way to one Audacity. Commands are asked for within `turn()`, so that no two programs mix theirs."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._to = self._from = -1

    @contextlib.contextmanager
    def turn(self) -> Iterator[None]:
        """Have the pipe for oneself, with nothing of before in it. DawSilent when Audacity does not answer."""
        folder = data_folder() / "audacity"
        folder.mkdir(parents=True, exist_ok=True)
        with open(folder / "pipe.lock", "wb") as lock:
            until = time.monotonic() + TURN_S
            while not try_lock(lock.fileno()):
                if time.monotonic() > until:
                    raise DawError("Another request keeps Audacity busy; ask again in a moment.")
                time.sleep(0.02)
            self._open()
            mark = uuid.uuid4().hex  # answers to what was given up come before it
            self._write(f"Message: Text={mark}")
            self._until(mark.encode(), ANSWERS_S)
            yield

    def ask(self, command: str, *, timeout_s: float = COMMAND_S) -> str:
        """What Audacity says to a command. DawError when it cannot do it, DawSilent when it does not answer."""
        self._write(command)
        said, _, verdict = self._until(b"", timeout_s).decode("utf-8", "replace").rpartition(_END.decode())
        if not verdict.startswith("OK"):
            raise DawError(f"Audacity: {' '.join(said.split()) or 'it could not do that now'}.".replace("..", "."))
        return said.strip()

    def close(self) -> None:
        """Let go; Audacity waits for the next one."""
        for handle in (self._to, self._from):
            if handle >= 0:
                os.close(handle)
        self._to = self._from = -1

    def _open(self) -> None:
        if not _is_audacity(self.pid):
            raise DawError("Audacity was closed.")
        if self._to >= 0:
            return
        try:  # for both directions, so that opening never waits for the other end
            self._to, self._from = (os.open(path, os.O_RDWR | os.O_NONBLOCK) for path in pipes())
        except OSError as error:
            raise DawError(f"Audacity's pipe cannot be opened ({error.strerror}); start Audacity again.") from error

    def _write(self, command: str) -> None:
        data = " ".join(command.splitlines()).encode() + b"\n"
        until = time.monotonic() + ANSWERS_S
        while data:
            try:
                data = data[os.write(self._to, data) :]
            except BlockingIOError:
                if time.monotonic() > until:
                    raise DawSilent(_SILENT) from None
                time.sleep(0.02)

    def _until(self, mark: bytes, timeout_s: float) -> bytes:
        """What comes up to the end of the answer that holds `mark`."""
        until, said = time.monotonic() + timeout_s, b""
        while not (
            mark in said and _END in (rest := said.split(mark, 1)[1] if mark else said) and rest[-2:] == b"\n\n"
        ):
            left = until - time.monotonic()
            if left <= 0 or not _is_audacity(self.pid):
                raise DawSilent(_SILENT if left <= 0 else "Audacity was closed.")
            if select.select([self._from], [], [], min(left, 0.25))[0]:
                said += os.read(self._from, 1 << 16)
        return said

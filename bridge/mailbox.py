"""The mailbox carrier: commands and replies as files in one folder, for DAWs whose scripts have no sockets."""

from __future__ import annotations

import contextlib
import os
import secrets
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bridge.osc import LoopbackServer
from bridge.process import is_gone, work_of
from bridge.protocol import MUTATING, Reply, ScriptHello, command, read_hello, read_reply
from engine.errors import DawError, DawSilent
from engine.machine.file_lock import try_lock

FRESH_S = 12.0
"""A script announces itself every 2 s; one not heard for this long is gone."""
SILENT_S, SILENT_UNSEEN_S = 2.0, 5.0
"""A command not picked up for this long will not be: the DAW hangs. The second where its work cannot be watched."""
_POLL_S = 0.02
_SOON_S, _POLL_SOON_S = 0.1, 0.003
"""Most answers come with the next ticks of the DAW: at first it is looked for them more often."""
_LOOK_S = 0.1


class Mailbox:
    """The folder that one kind of DAW and Tonmeister share."""

    def __init__(self, folder: Path, daw_id: str = "") -> None:
        """`daw_id` is what `tonmeister daw install` calls the DAW; else it is the folder's name."""
        self.folder, self._daw_id = folder, daw_id or folder.name

    def prepare(self) -> None:
        """Make the folder and its token, both for this user only."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(OSError):
            os.chmod(self.folder, 0o700)
        path = self.folder / "token"
        if not path.exists():
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w") as file:
                file.write(secrets.token_hex(24))

    def token(self) -> str:
        """The word that every command carries. DawError when the script was never installed."""
        try:
            return (self.folder / "token").read_text("ascii").strip()
        except OSError as error:
            raise DawError(
                f"The script is not installed in the DAW yet; run: tonmeister daw install {self._daw_id}."
            ) from error

    def hellos(self) -> list[ScriptHello]:
        """The sessions that announced themselves just now."""
        told = (_hello(path) for path in sorted(self.folder.glob("hello-*.json")))
        return [hello for hello in told if hello]

    def hello(self, key: str) -> ScriptHello | None:
        """The announcement of one session, when it is fresh; the folder, which replies fill, is not looked through."""
        name = f"hello-{key}.json"
        return _hello(self.folder / name) if Path(name).name == name else None


class MailboxLine:
    """The way to one session: one command at a time, each with a definite end."""

    def __init__(
        self,
        mailbox: Mailbox,
        key: str,
        *,
        trigger: Callable[[], None] | None = None,
        is_alive: Callable[[], bool] | None = None,
    ) -> None:
        self._mailbox, self._key = mailbox, key
        self._trigger = trigger
        self._is_alive = is_alive or (lambda: mailbox.hello(key) is not None)
        self.poll_soon_s = _POLL_SOON_S
        self._noticed: set[str] = set()
        self._wanted = ""
        self._bell = threading.Condition()
        self._server: LoopbackServer | None = LoopbackServer({"/tonmeister/reply": self._on_notice})
        self._one_at_a_time = threading.Lock()

    def close(self) -> None:
        """Stop hearing notices."""
        if self._server:
            self._server.close()
            self._server = None

    def call(self, op: str, args: Mapping[str, Any] | None = None, *, timeout_s: float = 10.0) -> Reply:
        """Send one command and wait for its reply.

        Raises DawError when it is certain that nothing was done, and DawSilent when the DAW
        took the command and did not answer.
        """
        with self._one_at_a_time, _locked(self._mailbox.folder / f"lock-{self._key}", timeout_s):
            port = self._server.port if self._server else 0
            asked = command(op, args, token=self._mailbox.token(), timeout_s=timeout_s, notice_port=port)
            with self._bell:
                self._wanted = asked.id
            waiting = self._mailbox.folder / f"cmd-{self._key}.json"
            _write(waiting, asked.encoded())
            if self._trigger:
                self._trigger()
            data = self._await(asked.id, time.monotonic() + timeout_s, waiting)
            if data is None:
                data = self._give_up(asked.id, waiting, op)
            if op not in MUTATING:  # the script keeps the others, to answer a repeated id
                with contextlib.suppress(OSError):
                    (self._mailbox.folder / f"reply-{self._key}-{asked.id}.json").unlink()
            return read_reply(data, asked.id)

    def _await(self, command_id: str, until: float, waiting: Path | None = None) -> bytes | None:
        """The answer; None when the time is up, the DAW has ended, or does not pick the command up."""
        path = self._mailbox.folder / f"reply-{self._key}-{command_id}.json"
        began = looked_at = time.monotonic()
        pickup = _PickUp(waiting, self._pid()) if waiting else None
        while True:
            data = _read(path)
            if data:
                return data
            now = time.monotonic()
            if now >= until:
                return None
            if now - looked_at > _LOOK_S:
                looked_at = now
                if not self._is_alive() or (pickup and pickup.is_hopeless(now)):
                    return _read(path)
            with self._bell:
                if command_id not in self._noticed:
                    self._bell.wait(self.poll_soon_s if now - began < _SOON_S else _POLL_S)
                self._noticed.discard(command_id)

    def _give_up(self, command_id: str, waiting: Path, op: str) -> bytes:
        """Withdraw the command so that it cannot be carried out later; or say that it is too late for that."""
        withdrawn = waiting.with_name(f"{waiting.name}.withdrawn")
        try:
            os.replace(waiting, withdrawn)
        except OSError:
            data = self._await(command_id, time.monotonic() + 0.3)  # it may have been answered this moment
            if data:
                return data
            if not self._is_alive():
                raise DawSilent(f"The DAW ended while it carried out '{op}'; start it again and look.") from None
            raise DawSilent(
                f"The DAW took the request '{op}' but did not answer; "
                "look whether it is busy, shows a dialog, or has ended."
            ) from None
        withdrawn.unlink(missing_ok=True)
        if not self._is_alive():
            raise DawError("The DAW has ended, and nothing was changed; start it again.")
        raise DawError(
            "The DAW did not pick up the request, and nothing was changed; "
            "look whether it still runs, is busy, or shows a dialog."
        )

    def _pid(self) -> int:
        hello = self._mailbox.hello(self._key)
        return hello.pid if hello else 0

    def _on_notice(self, values: Sequence[Any]) -> None:
        with self._bell:
            # Only the command that is under way: a stranger's notices leave nothing behind.
            if values and values[0] == self._wanted:
                self._noticed = {self._wanted}
                self._bell.notify_all()


class _PickUp:
    """Watches whether the DAW picks a command up, or at least works on something."""

    def __init__(self, waiting: Path, pid: int) -> None:
        self._waiting, self._pid = waiting, pid
        self._since = time.monotonic()
        self._work = work_of(pid)

    def is_hopeless(self, now: float) -> bool:
        """True once the command has lain there while the DAW did nothing."""
        limit = SILENT_UNSEEN_S if self._work is None else SILENT_S
        if now - self._since < limit or not self._waiting.exists():
            return False
        work = work_of(self._pid)
        is_busy = work and self._work and (work.is_ready or work.ticks - self._work.ticks > 5)
        self._since, self._work = now, work
        return not is_busy


def _hello(path: Path) -> ScriptHello | None:
    """The announcement in a file, when it is its session's own and fresh."""
    with contextlib.suppress(OSError):
        hello = read_hello(path.read_bytes())
        is_ours = hello and path.name == f"hello-{hello.key}.json"
        if hello and is_ours and abs(time.time() - hello.time) < FRESH_S and not is_gone(hello.pid):
            return hello
    return None


def sweep(folder: Path, *, older_than_s: float = 3600.0) -> None:
    """Remove what ended commands and sessions left in a mailbox."""
    for pattern in ("reply-*", "*.tmp", "*.withdrawn", "hello-*", "ledger-*", "claimed-*", "cmd-*", "edits-*"):
        for path in folder.glob(pattern):
            with contextlib.suppress(OSError):
                if time.time() - path.stat().st_mtime > older_than_s:
                    path.unlink()


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all for the script; a command need not outlive a power cut, and is not made to wait for it."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    fresh.write_bytes(data)
    for attempt in range(20):  # Windows refuses while the script has the old file open
        try:
            os.replace(fresh, path)
            return
        except PermissionError:
            if attempt == 19:
                raise
            time.sleep(0.01)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


@contextlib.contextmanager
def _locked(path: Path, timeout_s: float) -> Iterator[None]:
    """Hold a file's lock; the operating system lets go of it when this program ends."""
    until = time.monotonic() + timeout_s
    with open(path, "ab") as file:
        while not try_lock(file.fileno()):
            if time.monotonic() > until:
                raise DawError("The DAW is busy with another request; nothing was changed, try again.")
            time.sleep(0.01)
        yield

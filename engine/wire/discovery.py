"""Where a running engine is found: a file that only its user may read, and the lock that keeps it the only one."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from engine.config import data_folder
from engine.errors import UserError
from engine.machine.file_lock import try_lock
from engine.strict_json import read_json


@dataclass(frozen=True)
class Address:
    """How to reach an engine."""

    port: int
    token: str
    pid: int
    version: str
    wire: int
    """Version of the wire."""


class AnotherEngine(UserError):
    """Another engine of this user runs, or is just starting."""


def discovery_file() -> Path:
    """The file that a running engine writes."""
    return data_folder() / "engine.json"


def new_token() -> str:
    """A secret for one run of the engine."""
    return secrets.token_urlsafe(32)


def announce(address: Address) -> None:
    """Write the file in one go, readable by this user alone."""
    path = discovery_file()
    fresh = path.with_name(f".engine-{address.pid}.tmp")
    with contextlib.suppress(FileNotFoundError):
        fresh.unlink()
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(handle, "w", encoding="utf-8") as file:
        json.dump(asdict(address), file)
    os.replace(fresh, path)


def announced() -> Address | None:
    """The engine that was announced last, which may have died since; None when there is none."""
    try:
        if not discovery_file().is_file():
            return None  # a pipe of that name would never end
        stored = read_json(discovery_file())
        token = str(stored["token"])
        if not token.isascii() or not token.isprintable():
            return None  # no engine has written it, and no header can hold it
        return Address(int(stored["port"]), token, int(stored["pid"]), str(stored["version"]), int(stored["wire"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def is_code_newer() -> bool:
    """Was the code of a clone changed after the running engine had started? It goes on with what it has read."""
    root = Path(__file__).resolve().parents[2]
    if not (root / "setup.cfg").is_file() or not discovery_file().is_file():
        return False
    started = discovery_file().stat().st_mtime
    files = (path for room in ("engine", "models", "bridge") for path in (root / room).rglob("*.py"))
    return any(path.stat().st_mtime > started for path in files)


def withdraw(address: Address) -> None:
    """Take the file away, unless another engine has written it since."""
    if announced() == address:
        with contextlib.suppress(OSError):
            discovery_file().unlink()


@contextlib.contextmanager
def only_engine() -> Iterator[None]:
    """Hold the lock of this user's engine; AnotherEngine when another one has it. The system lets go when we die."""
    if discovery_file().is_dir():
        raise UserError(f"{discovery_file()} is a folder, and the engine writes a file of that name; take it away.")
    folder = data_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = open(folder / "engine.lock", "a+b")  # noqa: SIM115
    except OSError as error:
        raise UserError(f"{folder} cannot be written ({error.strerror}); check who owns it.") from error
    with file:
        if not try_lock(file.fileno()):
            other = announced()
            where = f" (process {other.pid}, port {other.port})" if other else ""
            raise AnotherEngine(f"An engine is running already{where}; there is one for each user.")
        yield

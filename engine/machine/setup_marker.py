"""Which commands and extras of a clone are set up: one small file each in `.venv/ready`.

Read at every start from a clone, so it imports next to nothing. A file holds what the set-up
followed from; when that has changed, the set-up is done again.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from engine.machine.requirements import fingerprint


def environment(here: Path) -> Path:
    """The folder of the clone's own environment."""
    return here / ".venv"


def python_of(here: Path) -> Path:
    """The Python of the clone's own environment."""
    return environment(here) / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def packages_of(here: Path) -> list[Path]:
    """Where the packages of the clone's own environment lie."""
    folder = environment(here)
    return list(folder.glob("Lib/site-packages" if os.name == "nt" else "lib/python3*/site-packages"))


def is_inside(here: Path) -> bool:
    """True when this process runs in the clone's own environment."""
    return Path(sys.prefix).resolve() == environment(here).resolve()


def is_done(here: Path, name: str) -> bool:
    """True when a command can start, or an extra in brackets is there, without any set-up."""
    return _content(_ready(here) / name) == _fingerprint(here) and python_of(here).exists()


def names(here: Path) -> list[str]:
    """All commands and extras that were set up once, be it for an older setup.cfg."""
    folder = _ready(here)
    return sorted(name for name in os.listdir(folder) if name[0] != ".") if folder.is_dir() else []


def was_moved(here: Path) -> bool:
    """True when the environment was made for another folder, or its Python is gone: it must be made anew."""
    first_lines = {_content(_ready(here) / name).split(b"\n")[0] for name in names(here)}
    return bool(first_lines - {os.fsencode(here)}) or bool(first_lines and not python_of(here).exists())


def mark_done(here: Path, name: str) -> None:
    """Note that a command, or an extra in brackets, is set up."""
    path = _ready(here) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{name}.tmp")
    fresh.write_bytes(_fingerprint(here))
    fresh.replace(path)


def forget(here: Path) -> None:
    """Note that nothing is set up any more."""
    for name in names(here):
        (_ready(here) / name).unlink()


def _ready(here: Path) -> Path:
    return environment(here) / "ready"


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _fingerprint(here: Path) -> bytes:
    return os.fsencode(here) + b"\n" + fingerprint(here)

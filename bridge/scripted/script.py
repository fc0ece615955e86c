"""The files of a DAW's script: what all share, and the DAW's own, copied into one folder."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parents[2] / "daw_scripts"
MAILBOX = "mailbox"


def script_files(name: str) -> list[Path]:
    """The Lua files of one DAW's script, with those that all scripts with a mailbox share."""
    return sorted([*(SCRIPTS / MAILBOX).glob("*.lua"), *(SCRIPTS / name).glob("*.lua")], key=lambda path: path.name)


def edition(name: str) -> str:
    """A short name for exactly these files: a script in a DAW that tells another one is another version."""
    digest = hashlib.sha256()
    for path in script_files(name):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def copy_script(name: str, target: Path) -> Path:
    """The newest version of a script in a folder, each file whole."""
    target.mkdir(parents=True, exist_ok=True)
    for source in script_files(name):
        fresh = target / f"{source.name}.tmp"
        shutil.copyfile(source, fresh)
        os.replace(fresh, target / source.name)
    return target

"""What was installed: one small JSON file for each checkpoint, written when all of it is here."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from engine.catalog.hub.checkpoint import Checkpoint
from engine.config import data_folder
from engine.strict_json import read_json

_SELLABLE = (
    "apache-2.0",
    "mit",
    "bsd",
    "bsd-2-clause",
    "bsd-3-clause",
    "bsd-3-clause-clear",
    "cc0-1.0",
    "cc-by-4.0",
    "unlicense",
    "isc",
)
"""Names the hub gives to licences that let results be sold without further conditions."""


@dataclass(frozen=True)
class Installed:
    """A checkpoint on this computer."""

    repo: str
    revision: str
    """Commit of the repository; stays what it was when it was brought here."""
    folder: str
    """Where its files lie."""
    files: Mapping[str, int]
    """Size in bytes of each, by its path in the folder."""
    licence: str = ""
    """As the hub names it; empty = it does not say."""
    got_at: str = ""
    """ISO 8601, UTC."""

    @property
    def total_bytes(self) -> int:
        """Size of all its files."""
        return sum(self.files.values())

    @property
    def is_whole(self) -> bool:
        """True when every file is there in its full length."""
        try:
            return all((Path(self.folder) / name).stat().st_size == size for name, size in self.files.items())
        except OSError:
            return False


def may_be_sold(licence: str) -> bool:
    """True for the licences that are known to allow it; anything else has to be read by the user."""
    return licence.lower() in _SELLABLE


def record_path(checkpoint: Checkpoint) -> Path:
    """Where the record of a checkpoint lies; other files of the same repository have another one."""
    which = checkpoint.form, checkpoint.only, checkpoint.never
    mark = f"--{hashlib.sha256(repr(which).encode()).hexdigest()[:8]}" if checkpoint.only or checkpoint.never else ""
    return _records() / f"{checkpoint.repo.replace('/', '--')}{mark}.json"


def recorded(checkpoint: Checkpoint) -> Installed | None:
    """The record of a checkpoint, whether its files are still whole or not; None when there is none."""
    return _read(record_path(checkpoint))


def installed(checkpoint: Checkpoint) -> Installed | None:
    """The record of a checkpoint; None when it is not here or no longer whole. Reads no weights."""
    found = recorded(checkpoint)
    return found if found and found.repo == checkpoint.repo and found.is_whole else None


def records_of(repo: str) -> list[Installed]:
    """The records of all checkpoints that lie in one repository."""
    found = [_read(path) for path in sorted(_records().glob(f"{repo.replace('/', '--')}*.json"))]
    return [one for one in found if one and one.repo == repo]


def write_record(checkpoint: Checkpoint, done: Installed) -> None:
    """Note that a checkpoint is here; in one step."""
    path = record_path(checkpoint)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        fresh.write_text(json.dumps(asdict(done), indent=2), "utf-8")
        os.replace(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)


def forget(checkpoint: Checkpoint) -> None:
    """Delete the record; the files stay."""
    record_path(checkpoint).unlink(missing_ok=True)


def _records() -> Path:
    return data_folder() / "checkpoints"


def _read(path: Path) -> Installed | None:
    try:
        return Installed(**read_json(path))
    except (OSError, ValueError, TypeError):
        return None

"""The folder of an environment: where everything of it lies, and the mark that says that it is whole."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from engine.catalog.environments.manifest import Manifest
from engine.config import data_folder
from engine.errors import UserError
from engine.machine.file_lock import try_lock
from engine.strict_json import read_json

_DONE, _PACKAGES = "done.json", "packages.json"
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


@dataclass(frozen=True)
class EnvironmentFolder:
    """`environments/<id>` in the user's data folder; nothing of an environment lies anywhere else."""

    id: str

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            raise UserError(f"'{self.id}' is no name of an environment; it is lower-case letters, digits and hyphens.")

    @property
    def path(self) -> Path:
        """All of it."""
        return environments_folder() / self.id

    @property
    def python(self) -> Path:
        """Its Python."""
        return self.path / "venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def source(self) -> Path:
        """The repository it runs, where it has one."""
        return self.path / "source"

    @property
    def weights(self) -> Path:
        """Where its programs keep what they download."""
        return self.path / "weights"

    @property
    def log(self) -> Path:
        """What was printed while it was made; stays when that failed."""
        return environments_folder() / f"{self.id}.log"

    def mark(self) -> Mapping[str, Any]:
        """What it was made of and when; empty when it is not there or was not finished."""
        return self._read(_DONE)

    def holds(self, contents: Manifest) -> bool:
        """True when it is whole and was made of exactly this."""
        return self.mark().get("contents") == _plain(contents)

    def lacks_only_weights(self, contents: Manifest) -> bool:
        """True when everything else of exactly this was finished."""
        return self._read(_PACKAGES).get("contents") == _plain(contents)

    def mark_packages(self, contents: Manifest) -> None:
        """Note that everything but the weights is there."""
        self._write(_PACKAGES, {"contents": _plain(contents)})

    def mark_done(self, contents: Manifest, **facts: Any) -> None:
        """Note that it is whole, with what is worth knowing of it."""
        self._write(_DONE, {"contents": _plain(contents), **facts})

    def _read(self, name: str) -> Mapping[str, Any]:
        try:
            found = read_json(self.path / name)
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) and self.python.exists() else {}

    def _write(self, name: str, value: Mapping[str, Any]) -> None:
        fresh = self.path / f".{name}.tmp"
        fresh.write_text(json.dumps(value, indent=2), "utf-8")
        os.replace(fresh, self.path / name)

    def remove(self) -> bool:
        """Delete it with its weights; False when there is none. UserError when it cannot be deleted."""
        if not self.path.is_dir():
            return False
        try:
            (self.path / _DONE).unlink(missing_ok=True)
            (self.path / _PACKAGES).unlink(missing_ok=True)
            shutil.rmtree(self.path)
            self.log.unlink(missing_ok=True)
        except OSError as error:
            raise UserError(f"{self.path} could not be deleted: {error.strerror}.") from error
        return True

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Only one program at a time makes or removes it; UserError when another one does."""
        environments_folder().mkdir(parents=True, exist_ok=True)
        with open(environments_folder() / f"{self.id}.lock", "a+b") as file:
            if not try_lock(file.fileno()):
                raise UserError(f"Another program is installing or removing {self.id}; wait until it has finished.")
            yield


def environments_folder() -> Path:
    """Where all environments lie."""
    return data_folder() / "environments"


def remove_environment(environment_id: str) -> bool:
    """Delete an environment, whole or not; False when there is none of this id. UserError when it is in the making."""
    folder = EnvironmentFolder(environment_id)
    if not folder.path.is_dir():
        return False
    with folder.locked():
        return folder.remove()


def size_bytes(folder: Path) -> int:
    """Size of all files in a folder."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir())


def _plain(contents: Manifest) -> Any:
    return json.loads(json.dumps(asdict(contents)))

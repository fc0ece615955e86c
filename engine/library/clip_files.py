"""The files of a library: blobs by their content, and the names that a DAW and its user see."""

from __future__ import annotations

import json
import os
import shutil
import uuid
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from engine.errors import UserError
from engine.media.clip import Clip, safe_file_name, sha256_of
from engine.media.riff import read_stamp, stamp, write_ixml


class ClipFiles:
    """`blobs/` by hash and `Clips/` by name, below one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def sweep(self) -> None:
        """Delete what a killed program had begun to write; call it while nothing is being written."""
        for left in (*self.folder.glob("Clips/.*.tmp"), *self.folder.glob("blobs/*/.*.tmp")):
            left.unlink(missing_ok=True)

    def blob(self, sha256: str, suffix: str) -> Path:
        """Where the content with this hash lies or will lie."""
        return self.folder / "blobs" / sha256[:2] / f"{sha256}{suffix.lower()}"

    def copy(self, source: Path, target: Path) -> None:
        """Copy in one go: the target is whole or not there. UserError when the disk does not take it."""
        fresh = target.with_name(f".{uuid.uuid4().hex}.tmp")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, fresh)
            with open(fresh, "rb+") as file:
                os.fsync(file.fileno())
            os.replace(fresh, target)
        except OSError as error:
            raise UserError(f"'{target.name}' could not be stored in {self.folder}: {error.strerror}.") from error
        finally:
            fresh.unlink(missing_ok=True)

    def keep(self, path: Path) -> Path:
        """Store a file by its content and return where it lies."""
        blob = self.blob(sha256_of(path), path.suffix)
        if not blob.exists():
            self.copy(path, blob)
        return blob

    def publish(self, clip: Clip, *, start_samples: int = 0, facts: Mapping[str, object] | None = None) -> Path:
        """A file with a human, unique name for the DAW; a WAV is stamped with its place and its recipe.

        The same clip for the same place is published once.
        """
        folder = self.folder / "Clips"
        folder.mkdir(exist_ok=True)
        base, number = safe_file_name(clip.name), 1
        path = folder / f"{base}{clip.path.suffix}"
        place = f"{clip.sha256} {start_samples}"
        while path.exists():
            if _place_of(path) == place:
                return path
            number += 1
            path = folder / f"{base} {number}{clip.path.suffix}"
        if clip.path.suffix != ".wav":
            self.copy(clip.path, path)
            return path
        told = {
            "place": place,
            "recipe": json.dumps(asdict(clip.recipe), default=str) if clip.recipe else "",
            **(facts or {}),
        }
        try:
            stamp(
                clip.path,
                target=path,
                time_reference_samples=max(0, start_samples),
                ixml=write_ixml(told),
                description=f"{clip.recipe.task}: {clip.name}" if clip.recipe else clip.name,
            )
        except OSError as error:
            raise UserError(f"'{path.name}' could not be written into {folder}: {error.strerror}.") from error
        return path


def _place_of(path: Path) -> str:
    """What a published file says of its content and place; empty when it is not ours."""
    if path.suffix != ".wav":
        return ""
    try:
        stamped = read_stamp(path)
    except UserError:
        return ""
    return stamped.facts.get("place", "") if stamped else ""

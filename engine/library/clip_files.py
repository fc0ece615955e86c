"""The files of a library: blobs by their content, and the names that a DAW and its user see."""

from __future__ import annotations

import glob
import json
import os
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from engine.errors import UserError
from engine.media.clip import Clip, safe_file_name, sha256_of
from engine.media.compact import in_24_bits
from engine.media.disk_error import FULL
from engine.media.packed import packed, unpack
from engine.media.stop_point import byte_blocks
from engine.media.wav_metadata import read_stamp, stamp, write_ixml

_SYNCED_BYTES = 64 << 20
"""So much is written before the disk is waited for."""
PACKED = ".flac"
"""What a packed WAV's name ends in."""


@dataclass(frozen=True)
class Told:
    """What a stored sound says of itself."""

    start_samples: int = 0
    """Where its first sample lies in the session."""
    facts: Mapping[str, object] = field(default_factory=dict)
    """Tempo, bar, key."""


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
        return Path(f"{self.folder}/blobs/{sha256[:2]}/{sha256}{suffix.lower()}")  # in one go: it is asked for a lot

    def bring(self, path: Path) -> bool:
        """Make a file of the library be there again that was packed; False when it has gone, or is damaged.

        UserError when the disk does not take it.
        """
        if path.exists():
            return True
        about = packed(path.with_suffix(PACKED)) if path.suffix == ".wav" else None
        if about is None:
            return False
        blob = self.folder / str(about["blob"])
        try:
            if not blob.exists():
                unpack(path.with_suffix(PACKED), blob)
        except ValueError:
            return False
        except OSError as error:
            raise _full(error) or UserError(
                f"A file could not be stored in {self.folder}: {error.strerror}."
            ) from error
        if blob != path:
            self.link(blob, path)
        return True

    def copy(self, source: Path, target: Path) -> None:
        """Copy in one go: the target is whole or not there. UserError when the disk does not take it."""
        fresh = target.with_name(f".{uuid.uuid4().hex}.tmp")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with open(source, "rb") as taken, open(fresh, "wb") as file:
                unsafe = 0
                for block in byte_blocks(taken):
                    file.write(block)
                    unsafe += len(block)
                    if unsafe >= _SYNCED_BYTES:  # the last sync of a huge file would be felt
                        os.fsync(file.fileno())
                        unsafe = 0
                file.flush()
                os.fsync(file.fileno())
            os.replace(fresh, target)
        except OSError as error:
            raise _full(error) or UserError(
                f"A file could not be stored in {self.folder}: {error.strerror}."
            ) from error
        finally:
            fresh.unlink(missing_ok=True)

    def link(self, source: Path, target: Path) -> None:
        """The same file under another name where the disk can do that, else a copy; whole or not there."""
        fresh = target.with_name(f".{uuid.uuid4().hex}.tmp")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            os.link(source, fresh)
            os.replace(fresh, target)
        except OSError:
            self.copy(source, target)
        finally:
            fresh.unlink(missing_ok=True)

    def take_in(self, clip: Clip, blob: Path, told: Told | None) -> None:
        """Store a new sound; one that was made here is stamped on the way with what is told of it, in 24 bits."""
        if told is None or clip.path.suffix != ".wav":
            return self.copy(clip.path, blob)
        smaller = blob.with_name(f".{uuid.uuid4().hex}.tmp")
        try:
            blob.parent.mkdir(parents=True, exist_ok=True)
            stamp(
                smaller if in_24_bits(clip.path, smaller) else clip.path,
                target=blob,
                time_reference_samples=max(0, told.start_samples),
                ixml=write_ixml({"recipe": _recipe_of(clip), **told.facts}),
                description=_description(clip),
            )
        except (OSError, UserError) as error:
            why = error.strerror if isinstance(error, OSError) else str(error)
            raise _full(error) or UserError(f"'{clip.name}' could not be stored in {self.folder}: {why}.") from error
        finally:
            smaller.unlink(missing_ok=True)

    def keep(self, path: Path, *, is_linked: bool = False) -> Path:
        """Store a file by its content and return where it lies."""
        blob = self.blob(sha256_of(path), path.suffix)
        if not self.bring(blob):
            (self.link if is_linked else self.copy)(path, blob)
        return blob

    def publish(self, clip: Clip, *, start_samples: int = 0, facts: Mapping[str, object] | None = None) -> Path:
        """A file with a human, unique name for the DAW; a WAV is stamped with its place and its recipe.

        The same clip for the same place is published once, and is no second file when it was stored for that place.
        """
        folder = self.folder / "Clips"
        folder.mkdir(exist_ok=True)
        base, number = safe_file_name(clip.name), 1
        path = folder / f"{base}{clip.path.suffix}"
        place = f"{clip.sha256} {start_samples}"
        is_stored = clip.path.suffix != ".wav" or _reference_of(clip.path) == max(0, start_samples)
        while path.exists() or _is_packed(path):
            about = None if path.exists() else packed(path.with_suffix(PACKED))
            if about and is_stored and self.folder / str(about["blob"]) == clip.path and self.bring(path):
                return path
            if path.exists() and (_place_of(path) == place or (is_stored and path.samefile(clip.path))):
                return path
            number += 1
            path = folder / f"{base} {number}{clip.path.suffix}"
        if is_stored:
            self.link(clip.path, path)
            return path
        told = {"place": place, "recipe": _recipe_of(clip), **(facts or {})}
        try:
            stamp(
                clip.path,
                target=path,
                time_reference_samples=max(0, start_samples),
                ixml=write_ixml(told),
                description=_description(clip),
            )
        except OSError as error:
            raise UserError(f"'{path.name}' could not be written into {folder}: {error.strerror}.") from error
        return path

    def published(self, clip: Clip) -> Path:
        """The file that people know a packed clip by; made where there is none."""
        base = safe_file_name(clip.name)
        names = sorted(self.folder.glob(f"Clips/{glob.escape(base)}*"))
        for one in names:
            if one.samefile(clip.path) if one.suffix == PACKED else _place_of(one).startswith(clip.sha256):
                return one
        taken, number, path = {one.stem for one in names}, 1, self.folder / "Clips" / f"{base}{PACKED}"
        while path.stem in taken:
            number += 1
            path = path.with_name(f"{base} {number}{PACKED}")
        self.link(clip.path, path)
        return path


def _is_packed(path: Path) -> bool:
    return path.suffix == ".wav" and packed(path.with_suffix(PACKED)) is not None


def _full(error: Exception) -> UserError | None:
    """What is said of a disk that is full; None when it is something else."""
    if isinstance(error, OSError) and error.errno in FULL:
        return UserError("It could not be stored because the disk is full; make room and ask again.")
    return None


def _recipe_of(clip: Clip) -> str:
    return json.dumps(asdict(clip.recipe), default=str) if clip.recipe else ""


def _description(clip: Clip) -> str:
    return f"{clip.recipe.task}: {clip.name}" if clip.recipe else clip.name


def _reference_of(path: Path) -> int | None:
    """Where in a session a stored sound begins, in samples; None when it does not say so."""
    try:
        stamped = read_stamp(path)
    except (UserError, OSError):
        return None
    return stamped.time_reference_samples if stamped else None


def _place_of(path: Path) -> str:
    """What a published file says of its content and place; empty when it is not ours."""
    if path.suffix != ".wav":
        return ""
    try:
        stamped = read_stamp(path)
    except UserError:
        return ""
    return stamped.facts.get("place", "") if stamped else ""

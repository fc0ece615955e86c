"""Where an export goes: never over a file that is there, and nothing half-written on a disk that is full."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

from engine.errors import UserError
from engine.media.clip import safe_file_name


def free_path(folder: Path, name: str, suffix: str) -> Path:
    """A path that does not exist yet: the name, or the name with a number."""
    safe = safe_file_name(name)
    number = 1
    while (path := folder / f"{safe}{f' {number}' if number > 1 else ''}{suffix}").exists():
        number += 1
    return path


def written(path: Path, write: Callable[[Path], None]) -> Path:
    """A file written beside its place and put there when it is complete.

    UserError, with the reason, when the folder cannot be written to or the disk is full; then nothing is left.
    """
    fresh = path.with_name(f".{path.stem}.{os.getpid()}.tmp{path.suffix}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"{path.name} was not written: {_reason(error, path.parent)}") from error
    try:
        write(fresh)
        with open(fresh, "rb+") as file:
            os.fsync(file.fileno())
        os.link(fresh, path) if _can_link(path) else os.replace(fresh, path)
    except FileExistsError as error:
        raise UserError(f"{path.name} has appeared meanwhile; export it again.") from error
    except OSError as error:
        raise UserError(f"{path.name} was not written: {_reason(error, path.parent)}") from error
    finally:
        _unlink(fresh)
    return path


def _can_link(path: Path) -> bool:
    """A link, unlike a replacement, never takes the place of a file that has appeared meanwhile."""
    return hasattr(os, "link") and os.name == "posix" and not str(path).startswith("/media")


def _unlink(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return


def _reason(error: OSError, folder: Path) -> str:
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return "the disk is full; make room and export again."
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return f"{folder} cannot be written to; choose another folder, or allow writing there."
        case errno.ENOTDIR | errno.EEXIST:
            return f"{folder} is a file, not a folder."
        case errno.ENAMETOOLONG:
            return "its name is too long."
    return f"{str(error.strerror or error).rstrip('.')}."

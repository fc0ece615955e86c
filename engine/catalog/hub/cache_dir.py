"""Where weights lie on this computer: one folder for each repository and revision, below the user's data folder."""

from __future__ import annotations

import contextlib
import errno
import shutil
from collections.abc import Iterator
from pathlib import Path

from engine.catalog.hub.checkpoint import Checkpoint
from engine.catalog.hub.record import forget, recorded, records_of
from engine.config import data_folder
from engine.errors import UserError
from engine.machine.file_lock import try_lock

UNFINISHED = ".part"
"""What the name of a file ends in while it is not all here."""
SPARE_BYTES = 64 << 20
"""Left free on the disk."""
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) if hasattr(errno, "EDQUOT") else (errno.ENOSPC, errno.EFBIG)


def weights_folder() -> Path:
    """The folder of all weights."""
    return data_folder() / "weights"


def repository_folder(repo: str) -> Path:
    """The folder of one repository."""
    return weights_folder() / repo.replace("/", "--")


def revision_folder(repo: str, revision: str) -> Path:
    """The folder of one revision of a repository."""
    return repository_folder(repo) / revision


def kept_revision(checkpoint: Checkpoint) -> str:
    """The revision that was brought here or begun before, also when the repository has moved on; empty = none was."""
    own = recorded(checkpoint)
    for one in [own, *records_of(checkpoint.repo)]:
        if one and not one.revision.startswith("local-"):
            return one.revision
    folder = repository_folder(checkpoint.repo)
    begun = [one.name for one in folder.iterdir() if one.is_dir() and len(one.name) == 40] if folder.is_dir() else []
    return min(begun, default="")


def free_bytes() -> int:
    """Free space on the disk of the weights."""
    folder = weights_folder()
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free


def must_have_room(needed_bytes: int, what: str) -> None:
    """Raise UserError when the disk has not the space that is needed."""
    free = free_bytes()
    if free < needed_bytes + SPARE_BYTES:
        raise UserError(
            f"{what} needs {in_words(needed_bytes + SPARE_BYTES)}, but only {in_words(free)} are free on the disk of "
            f"{weights_folder()}; make room first."
        )


def is_disk_full(error: OSError) -> bool:
    """True when nothing more can be written for want of space."""
    return error.errno in _FULL


def in_words(size_bytes: float) -> str:
    """A size for people, in decimal units: "967 MB"."""
    for unit, name in ((1e9, "GB"), (1e6, "MB"), (1e3, "kB")):
        if size_bytes >= unit:
            return f"{size_bytes / unit:.{1 if size_bytes < 10 * unit else 0}f} {name}"
    return f"{size_bytes:.0f} bytes"


@contextlib.contextmanager
def held(repo: str) -> Iterator[None]:
    """Work on a repository's folder alone; UserError when another program does."""
    folder = weights_folder()
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / f".{repo.replace('/', '--')}.lock", "a+b") as file:
        if not try_lock(file.fileno()):
            raise UserError(f"{repo} is being fetched already; wait until that is done, or stop it.")
        yield


def remove(checkpoint: Checkpoint) -> int:
    """Delete the record and the files that no other checkpoint needs, begun ones too; returns the bytes freed.

    Files that lie elsewhere are left alone.
    """
    with held(checkpoint.repo):
        forget(checkpoint)
        kept = {Path(one.folder) / name for one in records_of(checkpoint.repo) for name in one.files}
        folder, freed = repository_folder(checkpoint.repo), 0
        for path in sorted(folder.rglob("*"), reverse=True):
            if path.is_dir() and not path.is_symlink():
                with contextlib.suppress(OSError):  # something is left in it
                    path.rmdir()
            elif path not in kept:
                freed += path.lstat().st_size
                path.unlink()
        with contextlib.suppress(OSError):
            folder.rmdir()
        return freed

"""Locks on files: the system lets go of them when their holder dies. The standard library only."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

from engine.errors import DawError

_LOCK_S = 5.0


def try_lock(handle: int) -> bool:
    """Take the lock of an open file, unless another program has it."""
    try:
        if os.name == "nt":
            import msvcrt

            os.lseek(handle, 0, os.SEEK_SET)  # it locks bytes, from where the file stands
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Be the only one of us who writes a project's file. DawError when another program keeps it for five seconds."""
    lock = path.with_name(f".{path.name}.lock")
    until = time.monotonic() + _LOCK_S
    while True:
        handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
        is_ours = try_lock(handle)
        if is_ours and _is_same(handle, lock):
            break
        os.close(handle)
        if not is_ours and time.monotonic() > until:
            raise DawError(f"{path.name} is being written by another program; ask again in a moment.")
        time.sleep(0.02)
    try:
        yield
    finally:
        if os.name != "nt":
            with contextlib.suppress(OSError):
                lock.unlink(missing_ok=True)
        os.close(handle)


def _is_same(handle: int, lock: Path) -> bool:
    """False when the lock was taken away by the one who had it before."""
    try:
        return os.name == "nt" or os.fstat(handle).st_ino == lock.stat().st_ino
    except FileNotFoundError:
        return False

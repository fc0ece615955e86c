"""Locks on files: the system lets go of them when their holder dies. The standard library only."""

from __future__ import annotations

import os


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

"""Why a sound could not be written: libsndfile says "System error." for all that a disk can refuse."""

from __future__ import annotations

import errno
from pathlib import Path

FULL = (errno.ENOSPC, errno.EDQUOT) if hasattr(errno, "EDQUOT") else (errno.ENOSPC,)
_ENOUGH_BYTES = 1 << 16


def system_error(path: Path, error: Exception) -> OSError:
    """The system's own reason, told by a few bytes more in the same file; else what libsndfile says."""
    if isinstance(error, OSError):
        return error
    try:
        with open(path, "ab") as file:
            file.write(bytes(_ENOUGH_BYTES))
            file.flush()
    except OSError as told:
        return told
    return OSError(f"{error}".rstrip("."))


def not_written(path: Path, error: Exception) -> str:
    """Why a sound was not written, as a whole sentence."""
    told = system_error(path, error)
    if told.errno in FULL:
        return "The sound could not be written because the disk is full; make room and ask again."
    return f"The sound could not be written: {str(told.strerror or told).rstrip('.')}."

"""Whether a DAW's process lives, and whether it works on something."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path


def is_gone(pid: int) -> bool:
    """True when it is certain that no process has this number; never for 0 (not known)."""
    if pid <= 0 or sys.platform == "win32":
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return _field(pid, 2) in ("Z", "X")


@dataclass(frozen=True)
class Work:
    """What a process's first thread has done so far."""

    ticks: int
    """Time it has worked, in hundredths of a second."""
    is_ready: bool
    """It would work now, or waits for a disk: a busy machine, not a silent DAW."""


def work_of(pid: int) -> Work | None:
    """What the process has done; None where that is not known."""
    state, user, kernel = _field(pid, 2), _field(pid, 13), _field(pid, 14)
    if not user.isdigit() or not kernel.isdigit():
        return None
    return Work(int(user) + int(kernel), state in ("R", "D"))


def _field(pid: int, number: int) -> str:
    """One field of Linux' account of a process's first thread; empty where there is none."""
    if pid <= 0:
        return ""
    try:
        text = Path(f"/proc/{pid}/task/{pid}/stat").read_text("utf-8", "replace")
    except OSError:
        return ""
    values = text.rpartition(")")[2].split()  # the name before it may hold anything
    return values[number - 2] if len(values) > number - 2 else ""

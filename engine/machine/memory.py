"""Memory that ran out, or that nothing refers to any more and is handed back to the system."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import sys


def give_back_memory() -> None:
    """Collect what is unreachable; glibc keeps freed memory until it is told to let go."""
    gc.collect()
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)


def is_card_full(error: BaseException) -> bool:
    """True for what torch raises when a graphics card's memory runs out; asks by name, so that torch stays unloaded."""
    names = {kind.__name__ for kind in type(error).__mro__}
    return "OutOfMemoryError" in names or "RuntimeError" in names and "MPS backend out of memory" in str(error)

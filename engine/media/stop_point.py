"""Stop points: whoever reads or copies a long file looks up at each block, and ends there when the user has cancelled.

Whoever begins the work says how a cancel is known; readers need no argument for it, however deep they lie.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import BinaryIO

from engine.errors import Cancelled

BLOCK_BYTES = 1 << 22
"""What is read between two looks; a slow disk takes less than a tenth of a second for it."""
_is_cancelled: ContextVar[Callable[[], bool] | None] = ContextVar("is_cancelled", default=None)


@contextmanager
def stopped_by(is_cancelled: Callable[[], bool] | None) -> Iterator[None]:
    """What this thread reads inside ends with Cancelled as soon as that is true; None = it goes on to its end."""
    token = _is_cancelled.set(is_cancelled)
    try:
        yield
    finally:
        _is_cancelled.reset(token)


def look_up() -> None:
    """Raise Cancelled when the user has cancelled what this thread does."""
    is_cancelled = _is_cancelled.get()
    if is_cancelled is not None and is_cancelled():
        raise Cancelled


def byte_blocks(file: BinaryIO, block_bytes: int = BLOCK_BYTES) -> Iterator[bytes]:
    """The rest of an open file, block by block, with a look before each."""
    look_up()
    while block := file.read(block_bytes):
        yield block
        look_up()

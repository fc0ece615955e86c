"""What goes to a terminal: words only. A file name may hold characters that would command the terminal."""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Iterator
from typing import Any, TextIO

CLEAR_LINE = "\r\033[K"
"""The one command that we give a terminal ourselves: the line of progress is written anew."""
_COMMANDS = re.compile(
    rf"{re.escape(CLEAR_LINE)}|[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]"
)


class PlainOutput:
    """A stream that passes on all but control characters, non-characters and what turns the reading direction."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write; returns how much was asked for."""
        self._stream.write(_COMMANDS.sub(lambda found: found[0] if found[0] == CLEAR_LINE else "\ufffd", text))
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextlib.contextmanager
def plain_output() -> Iterator[None]:
    """Standard output and error are plain as long as this holds."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = PlainOutput(before[0]), PlainOutput(before[1])
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before

"""JSON from strangers, and from files that anybody may have changed: bounded in size, depth and numbers.

The standard library only.
"""

from __future__ import annotations

import errno
import json
import sys
from pathlib import Path
from typing import Any

MAX_MESSAGE_BYTES = 1 << 20
MAX_FILE_BYTES = 64 << 20
MAX_DEPTH = 32
"""Nested lists and objects in a message."""
MAX_NUMBER = 1 << 62
"""What whole numbers may not exceed; a database holds no larger ones."""
_LARGEST = sys.float_info.max


def loads(text: str | bytes, *, max_bytes: int = MAX_MESSAGE_BYTES) -> Any:
    """JSON from the wire. Raises ValueError for what is too large, too deep, NaN, half a character or not JSON."""
    if len(text) > max_bytes:
        raise ValueError(f"the message is larger than {max_bytes >> 20} MB")
    try:
        values = json.loads(text, parse_constant=_no_constant)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    _check_depth(values, MAX_DEPTH)
    return values


def read_json(path: Path) -> Any:
    """The values of a file. OSError when it cannot be read or is no file, ValueError for the same as above."""
    if path.exists() and not path.is_file() and not path.is_dir():
        raise OSError(errno.EINVAL, "it is no file", str(path))  # a pipe would never end
    with open(path, "rb") as file:
        return loads(file.read(MAX_FILE_BYTES + 1), max_bytes=MAX_FILE_BYTES)


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a number")


def _check_depth(values: Any, left: int) -> None:
    if left == 0:
        raise ValueError("it is nested too deeply")
    if isinstance(values, float | int) and not abs(values) <= (_LARGEST if isinstance(values, float) else MAX_NUMBER):
        raise ValueError("a number in the message is too large")
    if isinstance(values, str):
        values.encode()  # half a character is a ValueError, too
    inner = [*values, *values.values()] if isinstance(values, dict) else values if isinstance(values, list) else ()
    for one in inner:
        _check_depth(one, left - 1)

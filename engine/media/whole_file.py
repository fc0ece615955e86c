"""Is a sound file whole? libsndfile reads one that was cut off as a shorter one; what its header promised tells."""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

_UNTOLD = (0, 0x7F000000, 0x7FFFF000, 0x7FFFFFFF, 0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF)
"""What programs write for the size when they write to a pipe."""
_W64_DATA = b"data\xf3\xac\xd3\x11\x8c\xd1\x00\xc0\x4f\x8e\xdb\x8a"
_LAST_PAGE = 4
"""The flag of an Ogg stream's last page."""
_OGG_HEAD_BYTES = 27
"""Of a page, before the table of its segments: the last byte counts them."""
_OGG_TAIL_BYTES = 1 << 17
"""A page has at most 65 307 bytes."""
_MAX_CHUNKS = 10_000

Promise = tuple[int, int]
"""Bytes of samples that a header promises, and where the samples begin."""


def missing_share(path: Path) -> float:
    """How much of a sound file's samples its end lacks: 0 = it is whole or does not say, 1 = as good as all."""
    with open(path, "rb") as file:
        head = file.read(16)
        if head[:4] == b"OggS":
            return 0.0 if _has_last_page(file) else 1.0
        promise = next((read for mark, read in _PROMISES if head.startswith(mark)), lambda _: None)(file)
        size = file.seek(0, os.SEEK_END)
    if promise is None or promise[0] in _UNTOLD:
        return 0.0
    return max(0.0, 1 - max(0, size - promise[1]) / promise[0])


def _riff(file: BinaryIO) -> Promise | None:
    long_size = 0
    for name, size, start in _chunks(file, 12, "<4sI"):
        if name == b"ds64":
            long_size = struct.unpack("<QQ", file.read(16).ljust(16, b"\0"))[1]
        if name == b"data":
            return (long_size if size == 0xFFFFFFFF and long_size else size), start
    return None


def _aiff(file: BinaryIO) -> Promise | None:
    return next(((size, at) for name, size, at in _chunks(file, 12, ">4sI") if name == b"SSND"), None)


def _caf(file: BinaryIO) -> Promise | None:
    return next(((size, at) for name, size, at in _chunks(file, 8, ">4sQ", even=False) if name == b"data"), None)


def _au(file: BinaryIO) -> Promise | None:
    file.seek(4)
    start, size = struct.unpack(">II", file.read(8).ljust(8, b"\0"))
    return size, start


def _w64(file: BinaryIO) -> Promise | None:
    place = 40
    for _ in range(_MAX_CHUNKS):
        file.seek(place)
        head = file.read(24)
        if len(head) < 24:
            return None
        size = int.from_bytes(head[16:], "little")
        if head[:16] == _W64_DATA:
            return size - 24, place + 24
        place += max(24, size + -size % 8)
    return None


def _chunks(file: BinaryIO, place: int, head: str, *, even: bool = True) -> Iterator[tuple[bytes, int, int]]:
    """Name, size and start of each chunk; the file then stands at the start."""
    shape = struct.Struct(head)
    for _ in range(_MAX_CHUNKS):
        file.seek(place)
        found = file.read(shape.size)
        if len(found) < shape.size:
            return
        name, size = shape.unpack(found)
        place += shape.size
        yield name, size, place
        place += size + (size % 2 if even else 0)


_PROMISES: tuple[tuple[bytes, Callable[[BinaryIO], Promise | None]], ...] = (
    (b"RIFF", _riff),
    (b"RF64", _riff),
    (b"FORM", _aiff),
    (b"caff", _caf),
    (b".snd", _au),
    (b"riff", _w64),
)


def _has_last_page(file: BinaryIO) -> bool:
    """Whether an Ogg file ends with the last page of a stream, and that page is all there."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _OGG_TAIL_BYTES))
    tail = file.read()
    at = tail.rfind(b"OggS")
    head = tail[at : at + _OGG_HEAD_BYTES] if at >= 0 else b""
    if len(head) < _OGG_HEAD_BYTES or not head[5] & _LAST_PAGE:
        return False
    segments = tail[at + _OGG_HEAD_BYTES : at + _OGG_HEAD_BYTES + head[-1]]
    return len(segments) == head[-1] and at + _OGG_HEAD_BYTES + head[-1] + sum(segments) <= len(tail)

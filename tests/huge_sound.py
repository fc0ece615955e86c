"""A sound file of any size that takes no room on the disk: its samples are a hole."""

from __future__ import annotations

import struct
from pathlib import Path

_RATE_HZ, _CHANNELS = 48000, 2
_BIG = 0xFFFFFFFF


def huge_sound(path: Path, size_bytes: int = 10_000_000_000) -> Path:
    """A float RF64 that is whole and silent."""
    frame_bytes = 4 * _CHANNELS
    data_bytes = size_bytes // frame_bytes * frame_bytes
    fmt = struct.pack("<HHIIHH", 3, _CHANNELS, _RATE_HZ, _RATE_HZ * frame_bytes, frame_bytes, 32)
    sizes = struct.pack("<QQQI", data_bytes + 72, data_bytes, data_bytes // frame_bytes, 0)
    head = struct.pack("<4sI4s4sI", b"RF64", _BIG, b"WAVE", b"ds64", len(sizes)) + sizes
    head += struct.pack("<4sI", b"fmt ", len(fmt)) + fmt + struct.pack("<4sI", b"data", _BIG)
    with path.open("wb") as file:
        file.write(head)
        file.truncate(len(head) + data_bytes)
    return path

"""MIDI files by hand, byte by byte, so that they can be wrong."""

from __future__ import annotations

import struct


def number(value: int, length: int = 0) -> bytes:
    """A number of seven bits a byte, spun out to `length` bytes."""
    parts = [value & 0x7F]
    while value := value >> 7:
        parts.insert(0, value & 0x7F | 0x80)
    return b"\x80" * (length - len(parts)) + bytes(parts)


def note(start: int, ticks: int, pitch: int = 60) -> bytes:
    """A note that begins so many ticks after the event before."""
    return number(start) + bytes([0x90, pitch, 90]) + number(ticks) + bytes([0x80, pitch, 0])


def meta(kind: int, data: bytes, after: int = 0) -> bytes:
    """A meta event."""
    return number(after) + bytes([0xFF, kind]) + number(len(data)) + data


def track(*events: bytes, size: int = -1, is_ended: bool = True) -> bytes:
    """A track; `size` is what it claims."""
    body = b"".join(events) + (meta(0x2F, b"") if is_ended else b"")
    return b"MTrk" + struct.pack(">I", len(body) if size < 0 else size) + body


def midi(*tracks: bytes, form: int = 1, count: int = -1, division: int = 96, head: int = 6) -> bytes:
    """A file; `count` is what it claims."""
    many = len(tracks) if count < 0 else count
    return b"MThd" + struct.pack(">IHHH", head, form, many, division) + b"".join(tracks)

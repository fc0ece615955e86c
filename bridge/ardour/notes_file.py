"""Writes the files of notes that Ardour imports, at Ardour's own resolution."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from pathlib import Path

from bridge.ardour.snapshot import TICKS
from bridge.scripted.notes import Rows, note_rows
from engine.errors import UserError
from engine.media.note import Note


def write_notes(path: Path, notes: tuple[Note, ...], name: str) -> Rows:
    """Write the notes as a MIDI file; the rows of those that a file cannot hold, which must be added otherwise.

    In a file a note ends where the next of its pitch and channel begins: what overlaps stays out. A file without
    notes gets one, because Ardour imports nothing from an empty one.
    """
    rows = sorted(note_rows(notes, TICKS))
    inside, beside = _apart(rows)
    data = _file(_events(inside or [[0, TICKS, 60, 1, 0]]))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise UserError(f"'{name}' could not be written into the session's folder ({error.strerror}).") from error
    return beside


def _events(rows: Rows) -> Iterator[tuple[int, bytes]]:
    """When each note begins and ends, in ticks; at the same tick the end of one is before the beginning of another."""
    found = []
    for ticks, length, pitch, velocity, channel in rows:
        found.append((ticks, 1, bytes((0x90 | channel, pitch, velocity))))
        found.append((ticks + length, 0, bytes((0x80 | channel, pitch, 64))))
    found.sort(key=lambda event: event[:2])
    return ((ticks, said) for ticks, _, said in found)


def _file(events: Iterable[tuple[int, bytes]]) -> bytes:
    """A MIDI file of them. A library that looks at every message again takes ten times as long."""
    track, last = bytearray(b"\x00\xff\x03\x05notes"), 0
    for ticks, said in events:
        track += _length(ticks - last) + said
        last = ticks
    head = b"MThd" + struct.pack(">IHHH", 6, 1, 2, TICKS)
    return head + _chunk(b"\x00\xff\x51\x03" + (500_000).to_bytes(3, "big")) + _chunk(bytes(track))


def _chunk(said: bytes) -> bytes:
    whole = said + b"\x00\xff\x2f\x00"
    return b"MTrk" + struct.pack(">I", len(whole)) + whole


def _length(ticks: int) -> bytes:
    """A number as MIDI files write it: seven bits a byte, the last byte without the highest."""
    found = [ticks & 0x7F]
    while ticks := ticks >> 7:
        found.append(ticks & 0x7F | 0x80)
    return bytes(reversed(found))


def _apart(rows: Rows) -> tuple[Rows, Rows]:
    """Rows that do not overlap on their pitch and channel, and the others."""
    inside: Rows = []
    beside: Rows = []
    ends: dict[tuple[int, int], int] = {}
    for row in rows:
        ticks, length, pitch, _, channel = row
        if ticks < ends.get((pitch, channel), 0):
            beside.append(row)
        else:
            inside.append(row)
            ends[pitch, channel] = ticks + length
    return inside, beside

"""Notes on the wire: rows of ticks from the region's start, length in ticks, pitch, velocity, channel."""

from __future__ import annotations

from collections.abc import Sequence

from engine.errors import UserError
from engine.media.note import Note

Rows = list[list[int]]


def note_rows(notes: tuple[Note, ...], ticks: int) -> Rows:
    """Notes as rows, with so many ticks in a quarter note; UserError for one that cannot be played."""
    rows = []
    for note in notes:
        if not (0 <= note.pitch <= 127 and 1 <= note.velocity <= 127 and 0 <= note.channel <= 15):
            raise UserError(f"A note with pitch {note.pitch} and velocity {note.velocity} is not MIDI.")
        start, end = round(note.start_beats * ticks), round(note.end_beats * ticks)
        if start < 0:
            raise UserError("A note begins before its region.")
        rows.append([start, max(1, end - start), note.pitch, note.velocity, note.channel])
    return rows


def notes_of(rows: Sequence[Sequence[float]], ticks: int) -> tuple[Note, ...]:
    """The notes of rows, from first to last."""
    notes = [
        Note(int(pitch), start / ticks, length / ticks, int(velocity), None, int(channel))
        for start, length, pitch, velocity, channel in rows
    ]
    return tuple(sorted(notes, key=lambda note: (note.start_beats, note.pitch, note.channel)))

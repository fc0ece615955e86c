"""Writes the files of notes that Ardour imports, at Ardour's own resolution."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bridge.ardour.snapshot import TICKS
from bridge.scripted.notes import Rows, note_rows
from engine.errors import UserError
from engine.media.note import Note

if TYPE_CHECKING:
    import mido


def write_notes(path: Path, notes: tuple[Note, ...], name: str) -> Rows:
    """Write the notes as a MIDI file; the rows of those that a file cannot hold, which must be added otherwise.

    In a file a note ends where the next of its pitch and channel begins: what overlaps stays out. A file without
    notes gets one, because Ardour imports nothing from an empty one.
    """
    rows = sorted(note_rows(notes, TICKS))
    inside, beside = _apart(rows)
    file = _file(inside or [[0, TICKS, 60, 1, 0]])
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file.save(path)
    except OSError as error:
        raise UserError(f"'{name}' could not be written into the session's folder ({error.strerror}).") from error
    return beside


def _file(rows: Rows) -> mido.MidiFile:
    """A MIDI file of them: at the same tick the end of one is before the beginning of another.

    The rows are within their ranges, so mido need not look at every message again, which takes most of its time.
    """
    import mido

    events = []
    for ticks, length, pitch, velocity, channel in rows:
        events.append((ticks, 1, "note_on", pitch, velocity, channel))
        events.append((ticks + length, 0, "note_off", pitch, 64, channel))
    events.sort(key=lambda event: event[:2])
    track, last = mido.MidiTrack([mido.MetaMessage("track_name", name="notes", time=0)]), 0
    for ticks, _, kind, pitch, velocity, channel in events:
        told = {"note": pitch, "velocity": velocity, "channel": channel, "time": ticks - last}
        track.append(mido.Message(kind, skip_checks=True, **told))
        last = ticks
    track.append(mido.MetaMessage("end_of_track", time=0))
    conductor = mido.MidiTrack([mido.MetaMessage("set_tempo", tempo=500_000, time=0)])
    file = mido.MidiFile(type=1, ticks_per_beat=TICKS)
    file.tracks.extend([conductor, track])
    return file


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

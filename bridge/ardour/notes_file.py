"""Writes the files of notes that Ardour imports, at Ardour's own resolution."""

from __future__ import annotations

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
    import mido

    rows = sorted(note_rows(notes, TICKS))
    inside, beside = _apart(rows)
    events = []
    for ticks, length, pitch, velocity, channel in inside or [[0, TICKS, 60, 1, 0]]:
        events.append((ticks, 1, mido.Message("note_on", note=pitch, velocity=velocity, channel=channel)))
        events.append((ticks + length, 0, mido.Message("note_off", note=pitch, channel=channel)))
    events.sort(key=lambda event: event[:2])
    track, last = mido.MidiTrack([mido.MetaMessage("track_name", name="notes", time=0)]), 0
    for ticks, _, message in events:
        track.append(message.copy(time=ticks - last))
        last = ticks
    track.append(mido.MetaMessage("end_of_track", time=0))
    conductor = mido.MidiTrack([mido.MetaMessage("set_tempo", tempo=500_000, time=0)])
    file = mido.MidiFile(type=1, ticks_per_beat=TICKS)
    file.tracks.extend([conductor, track])
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file.save(path)
    except OSError as error:
        raise UserError(f"'{name}' could not be written into the session's folder ({error.strerror}).") from error
    return beside


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

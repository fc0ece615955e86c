"""Turning the written into the played: timing and velocity as a person's hands give them, inside the clip."""

from __future__ import annotations

import numpy as np

from engine.media.note import Note
from models.sound.music.sheet import Sheet

SHORTEST_BEATS = 0.05


def played(
    sheet: Sheet,
    random: np.random.Generator,
    *,
    pitch: int,
    start_beats: float,
    length_beats: float,
    strength: float,
    late_s: float = 0.0,
    channel: int = 0,
) -> Note | None:
    """One note with a little of chance in time and force; None when it lies past the end.

    `strength` is 0–1 and becomes the velocity.
    """
    style, end = sheet.style, sheet.grid.total_beats
    shift_s = late_s + float(np.clip(random.normal(0, 1), -2, 2)) * style.loose_s
    force = strength * (1 + 0.06 * float(np.clip(random.normal(0, 1), -2, 2)))
    if start_beats >= end - 1e-6:
        return None
    start = min(max(0.0, start_beats + sheet.beats(shift_s)), end - SHORTEST_BEATS)
    length = min(max(SHORTEST_BEATS, length_beats), end - start)
    return Note(int(pitch), start, length, int(np.clip(round(force * 112), 12, 127)), None, channel)


def kept(notes: list[Note | None]) -> tuple[Note, ...]:
    """The notes that lie inside, in order; a note ends where the same pitch is struck again."""
    ordered = sorted((note for note in notes if note), key=lambda note: (note.start_beats, note.pitch))
    following: dict[tuple[int, int], float] = {}
    result: list[Note] = []
    for note in reversed(ordered):
        place = (note.channel, note.pitch)
        room = following.get(place, float("inf")) - note.start_beats
        if room < SHORTEST_BEATS / 2:
            continue
        following[place] = note.start_beats
        length = min(note.length_beats, room)
        result.append(Note(note.pitch, note.start_beats, length, note.velocity, None, note.channel))
    return tuple(reversed(result))

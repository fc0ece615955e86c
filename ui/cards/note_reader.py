"""Note reader: the notes of a finished MIDI file, for its small picture."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

MAX_BYTES = 100_000
"""Larger files are not drawn: reading them would hold the panel up."""
_NAMES = ("C", "C♯", "D", "D♯", "E", "F", "F♯", "G", "G♯", "A", "A♯", "B")


@dataclass(frozen=True)
class Notes:
    """All tracks together, by start."""

    notes: tuple[tuple[float, float, int], ...]
    """(start in beats, length in beats, MIDI pitch) of each."""
    length_beats: float
    """To the end of the last track."""

    def words(self) -> str:
        """For people: "16 notes, C2 to G3"."""
        pitches = [pitch for _, _, pitch in self.notes]
        low, high = _name(min(pitches)), _name(max(pitches))
        span = low if low == high else f"{low} to {high}"
        return f"{len(pitches)} {'note' if len(pitches) == 1 else 'notes'}, {span}"


def read_notes(path: str) -> Notes | None:
    """The notes of a file; None when it is not there, is large, holds none or is not MIDI."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return _read(path, found.st_mtime_ns) if 0 < found.st_size <= MAX_BYTES else None


@lru_cache(maxsize=256)
def _read(path: str, changed_ns: int) -> Notes | None:
    import mido  # 40 ms that only conversations with notes in them pay

    try:
        file = mido.MidiFile(path, charset="latin-1")
        notes = sorted(note for track in file.tracks for note in _of_track(track, file.ticks_per_beat))
        length = max(sum(message.time for message in track) for track in file.tracks) / file.ticks_per_beat
    except Exception:  # mido raises whatever it stumbles over; a picture less is no trouble
        return None
    return Notes(tuple(notes), length) if notes and length > 0 else None


def _of_track(track: list[Any], ticks_per_beat: int) -> list[tuple[float, float, int]]:
    found: list[tuple[float, float, int]] = []
    sounding: dict[tuple[int, int], int] = {}
    now = 0
    for message in track:
        now += message.time
        kind = message.type
        if kind not in ("note_on", "note_off"):
            continue
        key = (message.channel, message.note)
        start = sounding.pop(key, None)
        if start is not None:
            found.append((start / ticks_per_beat, (now - start) / ticks_per_beat, key[1]))
        if kind == "note_on" and message.velocity:
            sounding[key] = now
    return found


def _name(pitch: int) -> str:
    return f"{_NAMES[pitch % 12]}{pitch // 12 - 1}"

"""Bitwig tells where notes begin on a grid only: which notes those were that were written there, exactly."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from engine.media.midi_file import TICKS_PER_BEAT
from engine.media.note import Note

STEPS_A_BEAT = 96
"""What the script asks Bitwig for: fine enough for triplets of 1/64 notes, 5 ms at 120 bpm."""
KEPT = 400
_ON_STEP = 1e-4
Row = Sequence[float]
"""Step, length in beats, pitch, velocity, channel."""


def is_on_grid(note: Note) -> bool:
    """Whether it begins at a step."""
    steps = note.start_beats * STEPS_A_BEAT
    return abs(steps - round(steps)) < _ON_STEP


def exact(note: Note) -> float:
    """Where it begins in a file of notes, in beats."""
    return round(note.start_beats * TICKS_PER_BEAT) / TICKS_PER_BEAT


def _ends(note: Note) -> float:
    return round(note.end_beats * TICKS_PER_BEAT) / TICKS_PER_BEAT


def _step_of(note: Note) -> int:
    return int(exact(note) * STEPS_A_BEAT + 1e-3)


def _key(rows: Sequence[Row]) -> str:
    """How notes look on the grid; lengths as they were written into a file of notes, in its ticks."""
    return repr(
        sorted(
            (int(step), round(length * TICKS_PER_BEAT), int(pitch), int(velocity), int(channel))
            for step, length, pitch, velocity, channel in rows
        )
    )


class Known:
    """Notes that were written, by how Bitwig shows them; kept in a file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._starts: dict[str, list[list[float]]] = {}
        self._heard: dict[tuple[str, float, float], tuple[Note, ...]] = {}
        try:
            raw = json.loads(path.read_text("utf-8"))
            self._starts = {str(key): rows for key, rows in raw.items()}
        except (OSError, ValueError, AttributeError):
            pass

    def learn(self, notes: Sequence[Note]) -> None:
        """These notes are about to be written; nothing is kept of those that the grid tells whole."""
        if not notes or all(is_on_grid(note) for note in notes):
            return
        rows = [[_step_of(n), _ends(n) - exact(n), n.pitch, n.velocity, n.channel] for n in notes]
        self._heard.clear()
        self._starts[_key(rows)] = sorted([_step_of(n), n.pitch, n.channel, exact(n)] for n in notes)
        while len(self._starts) > KEPT:
            self._starts.pop(next(iter(self._starts)))
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text(json.dumps(self._starts), "utf-8")
        except OSError:  # then they are known until the program ends
            pass

    def heard(self, key: str, rows: Sequence[Row], offset: float, length: float) -> tuple[Note, ...]:
        """The notes that a clip plays, from where it starts. `key` stands for the rows: no clip is read twice."""
        part = key, offset, length
        found = self._heard.get(part)
        if found is None:
            moved = (replace(note, start_beats=round(note.start_beats - offset, 6)) for note in self.notes(rows))
            found = tuple(note for note in moved if -1e-6 <= note.start_beats < length - 1e-6)
            if rows:
                self._heard[part] = found
            while len(self._heard) > KEPT:
                self._heard.pop(next(iter(self._heard)))
        return found

    def notes(self, rows: Sequence[Row]) -> tuple[Note, ...]:
        """The notes that Bitwig shows as these rows: exactly where they were written, else at their steps.

        Bitwig lets no note sound over another of its pitch, so one within whose step that ends begins with its end.
        """
        starts, ended = self._of(rows), dict[tuple[int, int], float]()
        found = []
        for step, length, pitch, velocity, channel in sorted(rows, key=lambda row: row[0]):
            string = int(pitch), int(channel)
            start, end = int(step) / STEPS_A_BEAT, ended.get(string, 0.0)
            start = starts.get((int(step), *string), end if start < end < start + 1 / STEPS_A_BEAT else start)
            ended[string] = start + length
            found.append(Note(int(pitch), start, length, max(1, int(velocity)), None, int(channel)))
        return tuple(sorted(found, key=lambda note: (note.start_beats, note.pitch, note.channel)))

    def _of(self, rows: Sequence[Row]) -> Mapping[tuple[int, int, int], float]:
        known = self._starts.get(_key(rows)) if self._starts else None
        return {(int(step), int(pitch), int(channel)): at for step, pitch, channel, at in known or ()}

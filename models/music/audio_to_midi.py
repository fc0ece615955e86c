"""Recordings written down as notes: by the Basic Pitch network, and by this program's own ears where it is missing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.catalog.model import Licence
from engine.media.note import Note
from models.music.key_levels import key_levels, loudness_db, rise_db
from models.music.line_tracker import line_notes
from models.music.note_grid import UngriddedNote
from models.music.note_network import LOWEST_PITCH, heard_keys, why_missing
from models.music.note_tracker import HeardNote, Tracking, track_notes
from models.music.transcription import STEP_S, MonoRecording, Transcriber

_RISE_DB = 3.0
_NEAR_S, _FOUND, _LEFT = 0.06, 0.65, 0.3
"""A recording is a single line when so much of the line was heard by the network too, and so little else was."""
_BASS = 50
"""A line whose middle is lower than this MIDI pitch is one of a bass."""
_APART_S = 0.12
_PARTIALS, _KNOWN = frozenset({0, 12, 19, 24, 28, 31, 34, 36}), 0.75
_NETWORK = Tracking(onset=0.5, sounds=0.25)


class BasicPitch(Transcriber):
    """audio_to_midi with the note network of Basic Pitch, its onsets checked against the sound."""

    id = "basic-pitch"
    name = "Basic Pitch"
    licence = Licence("GPL-3.0-or-later", "Apache-2.0")
    limits = ("Hears one instrument, or a few alike, best; a full mix should be taken apart into stems first. Slow "
              "bowed attacks are placed less exactly; of drums it knows kick, snare and hat. At most an hour.")
    quality = 3
    speed = 3

    def ready(self) -> str:
        """Empty where the weights are installed."""
        return why_missing()

    def hear(self, listening: MonoRecording) -> list[UngriddedNote]:
        """Notes whose keys grew louder when the network says they began."""
        sounding, beginning = heard_keys(listening.blocks(0.0, 0.4), listening.frames,
                                         lambda share: listening.report(share * 0.5, 1, "listening for notes"))
        levels = key_levels(listening.blocks(0.5, 0.2))
        notes = _believed(track_notes(sounding, beginning, LOWEST_PITCH, _NETWORK), levels)
        line = line_notes(listening.blocks(0.7, 0.3)) if notes else []
        if not _agree(line, notes):
            return _written(notes, levels)
        return _written(_struck_again(line, notes) if _is_bass(line) else line, levels)


class NoteTracker(Transcriber):
    """audio_to_midi without a network, for one voice or instrument that sounds one note at a time."""

    id = "note-tracker"
    name = "Line tracker"
    licence = Licence("GPL-3.0-or-later")
    limits = "Hears single lines only, sung or played; chords need the note network. At most an hour."
    quality = 1

    def hear(self, listening: MonoRecording) -> list[UngriddedNote]:
        """Notes of the line whose pitch can be followed."""
        notes = line_notes(listening.blocks(0.0, 0.6))
        return _written(notes, key_levels(listening.blocks(0.6, 0.3)))


def _believed(notes: list[HeardNote], levels: np.ndarray) -> list[HeardNote]:
    """Without onsets at which nothing grew louder: a held note does not begin again because others do."""
    if not len(levels):
        return []
    return [note for note in notes if rise_db(levels, note.pitch, round(note.first)) > _RISE_DB]


def _agree(line: list[HeardNote], notes: list[HeardNote]) -> bool:
    """True when a single line explains what the network heard: then its notes are the better ones."""
    if not line:
        return False
    near = _NEAR_S / STEP_S

    def is_in(note: HeardNote, others: list[HeardNote]) -> bool:
        return any(other.pitch == note.pitch and abs(other.first - note.first) < near for other in others)

    if _is_bass(line):
        return _explains(line, notes)
    found = sum(is_in(note, notes) for note in line) / len(line)
    weights = [(note.sureness * (note.last - note.first), is_in(note, line)) for note in notes]
    left = sum(weight for weight, known in weights if not known) / sum(weight for weight, _ in weights)
    return found >= _FOUND and left <= _LEFT


def _is_bass(line: list[HeardNote]) -> bool:
    return bool(line) and float(np.median([note.pitch for note in line])) < _BASS


def _struck_again(line: list[HeardNote], notes: list[HeardNote]) -> list[HeardNote]:
    """A note that rings on hides the next stroke of the same key from the level, but not from the network."""
    apart = _APART_S / STEP_S
    cut: list[HeardNote] = []
    for low in line:
        starts = [low.first]
        for first in sorted(note.first for note in notes if note.pitch - low.pitch in (0, 12)):
            if first - starts[-1] > apart and low.last - first > apart:
                starts.append(first)
        cut += [replace(low, first=first, last=last)
                for first, last in zip(starts, [*starts[1:], low.last], strict=True)]
    return cut


def _explains(line: list[HeardNote], notes: list[HeardNote]) -> bool:
    """True when what the network heard is a bass line and its partials, which it takes for notes of their own."""
    def is_known(note: HeardNote) -> bool:
        return any(note.pitch - low.pitch in _PARTIALS and low.first - _NEAR_S / STEP_S < note.last
                   and note.first < low.last for low in line)

    weights = [(note.sureness * (note.last - note.first), is_known(note)) for note in notes]
    return sum(weight for weight, known in weights if known) >= _KNOWN * sum(weight for weight, _ in weights)


def _written(notes: list[HeardNote], levels: np.ndarray) -> list[UngriddedNote]:
    """Velocities from the loudness of each note against the loudest."""
    if not notes:
        return []
    loud = [loudness_db(levels, note.pitch, round(note.first)) for note in notes]
    top = max(loud)
    return [UngriddedNote(Note(note.pitch, 0.0, 1.0, round(float(np.clip(112 * 10 ** ((level - top) / 30), 20, 112)))),
                  note.first * STEP_S, note.last * STEP_S) for note, level in zip(notes, loud, strict=True)]

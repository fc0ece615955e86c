"""The parts of a piece by name, and who writes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from engine.media.note import Note
from models.sound.music.bass_part import write_bass
from models.sound.music.chord_part import write_arpeggio, write_chords, write_pad
from models.sound.music.drum_part import write_drums
from models.sound.music.melody_part import write_melody
from models.sound.music.sheet import Sheet

PARTS = ("drums", "bass", "chords", "melody")
_WRITERS: dict[str, Callable[[Sheet], tuple[Note, ...]]] = {
    "drums": write_drums,
    "bass": write_bass,
    "chords": write_chords,
    "melody": write_melody,
    "pad": write_pad,
    "arpeggio": write_arpeggio,
}


def write_part(part: str, sheet: Sheet) -> tuple[Note, ...]:
    """Compose one part: drums, bass, chords, melody, pad or arpeggio."""
    return _WRITERS[part](sheet)


def mirrored(notes: tuple[Note, ...], channel: int) -> tuple[Note, ...]:
    """The same notes on another MIDI channel."""
    return tuple(replace(note, channel=channel) for note in notes)

"""Regions: placed, moved, cut, given another content, taken away."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from engine.daw.changes.change import Change
from engine.media.note import Note


@dataclass(frozen=True)
class PlaceAudio(Change):
    """Put a sound file on an audio track."""

    capability: ClassVar[str] = "place_audio"
    track: str
    path: Path
    start_beats: float
    """Where the sound (after its lead-in) begins."""
    name: str
    ref: str = ""
    lead_in_s: float = 0.0
    """The region begins this much before `start_beats`; what would lie before 0 is cut with a 5 ms fade."""
    offset_s: float = 0.0
    """Skip this much of the file."""
    length_s: float | None = None
    """Use only this much of the file; None = to its end."""


@dataclass(frozen=True)
class PlaceMidi(Change):
    """Put notes on a MIDI track as a new region."""

    capability: ClassVar[str] = "place_midi"
    track: str
    notes: tuple[Note, ...]
    """Relative to the region's start."""
    start_beats: float
    length_beats: float
    name: str
    ref: str = ""


@dataclass(frozen=True)
class ReplaceContent(Change):
    """Give a region another content, in place: it keeps its track, name, gain, mute and fades.

    Without `start_beats` it also keeps where it starts. It becomes as long as the new content; fades that would be
    longer than that are shortened. A DAW that has to make a new region for it names that by `ref`.
    """

    capability: ClassVar[str] = "replace_content"
    region: str
    path: Path | None = None
    """Audio: the file; all of it is used from `offset_s` on."""
    notes: tuple[Note, ...] | None = None
    """MIDI: the notes, relative to the region's start."""
    length_beats: float | None = None
    """MIDI: how long it becomes; None = as long as it is."""
    start_beats: float | None = None
    """Where the content (after its lead-in) begins now; None = where the region begins."""
    lead_in_s: float = 0.0
    """The content begins this much before `start_beats`; what would lie before 0 is cut with a 5 ms fade."""
    offset_s: float = 0.0
    """Skip this much of the file."""
    length_s: float | None = None
    """Use only this much of the file; None = to its end."""
    ref: str = ""


@dataclass(frozen=True)
class Move(Change):
    """Move a region in time."""

    capability: ClassVar[str] = "move"
    region: str
    start_beats: float


@dataclass(frozen=True)
class Duplicate(Change):
    """Copy a region to another place on its track."""

    capability: ClassVar[str] = "duplicate"
    region: str
    start_beats: float
    ref: str = ""


@dataclass(frozen=True)
class Trim(Change):
    """Set where a region begins and ends without moving its content in time."""

    capability: ClassVar[str] = "trim"
    region: str
    start_beats: float
    end_beats: float


@dataclass(frozen=True)
class Split(Change):
    """Cut a region in two at a beat."""

    capability: ClassVar[str] = "split"
    region: str
    at_beats: float
    ref: str = ""
    """Name of the second part; the first is `<ref>.1` where the DAW gives it a new id."""


@dataclass(frozen=True)
class RemoveRegion(Change):
    """Take a region away; its file stays."""

    capability: ClassVar[str] = "remove_region"
    region: str


@dataclass(frozen=True)
class SetNotes(Change):
    """Replace all notes of a MIDI region."""

    capability: ClassVar[str] = "set_notes"
    region: str
    notes: tuple[Note, ...]
    """Relative to the region's start."""

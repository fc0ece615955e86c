"""Change: one thing that can be done to a DAW session. A closed set of typed values."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal

from engine.media.note import Note


@dataclass(frozen=True)
class Change:
    """One change to a session. Tracks and regions are named by id, or by the `ref` of a change before."""

    capability: ClassVar[str] = ""


@dataclass(frozen=True)
class NewTrack(Change):
    """Add a track at the end."""

    capability: ClassVar[str] = "new_track"
    name: str
    kind: Literal["audio", "midi"] = "audio"
    ref: str = ""
    """Name by which later changes of the same list mean this track."""
    channels: int = 2
    instrument: bool = True
    """A MIDI track gets an instrument that can be heard."""


@dataclass(frozen=True)
class RenameTrack(Change):
    """Give a track another name."""

    capability: ClassVar[str] = "rename_track"
    track: str
    name: str


@dataclass(frozen=True)
class RemoveTrack(Change):
    """Take a track away (a DAW that cannot: empty and hide it, and say so)."""

    capability: ClassVar[str] = "remove_track"
    track: str


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
class RenameRegion(Change):
    """Give a region another name."""

    capability: ClassVar[str] = "rename_region"
    region: str
    name: str


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


@dataclass(frozen=True)
class SetGain(Change):
    """Set a track's fader."""

    capability: ClassVar[str] = "set_gain"
    track: str
    gain_db: float
    """−120 … +6 dB; −120 and less is silence."""


@dataclass(frozen=True)
class SetPan(Change):
    """Set a track's panner."""

    capability: ClassVar[str] = "set_pan"
    track: str
    pan: float
    """−1 left … +1 right."""


@dataclass(frozen=True)
class SetMute(Change):
    """Mute or unmute a track."""

    capability: ClassVar[str] = "set_mute"
    track: str
    on: bool


@dataclass(frozen=True)
class SetSolo(Change):
    """Solo a track, or end its solo."""

    capability: ClassVar[str] = "set_solo"
    track: str
    on: bool


@dataclass(frozen=True)
class AddPlugin(Change):
    """Insert one of our effects as a plugin of the DAW at the end of a track's chain."""

    capability: ClassVar[str] = "add_plugin"
    track: str
    effect: str
    """The effect's name in the task table: reverb, compressor, eq …"""
    parameters: tuple[tuple[str, float], ...] = ()
    """Argument names of `apply_effect` with their values."""
    ref: str = ""


@dataclass(frozen=True)
class SetPlugin(Change):
    """Set parameters of a plugin on a track, switch it, or take it off."""

    capability: ClassVar[str] = "set_plugin"
    track: str
    plugin: str
    parameters: tuple[tuple[str, float], ...] = ()
    """The plugin's own parameter names with their values."""
    on: bool | None = None
    removed: bool = False


@dataclass(frozen=True)
class SetTempo(Change):
    """Set the tempo from a beat on."""

    capability: ClassVar[str] = "set_tempo"
    bpm: float
    at_beats: float = 0.0


@dataclass(frozen=True)
class Transport(Change):
    """Play, stop, record, go somewhere, loop a range, switch the click."""

    capability: ClassVar[str] = "transport"
    action: Literal["play", "stop", "record", "locate", "loop", "metronome"]
    at_beats: float | None = None
    end_beats: float | None = None
    on: bool = True


CHANGES: tuple[type[Change], ...] = (
    NewTrack,
    RenameTrack,
    RemoveTrack,
    PlaceAudio,
    PlaceMidi,
    Move,
    Duplicate,
    Trim,
    Split,
    RenameRegion,
    RemoveRegion,
    SetNotes,
    SetGain,
    SetPan,
    SetMute,
    SetSolo,
    AddPlugin,
    SetPlugin,
    SetTempo,
    Transport,
)
CAPABILITIES = frozenset(change.capability for change in CHANGES)

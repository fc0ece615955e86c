"""What Tonmeister knows of a DAW: its Changes, its Snapshot, and a session that applies and reads back."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Literal

from engine.note import Note, TempoMap
from engine.selection import Selection


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


@dataclass(frozen=True)
class Outcome:
    """What became of one change, by reading it back."""

    state: Literal["done", "not_done", "unknown"]
    why: str = ""
    """For not_done and unknown: one sentence. For done: a reservation, when there is one."""
    made: tuple[tuple[str, str], ...] = ()
    """(ref, id) of the tracks, regions and plugins that came to be."""

    @property
    def is_done(self) -> bool:
        """True when the change was read back from the DAW."""
        return self.state == "done"


@dataclass(frozen=True)
class Plugin:
    """A plugin on a track."""

    id: str
    name: str
    on: bool = True
    parameters: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Track:
    """A track as the DAW shows it."""

    id: str
    name: str
    kind: Literal["audio", "midi", "bus"] = "audio"
    gain_db: float = 0.0
    pan: float = 0.0
    mute: bool = False
    solo: bool = False
    plugins: tuple[Plugin, ...] = ()


@dataclass(frozen=True)
class Region:
    """A region (a clip on a track) as the DAW shows it."""

    id: str
    track: str
    """Id of its track."""
    name: str
    kind: Literal["audio", "midi"]
    start_beats: float
    length_beats: float
    sources: tuple[Path, ...] = ()
    """Audio: one file with all channels, or one mono file a channel."""
    offset_s: float = 0.0
    """How far into its sources it begins."""
    length_s: float = 0.0
    notes: tuple[Note, ...] = ()
    """MIDI: relative to the region's start."""
    start_s: float = 0.0
    """Exact start in the session, in seconds."""

    @property
    def end_beats(self) -> float:
        """Where it ends."""
        return self.start_beats + self.length_beats


@dataclass(frozen=True)
class Project:
    """Which DAW project this is."""

    id: str
    """Kept inside the project where the DAW allows it."""
    name: str
    folder: Path | None
    """None while it is unsaved."""


@dataclass(frozen=True)
class Snapshot:
    """A DAW project at one moment."""

    project: Project
    revision: str
    """Changes whenever tracks, regions, mixer or tempo change; not with playhead or selection."""
    tempo_map: TempoMap = field(default_factory=TempoMap)
    tracks: tuple[Track, ...] = ()
    regions: tuple[Region, ...] = ()
    selection: Selection = field(default_factory=Selection)
    playhead_beats: float = 0.0
    sample_rate_hz: int = 48000
    capabilities: frozenset[str] = frozenset()
    is_playing: bool = False
    daw: str = ""
    """Name of the DAW, for people."""

    def track(self, track_id: str) -> Track | None:
        """A track by id."""
        return next((track for track in self.tracks if track.id == track_id), None)

    def region(self, region_id: str) -> Region | None:
        """A region by id."""
        return next((region for region in self.regions if region.id == region_id), None)

    def regions_on(self, track_id: str) -> tuple[Region, ...]:
        """The regions of a track, by start."""
        return tuple(sorted((r for r in self.regions if r.track == track_id), key=lambda r: r.start_beats))


class DawSession(ABC):
    """One connected DAW project."""

    @abstractmethod
    def snapshot(self) -> Snapshot:
        """Read the project. Raises DawSilent when the DAW does not answer."""

    @abstractmethod
    def apply(self, changes: Sequence[Change], *, expected_revision: str, label: str) -> list[Outcome]:
        """Make the changes, as one undo step of the DAW where it can group, and read each one back.

        Never raises for a change that failed: its Outcome says so, and so do the outcomes of
        the changes that depended on it. When the project is not at `expected_revision`, nothing
        is changed and every outcome is not_done. A DAW that dies in the middle gives `unknown`.
        """

    def save(self) -> None:
        """Save the project. DawError when the DAW cannot."""
        return None

    def close(self) -> None:
        """End the connection; the DAW goes on."""
        return None


@dataclass(frozen=True)
class Check:
    """One finding of a DAW's round trip."""

    what: str
    ok: bool
    detail: str = ""


class Daw(ABC):
    """A kind of DAW: one file in bridge/ holds one."""

    id: ClassVar[str]
    name: ClassVar[str]
    capabilities: ClassVar[frozenset[str]] = frozenset()
    """What its sessions can do at best; a session's snapshot says what this one can."""
    missing: ClassVar[dict[str, str]] = {}
    """Capabilities it lacks, each with the reason."""

    @abstractmethod
    def find(self) -> list[Project]:
        """Projects that can be connected to now; quick (≤ 0.5 s), empty when the DAW is not running."""

    @abstractmethod
    def connect(self, project: Project) -> DawSession:
        """Connect to a project. DawError with the remedy when that fails."""

    def install(self) -> list[str]:
        """Copy the remote script to where this DAW looks; returns sentences that say what was done."""
        return [f"{self.name} needs no script."]

    def why_not(self) -> str:
        """Empty when installed and usable here, else one sentence that says what is missing."""
        return ""

    def test(self) -> list[Check]:
        """A round trip with an open project: place, read back, take away."""
        return [Check("round trip", False, f"{self.name} has none yet.")]

    def fake_test(self) -> list[Check]:
        """The same with the DAW's script in a stand-in for the DAW, for machines without it."""
        return [Check("stand-in", False, f"{self.name} has none.")]

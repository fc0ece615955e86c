"""What Tonmeister knows of a DAW: its Snapshot, and a session that applies Changes and reads them back."""

from __future__ import annotations

import pkgutil
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Literal

from engine.daw.change import *  # noqa: F403 - every Change is known here, and listed there
from engine.daw.change import CAPABILITIES as CAPABILITIES
from engine.daw.change import CHANGES as CHANGES
from engine.daw.change import Change as Change
from engine.daw.selection import Selection
from engine.errors import DawError
from engine.media.note import Note, TempoMap


@dataclass(frozen=True)
class Outcome:
    """What became of one change, by reading it back."""

    state: Literal["done", "not_done", "unknown"]
    why: str = ""
    """For not_done and unknown: one sentence. For done: a reservation, when there is one."""
    made: tuple[tuple[str, str], ...] = ()
    """(ref, id) of the tracks, regions, plugins and markers that came to be."""
    became: tuple[tuple[str, str], ...] = ()
    """(old id, new id) of what the DAW had to make anew to change it."""

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
    sidechain: str = ""
    """Id of the track it listens to; "" = its own."""


@dataclass(frozen=True)
class Send:
    """A share of a track that goes to a bus."""

    to: str
    """Id of the bus."""
    gain_db: float = 0.0


@dataclass(frozen=True)
class Lane:
    """The automation of one parameter of a track."""

    parameter: str
    """As in SetAutomation."""
    points: tuple[tuple[float, float], ...] = ()
    """(beat, value), rising."""


@dataclass(frozen=True)
class Track:
    """A track as the DAW shows it."""

    id: str
    name: str
    kind: Literal["audio", "midi", "bus", "group", "master"] = "audio"
    gain_db: float = 0.0
    pan: float = 0.0
    mute: bool = False
    solo: bool = False
    plugins: tuple[Plugin, ...] = ()
    color: str = ""
    """As #rrggbb; "" = none or not known."""
    arm: bool = False
    monitor: str = "auto"
    position: int = 0
    """From 0 at the top."""
    group: str = ""
    """Id of the group or folder it lies in; "" = none."""
    output: str = ""
    """Id of the bus its output goes to; "" = the group's or the master."""
    sends: tuple[Send, ...] = ()
    automation: tuple[Lane, ...] = ()
    is_frozen: bool = False
    is_hidden: bool = False
    """Emptied and out of sight, because the DAW cannot delete tracks; nobody means it."""


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
    gain_db: float = 0.0
    mute: bool = False
    fade_in_s: float = 0.0
    fade_out_s: float = 0.0
    is_looped: bool = False
    """Its content repeats until its end."""
    text: str = ""
    """What the DAW keeps as its comment: the lyrics, for one."""
    state: str = ""
    """What a DAW knows it by as it is now that can put it back just so; "" = it is known by its id."""
    follows_tempo: bool = False
    """Audio: it is stretched with the tempo, so that it keeps its beats and not its seconds."""

    @property
    def end_beats(self) -> float:
        """Where it ends."""
        return self.start_beats + self.length_beats


@dataclass(frozen=True)
class SlotClip:
    """A clip in the launcher of a DAW that has one: it waits in a scene of its track, and lies nowhere in time."""

    id: str
    track: str
    """Id of its track."""
    scene: int
    """From 0 at the top."""
    name: str
    kind: Literal["audio", "midi"]
    length_beats: float
    path: Path | None = None
    """Audio: its file."""
    notes: tuple[Note, ...] = ()
    """MIDI: relative to its start."""


@dataclass(frozen=True)
class Marker:
    """A named place."""

    id: str
    name: str
    at_beats: float


@dataclass(frozen=True)
class Project:
    """Which DAW project this is."""

    id: str
    """Kept inside the project where the DAW allows it."""
    name: str
    folder: Path | None
    """None while it is unsaved."""
    file: Path | None = None
    """The session file, for a DAW whose project is one file rather than a folder."""


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
    markers: tuple[Marker, ...] = ()
    cannot: Mapping[str, str] = field(default_factory=dict)
    """Capabilities this session lacks, each with the reason as a sentence for people."""
    limits: Mapping[str, str] = field(default_factory=dict)
    """Capabilities this session has only in part: how far, as a sentence for people."""
    slots: tuple[SlotClip, ...] = ()
    """What lies in the launcher, in a DAW that has one beside its arrangement."""

    def slot(self, slot_id: str) -> SlotClip | None:
        """A clip of the launcher by id."""
        return next((one for one in self.slots if one.id == slot_id), None)

    def track(self, track_id: str) -> Track | None:
        """A track by id."""
        return next((track for track in self.tracks if track.id == track_id), None)

    def region(self, region_id: str) -> Region | None:
        """A region by id."""
        return next((region for region in self.regions if region.id == region_id), None)

    def marker(self, marker_id: str) -> Marker | None:
        """A marker by id."""
        return next((marker for marker in self.markers if marker.id == marker_id), None)

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

    def after_changes(self) -> Snapshot:
        """The project as it was read to prove the last changes, where that is kept; else as it is now."""
        return self.snapshot()

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
    limits: ClassVar[dict[str, str]] = {}
    """Capabilities it has only in part: how far."""
    has_script: ClassVar[bool] = False
    """True when a script of ours runs inside it, which `install` puts there."""
    holds_sounds: ClassVar[bool] = False
    """True when its projects hold the sounds that they play: none plays a file from where the library has it."""
    folder_setting: ClassVar[str] = ""
    """The setting that names the DAW's own folder where it is not in the usual place; "" = there is none."""
    stand_in: ClassVar[str] = ""
    """`module:function` of the round trip with that script in a stand-in for the DAW, which knows this DAW's session;
    "" where there is none. Found only when it is asked for."""

    @abstractmethod
    def find(self) -> list[Project]:
        """Projects that can be connected to now; quick (≤ 0.5 s), empty when the DAW is not running."""

    def project_at(self, folder: Path) -> Project | None:
        """The project in a folder, when it can be connected to now."""
        wanted = folder.expanduser().resolve()
        return next((p for p in self.find() if p.folder and p.folder.resolve() == wanted), None)

    @abstractmethod
    def connect(self, project: Project) -> DawSession:
        """Connect to a project. DawError with the remedy when that fails."""

    def copies(self, project: Project) -> Path | None:
        """The folder with the sounds that were unpacked from a project, where they lie in one file with it."""
        return None

    def is_open(self, project: Project) -> bool:
        """True while a project can still be connected to."""
        return project in self.find()

    def new_session(self, path: Path, tempo_map: TempoMap) -> DawSession:
        """A new, empty session in a file that does not exist yet; DawError where sessions are no files."""
        raise DawError(f"{self.name} cannot make a session in a file.")

    def own_folders(self) -> list[Path]:
        """The DAW's own folders into which its script goes; empty where none is found."""
        return []

    def own_folder(self, chosen: Path) -> Path:
        """The DAW's own folder that a chosen one is, holds or lies in. DawError when it is none of them."""
        raise DawError(f"{self.name} has no folder that could be chosen.")

    def install(self, *, folder: Path | None = None, is_dry_run: bool = False) -> list[str]:
        """Copy the remote script to where this DAW looks; returns sentences that say what was done, or would be.

        `folder` is the DAW's own folder where that is not in the usual place.
        """
        return [f"{self.name} needs no script."]

    def remove(self, *, folder: Path | None = None, is_dry_run: bool = False) -> list[str]:
        """Take the remote script away again; sentences that say what was done, or would be."""
        return [f"{self.name} has no script of ours."]

    def why_not(self) -> str:
        """Empty when installed and usable here, else one sentence that says what is missing."""
        return ""

    def test(self) -> list[Check]:
        """A round trip with an open project: place, read back, take away."""
        return [Check("round trip", False, f"{self.name} has none yet.")]

    def fake_test(self) -> list[Check]:
        """The same with the DAW's script in a stand-in for the DAW, for machines without it."""
        if not self.stand_in:
            return [Check("stand-in", False, f"{self.name} has none.")]
        checks: list[Check] = pkgutil.resolve_name(self.stand_in)()
        return checks

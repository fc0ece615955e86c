"""Snapshot: a DAW project at one moment, with its tracks, regions and markers; and what became of a change to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from engine.daw.selection import Selection
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

    def points(self, parameter: str) -> tuple[tuple[float, float], ...]:
        """The automation of one parameter; none where it has none."""
        return next((lane.points for lane in self.automation if lane.parameter == parameter), ())


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

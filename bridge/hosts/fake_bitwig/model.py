"""A project of Bitwig's: tracks, the launcher's clips, scenes, tempo; plain data that can be copied for undo."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

UNITY = 0.5 ** (1 / 3)
"""Where a fader stands at 0 dB: its scale is a cube that ends at +6.02 dB."""
Color = tuple[float, float, float]


@dataclass
class BitwigClip:
    """What lies in a slot of the launcher."""

    name: str
    is_notes: bool
    length: float
    """Beats."""
    notes: list[list[float]] = field(default_factory=list)
    """Rows of start and length in beats, pitch, velocity from 0 to 1, channel; by start."""
    file: str = ""
    play_start: float = 0.0
    loop_start: float = 0.0
    is_looped: bool = True

    def __post_init__(self) -> None:
        self.play_stop = self.loop_length = self.length


@dataclass
class BitwigMarker:
    """A cue marker of the arranger."""

    name: str
    beat: float


@dataclass
class BitwigDevice:
    """A device on a track."""

    name: str
    is_enabled: bool = True


@dataclass
class BitwigTrack:
    """A track of any kind."""

    type: str
    """Instrument, Audio, Hybrid, Group, Effect or Master."""
    name: str
    slots: list[BitwigClip | None] = field(default_factory=list)
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    volume: float = UNITY
    pan: float = 0.5
    mute: bool = False
    solo: bool = False
    arm: bool = False
    monitor: str = "AUTO"
    color: Color = (0.5, 0.5, 0.5)
    devices: list[BitwigDevice] = field(default_factory=list)
    sends: dict[str, float] = field(default_factory=dict)
    """Levels by the id of the effect track."""
    group: str = ""
    """Id of the group it lies in."""


@dataclass
class FakeBitwigProject:
    """What is saved."""

    name: str
    tempo: float = 120.0
    numerator: int = 4
    denominator: int = 4
    tracks: list[BitwigTrack] = field(default_factory=list)
    effects: list[BitwigTrack] = field(default_factory=list)
    master: BitwigTrack = field(default_factory=lambda: BitwigTrack("Master", "Master"))
    root: BitwigTrack = field(default_factory=lambda: BitwigTrack("Group", "Project"))
    """What tracks lie in that lie in no group; it is in no list."""
    scenes: list[str] = field(default_factory=lambda: [""] * 5)
    markers: list[BitwigMarker] = field(default_factory=list)
    """By their place."""
    settings: dict[str, str] = field(default_factory=dict)
    """What scripts keep in the project."""

    def add_scene(self) -> None:
        """A scene at the end, with an empty slot on every track."""
        self.scenes.append("")
        for track in self.tracks:
            track.slots.append(None)

    def add_marker(self, beat: float) -> None:
        """A cue marker, where there is none yet."""
        if all(one.beat != beat for one in self.markers):
            self.markers.append(BitwigMarker(f"Marker {len(self.markers) + 1}", beat))
            self.markers.sort(key=lambda one: one.beat)

    def within(self, track: BitwigTrack) -> list[BitwigTrack]:
        """A track, and all that lies in it."""
        return [track, *(one for inside in self.tracks if inside.group == track.id for one in self.within(inside))]

    def new_track(self, type_: str, name: str, position: int = -1) -> BitwigTrack:
        """A track among its like; −1 = at the end."""
        into = self.effects if type_ == "Effect" else self.tracks
        made = BitwigTrack(type_, name, [None] * len(self.scenes))
        into.insert(len(into) if position < 0 else min(position, len(into)), made)
        return made

"""The session behind the stand-in: tracks, files, clips in a list and clips on tracks, memory locations, an undo."""

from __future__ import annotations

import copy
import uuid
from dataclasses import dataclass, field
from pathlib import Path

from engine.media.note import TempoMap


@dataclass
class ProToolsClip:
    """One clip of the clip list: a channel of a file, all of it."""

    id: str
    name: str
    file: str
    frames: int


@dataclass
class Element:
    """Clips that lie on a track, one a channel."""

    first: int
    frames: int
    clips: tuple[str, ...]


@dataclass
class ProToolsTrack:
    """One track."""

    id: str
    name: str
    type: str
    elements: list[Element] = field(default_factory=list)
    states: dict[str, bool] = field(default_factory=dict)
    is_selected: bool = False


@dataclass
class MemoryLocation:
    """A memory location."""

    number: int
    name: str
    sample: int


@dataclass
class Contents:
    """What undo brings back."""

    tracks: list[ProToolsTrack] = field(default_factory=list)
    clips: dict[str, ProToolsClip] = field(default_factory=dict)
    places: dict[int, MemoryLocation] = field(default_factory=dict)


class FakeProToolsProject:
    """An open session."""

    def __init__(self, file: Path, rate: int, tempo_map: TempoMap, origin: int) -> None:
        self.file, self.rate, self.tempo_map, self.origin = file, rate, tempo_map, origin
        self.now = Contents()
        self.files: dict[str, Path] = {}
        self.selection = (0, 0)
        self.edit_selection = (0, 0)
        self.is_linked = True
        self.mode = "EMode_Slip"
        self.counter = "TLType_BarsBeats"
        self.is_playing = False
        self._undo: list[Contents] = []

    def step(self) -> None:
        """What follows is one step of undo."""
        self._undo.append(copy.deepcopy(self.now))

    def undo(self) -> None:
        """As the user does it."""
        if self._undo:
            self.now = self._undo.pop()

    def track(self, own: str = "", name: str = "") -> ProToolsTrack | None:
        """A track by id or name."""
        return next((one for one in self.now.tracks if (own and one.id == own) or (name and one.name == name)), None)

    def free_name(self, wanted: str) -> str:
        """Pro Tools has no two tracks of one name: the next gets a number."""
        taken, name, number = {one.name for one in self.now.tracks}, wanted, 1
        while name in taken:
            name, number = f"{wanted} {number}", number + 1
        return name

    @staticmethod
    def new_id() -> str:
        """As Pro Tools writes them."""
        return "{" + str(uuid.uuid4()).upper() + "}"

    # --- time ---

    def sample(self, location: str, kind: str) -> int:
        """A location in samples from the session's start. ValueError when it is none."""
        if kind == "TLType_Samples":
            return int(location)
        if kind == "TLType_BarsBeats":
            bar, beat, ticks = (int(part) for part in location.split("|"))
            start = self.tempo_map.bar_start(bar)
            meter = self.tempo_map.meter_at(start)
            if not 1 <= beat <= meter.numerator or not 0 <= ticks < 960 * 4 // meter.denominator:
                raise ValueError(location)
            at = start + (beat - 1) * 4 / meter.denominator + ticks / 960
            return self.origin + self.tempo_map.sample_at(at, self.rate)
        raise ValueError(kind)

    def location(self, sample: int, kind: str) -> str:
        """A place as a kind of counter shows it."""
        if kind == "TLType_Samples":
            return str(sample)
        beats = self.tempo_map.beats_at((sample - self.origin) / self.rate)
        ticks = round(max(0.0, beats) * 960)
        bar, start = 1, 0.0
        while self.tempo_map.bar_start(bar + 1) * 960 <= ticks:
            bar, start = bar + 1, self.tempo_map.bar_start(bar + 1)
        count = 960 * 4 // self.tempo_map.meter_at(start).denominator
        inside = ticks - round(start * 960)
        return f"{bar}|{inside // count + 1}|{inside % count:03d}"

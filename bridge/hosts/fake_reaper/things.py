"""What REAPER's project consists of: tracks, items, takes, sources, effects, envelopes, markers. Times are seconds."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

PPQ = 960
"""Ticks in a quarter note of a MIDI take."""
_TAKE = {"D_STARTOFFS": 0.0, "D_VOL": 1.0, "D_PLAYRATE": 1.0, "D_PITCH": 0.0}
_ITEM = {
    **dict.fromkeys(("B_MUTE", "B_UISEL", "D_POSITION", "D_LENGTH", "D_FADEINLEN", "D_FADEOUTLEN", "I_CURTAKE"), 0.0),
    "B_LOOPSRC": 1.0,
    "C_BEATATTACHMODE": -1.0,
    "D_VOL": 1.0,
}
_TRACK = {
    **dict.fromkeys(("B_MUTE", "I_SOLO", "I_RECARM", "I_RECINPUT", "I_RECMON", "I_SELECTED", "I_FOLDERDEPTH"), 0.0),
    **dict.fromkeys(("I_CUSTOMCOLOR", "D_PAN", "I_AUTOMODE", "I_FREEZECOUNT"), 0.0),
    "D_VOL": 1.0,
    "B_MAINSEND": 1.0,
    "I_NCHAN": 2.0,
}


def new_guid() -> str:
    """An id as REAPER writes it."""
    return "{" + str(uuid.uuid4()).upper() + "}"


@dataclass(eq=False)
class ReaperThing:
    """Something that a script holds a pointer to."""

    kind: ClassVar[str] = ""
    guid: str = field(default_factory=new_guid)

    def __str__(self) -> str:
        return f"{self.kind}: {id(self):#x}"


@dataclass(eq=False)
class ReaperSource(ReaperThing):
    """A file, or notes."""

    kind: ClassVar[str] = "PCM_source"
    path: Path | None = None
    seconds: float = 0.0
    peaks_left: int = 2
    events: list[tuple[int, int, bytes]] | None = None
    """Of notes: tick, flag, message. Shared by items that are pooled."""


@dataclass(eq=False)
class ReaperTake(ReaperThing):
    """One content of an item."""

    kind: ClassVar[str] = "MediaItem_Take"
    name: str = ""
    source: ReaperSource = field(default_factory=ReaperSource)
    values: dict[str, float] = field(default_factory=lambda: dict(_TAKE))
    left_ppq: float = 0.0
    """Of notes: the tick at the item's left edge."""

    @property
    def is_midi(self) -> bool:
        """Whether it holds notes."""
        return self.source.events is not None


@dataclass(eq=False)
class ReaperItem(ReaperThing):
    """A rectangle on a track."""

    kind: ClassVar[str] = "MediaItem"
    takes: list[ReaperTake] = field(default_factory=list)
    values: dict[str, float] = field(default_factory=lambda: dict(_ITEM))
    texts: dict[str, str] = field(default_factory=dict)

    @property
    def active(self) -> ReaperTake | None:
        """The take that plays."""
        index = int(self.values["I_CURTAKE"])
        return self.takes[index] if index < len(self.takes) else None

    @property
    def end(self) -> float:
        """Where it ends."""
        return self.values["D_POSITION"] + self.values["D_LENGTH"]


@dataclass(eq=False)
class Envelope(ReaperThing):
    """Points of one parameter; a fader's are scaled as REAPER's preference says."""

    kind: ClassVar[str] = "TrackEnvelope"
    name: str = ""
    is_fader: bool = False
    texts: dict[str, str] = field(default_factory=lambda: {"ACTIVE": "0", "VISIBLE": "0", "ARM": "0"})
    points: list[list[float]] = field(default_factory=list)
    """Seconds, value, shape."""


@dataclass(eq=False)
class ReaperSend(ReaperThing):
    """A share of a track that goes to another."""

    to: Any = None
    values: dict[str, float] = field(default_factory=lambda: {"D_VOL": 1.0, "D_PAN": 0.0, "B_MUTE": 0, "I_SENDMODE": 0})
    envelope: Envelope = field(default_factory=lambda: Envelope(name="Send Volume", is_fader=True))


@dataclass(eq=False)
class Fx(ReaperThing):
    """A plugin on a track."""

    name: str = ""
    """As in the catalogue."""
    is_enabled: bool = True
    norms: list[float] = field(default_factory=list)
    """Where each knob stands on its way, 0 to 1."""
    bands: list[int] = field(default_factory=list)
    """Of the equaliser: the kinds of bands that it has, each with three more knobs."""
    envelopes: dict[int, Envelope] = field(default_factory=dict)


@dataclass(eq=False)
class ReaperTrack(ReaperThing):
    """A track; all are alike."""

    kind: ClassVar[str] = "MediaTrack"
    items: list[ReaperItem] = field(default_factory=list)
    values: dict[str, float] = field(default_factory=lambda: dict(_TRACK))
    texts: dict[str, str] = field(default_factory=lambda: {"P_NAME": ""})
    sends: list[ReaperSend] = field(default_factory=list)
    fx: list[Fx] = field(default_factory=list)
    own: dict[str, Envelope] = field(default_factory=lambda: {
        "<VOLENV2": Envelope(name="Volume", is_fader=True), "<PANENV2": Envelope(name="Pan"),
        "<MUTEENV": Envelope(name="Mute")})  # fmt: skip


@dataclass(eq=False)
class ReaperMarker(ReaperThing):
    """A named place, or (with an end) a named span."""

    at: float = 0.0
    end: float | None = None
    name: str = ""
    number: int = 0
    color: int = 0


@dataclass(eq=False)
class ProjectHandle(ReaperThing):
    """What a script holds of a project."""

    kind: ClassVar[str] = "ReaProject"

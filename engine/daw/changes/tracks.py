"""Tracks that come and go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from engine.daw.changes.change import Change


@dataclass(frozen=True)
class NewTrack(Change):
    """Add a track at the end."""

    capability: ClassVar[str] = "new_track"
    name: str
    kind: Literal["audio", "midi", "bus", "group"] = "audio"
    ref: str = ""
    """Name by which later changes of the same list mean this track."""
    channels: int = 2
    instrument: bool = True
    """A MIDI track gets an instrument that can be heard."""
    color: str = ""
    """As #rrggbb; "" = the DAW chooses."""
    group: str = ""
    """Id or `ref` of the group it lies in."""


@dataclass(frozen=True)
class RemoveTrack(Change):
    """Take a track away (a DAW that cannot: empty and hide it, and say so)."""

    capability: ClassVar[str] = "remove_track"
    track: str

"""Markers: named places in a session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.daw.changes.change import Change


@dataclass(frozen=True)
class AddMarker(Change):
    """Name a place."""

    capability: ClassVar[str] = "add_marker"
    name: str
    at_beats: float
    ref: str = ""


@dataclass(frozen=True)
class RemoveMarker(Change):
    """Take a marker away."""

    capability: ClassVar[str] = "remove_marker"
    marker: str

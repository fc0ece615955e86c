"""What the translation of one list of changes needs to know of the session, and the files it makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bridge.ardour.audio import Prepared
from bridge.ardour.snapshot import TICKS
from engine.daw.daw import Snapshot
from engine.errors import UserError
from engine.media.note import TempoMap

Wire = dict[str, Any]


@dataclass
class Desk:
    """One list of changes on its way into the DAW's own units."""

    snapshot: Snapshot
    folder: Path
    """Where files to import are written."""
    channels: dict[str, int]
    """Audio channels of each track, by id and by `ref`."""
    made: Mapping[str, str] = field(default_factory=dict)
    """Names of things that exist by now, with their ids."""
    ranges: Mapping[tuple[str, str], tuple[float, float]] = field(default_factory=dict)
    """How far each knob goes, by plugin and name."""
    plugin_uris: Mapping[str, str] = field(default_factory=dict)
    """What identifies the plugins that were seen in this session, by their names."""
    refs: set[str] = field(default_factory=set)
    """Names that changes before in this list gave to what they will make."""
    files: list[Path] = field(default_factory=list)
    prepared: dict[int, Prepared] = field(default_factory=dict)
    """The imported files, by the id() of their change."""
    armed: set[str] = field(default_factory=set)
    """Tracks that changes before in this list arm."""

    @property
    def tempo_map(self) -> TempoMap:
        """Tempo and meter of the session as it stands."""
        return self.snapshot.tempo_map

    def known(self, name: str) -> str:
        """How the script is told of a track, region, plugin or marker."""
        return f"${name}" if name in self.refs else self.made.get(name, name)

    def channels_of(self, track: str) -> int:
        """Audio channels of a track, two when that is not known."""
        return self.channels.get(track, self.channels.get(self.made.get(track, ""), 2))

    def sample(self, seconds: float) -> int:
        """A duration in samples of the session."""
        return round(seconds * self.snapshot.sample_rate_hz)

    def place(self, beat: float, prefix: str = "") -> Wire:
        """A position both in samples (sound) and in ticks (notes)."""
        if beat < 0:
            raise UserError("Nothing can lie before the session's start.")
        return {
            f"{prefix}sample": self.tempo_map.sample_at(beat, self.snapshot.sample_rate_hz),
            f"{prefix}ticks": round(beat * TICKS),
        }

"""What the translation of one list of changes needs to know of the session, and the files it makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engine.daw.daw import Snapshot
from engine.errors import UserError
from engine.media.note import TempoMap

Wire = dict[str, Any]


@dataclass
class TranslationContext:
    """One list of changes on its way into a DAW's own units."""

    snapshot: Snapshot
    made: Mapping[str, str] = field(default_factory=dict)
    """Names of things that exist by now, with their ids."""
    refs: set[str] = field(default_factory=set)
    """Names that changes before in this list gave to what they will make."""
    files: list[Path] = field(default_factory=list)
    """Files written for this list; they go when it is done."""
    ranges: Mapping[tuple[str, str], tuple[float, float]] = field(default_factory=dict)
    """How far each knob goes, by plugin and name."""
    decimals: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """How exactly knobs can stand, where they show so many decimals; by plugin and name."""
    ticks: int = 960
    """Places in a quarter note at which the DAW can put something that lies at beats."""
    loudest_db: float = 6.0
    """The end of its faders."""
    armed: set[str] = field(default_factory=set)
    """Tracks that changes before in this list arm."""

    @property
    def tempo_map(self) -> TempoMap:
        """Tempo and meter of the session as it stands."""
        return self.snapshot.tempo_map

    @property
    def daw(self) -> str:
        """The DAW's name, for people."""
        return self.snapshot.daw

    def known(self, name: str) -> str:
        """How the script is told of a track, region, plugin or marker."""
        return f"${name}" if name in self.refs else self.made.get(name, name)

    def place(self, beat: float, prefix: str = "") -> Wire:
        """A position both in samples (sound) and in ticks (notes). UserError when it lies before the start."""
        if beat < 0:
            raise UserError("Nothing can lie before the session's start.")
        return {
            f"{prefix}sample": self.tempo_map.sample_at(beat, self.snapshot.sample_rate_hz),
            f"{prefix}ticks": round(beat * self.ticks),
        }

    def sample(self, seconds: float) -> int:
        """A duration in samples of the session."""
        return round(seconds * self.snapshot.sample_rate_hz)

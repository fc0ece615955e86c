"""What the translation of one list of changes needs to know of an Ardour session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bridge.ardour.audio import Prepared
from bridge.ardour.snapshot import TICKS
from bridge.scripted.desk import Desk, Wire
from engine.errors import UserError


@dataclass
class ArdourDesk(Desk):
    """One list of changes on its way into samples and ticks."""

    ticks: int = TICKS
    folder: Path = Path()
    """Where files to import are written."""
    channels: dict[str, int] = field(default_factory=dict)
    """Audio channels of each track, by id and by `ref`."""
    plugin_uris: Mapping[str, str] = field(default_factory=dict)
    """What identifies the plugins that were seen in this session, by their names."""
    prepared: dict[int, Prepared] = field(default_factory=dict)
    """The imported files, by the id() of their change."""
    armed: set[str] = field(default_factory=set)
    """Tracks that changes before in this list arm."""

    def channels_of(self, track: str) -> int:
        """Audio channels of a track, two when that is not known."""
        return self.channels.get(track, self.channels.get(self.made.get(track, ""), 2))

    def place(self, beat: float, prefix: str = "") -> Wire:
        """A position both in samples (sound) and in ticks (notes)."""
        if beat < 0:
            raise UserError("Nothing can lie before the session's start.")
        return {
            f"{prefix}sample": self.tempo_map.sample_at(beat, self.snapshot.sample_rate_hz),
            f"{prefix}ticks": round(beat * TICKS),
        }

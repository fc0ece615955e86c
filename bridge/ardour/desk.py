"""What the translation of one list of changes needs to know of an Ardour session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bridge.ardour.snapshot import TICKS
from bridge.scripted.audio import Prepared
from bridge.scripted.translation_context import TranslationContext


@dataclass
class ArdourDesk(TranslationContext):
    """One list of changes on its way into samples and ticks."""

    ticks: int = TICKS
    folder: Path = Path()
    """Where files to import are written."""
    sounds: Path | None = None
    """Where Ardour keeps the session's sounds, when what lies there can be played from there."""
    channels: dict[str, int] = field(default_factory=dict)
    """Audio channels of each track, by id and by `ref`."""
    plugin_uris: Mapping[str, str] = field(default_factory=dict)
    """What identifies the plugins that were seen in this session, by their names."""
    prepared: dict[int, Prepared] = field(default_factory=dict)
    """The imported files, by the id() of their change."""

    def channels_of(self, track: str) -> int:
        """Audio channels of a track, two when that is not known."""
        return self.channels.get(track, self.channels.get(self.made.get(track, ""), 2))

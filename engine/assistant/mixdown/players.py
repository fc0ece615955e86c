"""Players: who plays notes and effects in a mixdown; the engine has neither, so models do it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from engine.daw.daw import Plugin, Region, Snapshot, Track


@dataclass(frozen=True)
class PlayedNotes:
    """What an instrument has played."""

    path: Path
    """A sound file that begins where the region begins."""
    factor: float = 1.0
    """So much louder it is meant."""


class Players:
    """Plays nothing: notes and plugins are left out and named. Files they make lie in the folder they are given."""

    def notes(self, region: Region, track: Track, snapshot: Snapshot, folder: Path) -> PlayedNotes | None:
        """The sound of a MIDI region from its start on; None when nobody can play it."""
        return None

    def effect(self, plugin: Plugin, sound: Path, track: Track, snapshot: Snapshot, folder: Path) -> Path | None:
        """A sound file through a plugin, as long as before; None when nobody here has such an effect."""
        return None

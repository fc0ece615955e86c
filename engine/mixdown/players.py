"""Players: who plays notes and effects in a mixdown; the engine has neither, so models do it."""

from __future__ import annotations

from engine.daw.daw import Plugin, Region, Snapshot, Track
from engine.media.audio import Audio


class Players:
    """Plays nothing: notes and plugins are left out and named."""

    def notes(self, region: Region, track: Track, snapshot: Snapshot) -> Audio | None:
        """The sound of a MIDI region from its start on; None when nobody can play it."""
        return None

    def effect(self, plugin: Plugin, sound: Audio, track: Track, snapshot: Snapshot) -> Audio | None:
        """The sound through a plugin, as long as before; None when nobody here has such an effect."""
        return None

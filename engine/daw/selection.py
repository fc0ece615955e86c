"""What is selected in the DAW."""

from __future__ import annotations

from dataclasses import dataclass

from engine.media.note import Note


@dataclass(frozen=True)
class Selection:
    """Tracks, regions, notes and a range; any of them may be empty."""

    tracks: tuple[str, ...] = ()
    """Track ids."""
    regions: tuple[str, ...] = ()
    """Region ids."""
    start_beats: float | None = None
    end_beats: float | None = None
    notes: tuple[Note, ...] = ()
    """Notes of the selected MIDI regions, at session beats."""

    @property
    def is_empty(self) -> bool:
        """True when nothing at all is selected."""
        return not (self.tracks or self.regions or self.notes) and self.start_beats is None

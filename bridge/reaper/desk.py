"""What the translation of one list of changes needs to know of a REAPER project."""

from __future__ import annotations

from dataclasses import dataclass

from bridge.reaper.snapshot import TICKS
from bridge.scripted.translation_context import TranslationContext, Wire


@dataclass
class ReaperDesk(TranslationContext):
    """One list of changes on its way into beats: REAPER's own map turns them into seconds."""

    ticks: int = TICKS
    loudest_db: float = 12.0

    def place(self, beat: float, prefix: str = "") -> Wire:
        """A position in beats too."""
        return super().place(beat, prefix) | {f"{prefix}beat": float(beat)}

"""Deed: what an action wants done to the session, and what has to be said beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.daw.daw import Change
from engine.library.turn import DroppedTake


@dataclass(frozen=True)
class Deed:
    """Changes, and sentences about what was heard and could not be followed to the letter."""

    changes: Sequence[Change] = ()
    said: Sequence[str] = ()
    """Whole sentences: a value that was clamped, a target that had it already."""
    dropped: Sequence[DroppedTake] = ()
    """Takes that were deleted."""

    @property
    def text(self) -> str:
        """All that is said, as one text."""
        return " ".join(dict.fromkeys(self.said))

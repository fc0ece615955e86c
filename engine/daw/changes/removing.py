"""Taking a thing of the session away: what removals of tracks, regions and markers have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.daw.changes.change import Change
from engine.daw.claim import Claim, there
from engine.daw.snapshot import Outcome, Snapshot
from engine.daw.words import named


@dataclass(frozen=True)
class Remove(Change):
    """Take one thing away; how it comes back its own class says."""

    target: ClassVar[str] = ""
    """The kind of thing, and the field that names it: track, region or marker."""

    def claims(self, outcome: Outcome, before: Snapshot) -> tuple[Claim, ...]:
        """It is gone."""
        return (there(str(getattr(self, self.target)), False),)

    def told(self, after: Snapshot | None, before: Snapshot | None = None) -> str:
        """Which one went."""
        old = getattr(before, self.target)(getattr(self, self.target)) if before else None
        return f"the {self.target} {named(old, '')}".strip() + " was removed"

"""Markers: named places in a session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from engine.daw.changes.change import RESTORED, Change, Keep, made_ids
from engine.daw.changes.removing import Remove
from engine.daw.changes.unusual import unusual
from engine.daw.claim import BEATS, NAME, Claim, there
from engine.daw.snapshot import Outcome, Snapshot
from engine.daw.words import where


@dataclass(frozen=True)
class AddMarker(Change):
    """Name a place."""

    capability: ClassVar[str] = "add_marker"
    counted: ClassVar[tuple[str, str]] = ("1 marker added", "{n} markers added")
    name: str
    at_beats: float
    ref: str = ""

    def inverse(self, outcome: Outcome, before: Snapshot, keep: Keep) -> tuple[Change, ...]:
        """It goes."""
        return tuple(RemoveMarker(made) for made in made_ids(outcome))

    def fingerprint(self, outcome: Outcome, after: Snapshot) -> dict[str, Any]:
        """Its name and place."""
        found = [after.marker(made) for made in made_ids(outcome)]
        return {"marker": [[one.name, round(one.at_beats, 2)] for one in found if one]}

    def about(self, outcome: Outcome, snapshot: Snapshot) -> str:
        """Which marker."""
        return f"the marker '{self.name}'"

    def claims(self, outcome: Outcome, before: Snapshot) -> tuple[Claim, ...]:
        """It is there, where it was wanted."""
        return tuple(
            claim
            for made in made_ids(outcome)
            for claim in (
                there(made),
                Claim(made, NAME, self.name),
                Claim(made, "at_beats", self.at_beats, BEATS, "beats"),
            )
        )

    def told(self, after: Snapshot | None, before: Snapshot | None = None) -> str:
        """Where it is."""
        return f"'{self.name}' is at {where(self.at_beats, after)}"


@dataclass(frozen=True)
class RemoveMarker(Remove):
    """Take a marker away."""

    target: ClassVar[str] = "marker"
    capability: ClassVar[str] = "remove_marker"
    counted: ClassVar[tuple[str, str]] = ("1 marker removed", "{n} markers removed")
    marker: str

    def inverse(self, outcome: Outcome, before: Snapshot, keep: Keep) -> tuple[Change, ...]:
        """It comes back."""
        old = before.marker(self.marker)
        if old is None:
            return ()
        ref, can = RESTORED + old.id, before.capabilities
        set_on_it = (one for one in unusual(old, ref=ref) if not can or one.capability in can)
        return (AddMarker(old.name, old.at_beats, ref), *set_on_it)

"""Change: one thing that can be done to a DAW session, and all that the rest of the program asks of it.

A kind of change is one class: its values, how it is taken back, what it touches, what must read back, how it is
told. A new kind is a new class in this folder and a row in `engine/daw/change.py`; a DAW that has it adds how.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from engine.daw.daw import Outcome, Region, Snapshot, Track

Keep = Callable[["Region"], Path]
"""Saves the sound of an audio region before it is removed and returns the file."""
TARGETS = ("track", "region", "plugin", "marker", "to")
"""Fields that name a thing of the session, by id or by the `ref` of a change before."""


@dataclass(frozen=True)
class Change:
    """One change to a session. Tracks, regions and plugins are named by id, or by the `ref` of a change before."""

    capability: ClassVar[str] = ""
    """Its name on the wire and among what a DAW can do."""

    def resolved(self, made: Mapping[str, str]) -> Change:
        """The same change with refs of earlier changes replaced by the ids the DAW gave them."""
        named = {name: str(getattr(self, name, None) or "") for name in TARGETS}
        names = {name: made[value] for name, value in named.items() if value in made}
        return replace(self, **names) if names else self

    def inverse(self, outcome: Outcome, before: Snapshot, keep: Keep) -> tuple[Change, ...]:
        """The changes that take this one back, in order; empty when there is nothing to take back.

        The change carries real ids, `before` is the session before it. Only asked when it was done.
        """
        return ()

    def fingerprint(self, outcome: Outcome, after: Snapshot) -> dict[str, Any]:
        """What it touched, as the session shows it now; only what taking it back would destroy."""
        return {}

    def broken(self, outcome: Outcome, before: Snapshot, after: Snapshot) -> str:
        """What of it does not read back, as half a sentence; empty when all of it does."""
        return ""

    def told(self, snapshot: Snapshot | None) -> str:
        """What was done, as a clause without a full stop, in the words of a musician."""
        return self.capability.replace("_", " ")


def on_track(change: Change, snapshot: Snapshot | None) -> Track | None:
    """The track a change is about."""
    return snapshot.track(getattr(change, "track", "")) if snapshot else None


def on_region(change: Change, snapshot: Snapshot | None) -> Region | None:
    """The region a change is about."""
    return snapshot.region(getattr(change, "region", "")) if snapshot else None

"""Change: one thing that can be done to a DAW session, and all that the rest of the program asks of it.

A kind of change is one class: its values, how it is taken back, what it touches, what must read back, how it is
told. A new kind is a new class in this folder and a row in `engine/daw/change.py`; a DAW that has it adds how.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

from engine.daw.claim import Claim
from engine.daw.snapshot import Outcome, Region, Snapshot, Track
from engine.daw.words import named


@dataclass(frozen=True)
class Kept:
    """The sound of a region that goes, in a file that stays."""

    path: Path
    offset_s: float = 0.0
    """How far into the file the region begins: what lies before and behind it is kept as well."""


Keep = Callable[["Region"], Kept]
"""Saves the sound of an audio region before it is removed."""
TARGETS = ("track", "region", "plugin", "marker", "to", "group")
"""Fields that name a thing of the session, by id or by the `ref` of a change before."""
RESTORED = "restored "
"""The ref of what an undo puts back is this and the id that it had."""


_KINDS: dict[str, type[Change]] = {}
"""Every kind of change by its name on the wire."""


@dataclass(frozen=True)
class Change:
    """One change to a session. Tracks, regions and plugins are named by id, or by the `ref` of a change before."""

    capability: ClassVar[str] = ""
    """Its name on the wire and among what a DAW can do."""
    counted: ClassVar[tuple[str, str]] = ("", "")
    """How one, and how many, of it are counted: "1 level set", "{n} levels set"; empty = not counted."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Where any change may stand, its JSON tells which one it is."""
        if source is not Change:
            return handler(source)
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(
            lambda stored: stored if isinstance(stored, Change) else change_from_json(stored),
            serialization=core_schema.plain_serializer_function_ser_schema(change_to_json),
        )

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if cls.capability:
            _KINDS[cls.capability] = cls

    def resolved(self, made: Mapping[str, str]) -> Change:
        """The same change with refs of earlier changes replaced by the ids the DAW gave them."""
        if not made:
            return self
        named = {name: str(getattr(self, name, None) or "") for name in TARGETS}
        names = {name: made[value] for name, value in named.items() if value and value in made}
        return replace(self, **names) if names else self

    def settled(self, before: Snapshot) -> Change:
        """The same as a DAW is given it, with what only the session as it is now can tell."""
        return self

    def inverse(self, outcome: Outcome, before: Snapshot, keep: Keep) -> tuple[Change, ...]:
        """The changes that take this one back, in order; empty when there is nothing to take back.

        The change carries real ids, `before` is the session before it. Only asked when it was done.
        """
        return ()

    def lost(self, before: Snapshot) -> tuple[Region, ...]:
        """The regions whose sound it takes away, so that it can be kept first."""
        return ()

    def fingerprint(self, outcome: Outcome, after: Snapshot) -> dict[str, Any]:
        """What it touched, as the session shows it now; only what taking it back would destroy."""
        return {}

    def about(self, outcome: Outcome, snapshot: Snapshot) -> str:
        """What it touched, in words: "the fader of 'Bass'"."""
        return region_named(self, snapshot) if hasattr(self, "region") else track_named(self, snapshot)

    def claims(self, outcome: Outcome, before: Snapshot) -> tuple[Claim, ...]:
        """What must be true after it, with real ids; only asked when the DAW called it done."""
        return ()

    def broken(self, outcome: Outcome, before: Snapshot, after: Snapshot) -> str:
        """What of it does not read back, as half a sentence; empty when all of it does."""
        return next((text for claim in self.claims(outcome, before) if (text := claim.broken(after))), "")

    def told(self, after: Snapshot | None, before: Snapshot | None = None) -> str:
        """What was done, as a clause without a full stop, in the words of a musician; never an id."""
        return self.capability.replace("_", " ")


def change_to_json(change: Change) -> dict[str, Any]:
    """`SetGain("t1", -3)` → `{"change": "set_gain", "track": "t1", "gain_db": -3}`."""
    return {"change": change.capability, **_adapter(change.capability).dump_python(change, mode="json")}


def change_from_json(stored: Mapping[str, Any]) -> Change:
    """The inverse of `change_to_json`; raises ValueError for anything else."""
    kind = _KINDS.get(str(stored.get("change"))) if isinstance(stored, Mapping) else None
    if kind is None:
        raise ValueError("unknown change")
    return _adapter(kind.capability).validate_python(
        {name: value for name, value in stored.items() if name != "change"}
    )


@functools.cache
def _adapter(capability: str) -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(_KINDS[capability])


def made_ids(outcome: Outcome) -> list[str]:
    """Ids of what came to be."""
    return [made for _, made in outcome.made]


def on_track(change: Change, snapshot: Snapshot | None) -> Track | None:
    """The track a change is about."""
    return snapshot.track(getattr(change, "track", "")) if snapshot else None


def on_region(change: Change, snapshot: Snapshot | None) -> Region | None:
    """The region a change is about."""
    return snapshot.region(getattr(change, "region", "")) if snapshot else None


def track_named(change: Change, *snapshots: Snapshot | None) -> str:
    """'Bass', or "a track"."""
    found = next((track for one in snapshots if (track := on_track(change, one))), None)
    return named(found, "a track")


def region_named(change: Change, *snapshots: Snapshot | None) -> str:
    """'Verse', or "a region"."""
    found = next((region for one in snapshots if (region := on_region(change, one))), None)
    return named(found, "a region")

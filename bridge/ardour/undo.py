"""What takes a change back that was told as not done, and did something all the same."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from engine.daw.changes.value import SetValue
from engine.daw.daw import (
    AddMarker,
    AddPlugin,
    Change,
    Duplicate,
    NewTrack,
    Outcome,
    PlaceAudio,
    PlaceMidi,
    Region,
    RemoveMarker,
    RemovePlugin,
    RemoveRegion,
    RemoveTrack,
    Snapshot,
)


def undoing(change: Change, outcome: Outcome, made: Mapping[str, str], before: Snapshot | None) -> tuple[Change, ...]:
    """The changes that undo it; none when it left nothing behind, or what it left cannot be told."""
    ids = [made_id for _, made_id in outcome.made]
    change = change.resolved(made)
    if isinstance(change, NewTrack):
        return tuple(RemoveTrack(one) for one in ids)
    if isinstance(change, PlaceAudio | PlaceMidi | Duplicate):
        return tuple(RemoveRegion(one) for one in ids)
    if isinstance(change, AddPlugin):
        return tuple(RemovePlugin(change.track, one) for one in ids)
    if isinstance(change, AddMarker):
        return tuple(RemoveMarker(one) for one in ids)
    if isinstance(change, SetValue) and before and outcome.why.startswith("Ardour reads"):
        return change.inverse(outcome, before, _keep)
    return ()


def _keep(region: Region) -> Path:
    """No value of a region is its sound."""
    raise AssertionError("a value never needs a region's sound")

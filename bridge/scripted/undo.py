"""What takes a change back that was told as not done, and did something all the same."""

from __future__ import annotations

from collections.abc import Mapping

from engine.daw.changes.change import Kept
from engine.daw.changes.value import SetValue
from engine.daw.daw import Change, Outcome, Region, RemoveRegion, Snapshot


def undoing(change: Change, outcome: Outcome, made: Mapping[str, str], before: Snapshot | None) -> tuple[Change, ...]:
    """The changes that undo it; none when it left nothing behind, or what it left cannot be told."""
    change = change.resolved(made)
    if outcome.made and not outcome.became and before:
        return change.inverse(outcome, before, _keep)
    if isinstance(change, SetValue) and before and " reads " in outcome.why:
        return change.inverse(outcome, before, _keep)
    return ()


def bringing_back(change: Change, outcome: Outcome, before: Snapshot, after: Snapshot) -> tuple[Change, ...]:
    """The changes that put the region back which a change that went wrong has lost; none when it has lost none."""
    old = before.region(str(getattr(change, "region", "")))
    if old is None or outcome.is_done or outcome.became or isinstance(change, RemoveRegion):
        return ()
    if after.region(old.id) is not None or after.track(old.track) is None:
        return ()
    if old.kind == "audio" and not (old.sources and old.sources[0].is_file()):
        return ()
    return RemoveRegion(old.id).inverse(outcome, before, lambda one: Kept(one.sources[0], one.offset_s))


def _keep(region: Region) -> Kept:
    """No value of a region is its sound."""
    raise AssertionError("a value never needs a region's sound")

"""What a change that was not done left all the same: its own target is another now, or something lies there unasked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from engine.daw.daw import (
    AddMarker,
    Change,
    NewTrack,
    Outcome,
    PlaceInSlot,
    Region,
    SetGroup,
    SetMeter,
    SetPosition,
    SetTempo,
    SetTempoMap,
    Snapshot,
    Track,
)

_NAMES = ("track", "region", "marker", "slot")
_OF_TIME = (SetTempo, SetMeter, SetTempoMap)


def leftovers(
    changes: Sequence[Change], outcomes: Sequence[Outcome], before: Snapshot, after: Snapshot, daw: str
) -> list[Outcome]:
    """The outcomes, where "not done" is "unknown" for what is not as it was; what was done accounts for its part.

    `changes` have real ids. The user may have done it meanwhile: then too it is right to say "look at it".
    """
    look = _Look(changes, outcomes, before, after)
    found = []
    for change, outcome in zip(changes, outcomes, strict=True):
        if outcome.state == "not_done" and look.is_other(change):
            other = f"Something is not as it was, so look at it in {daw}."
            outcome = replace(outcome, state="unknown", why=" ".join((outcome.why, other)), made=(), became=())
        elif outcome.is_done and (lies := look.beside(change)):
            besides = f"Besides, '{lies}' lies on its track, which was not asked for; look at it in {daw}."
            outcome = replace(outcome, why=" ".join((outcome.why, besides)).strip())
        found.append(outcome)
    return found


class _Look:
    """A session before and after a list of changes."""

    def __init__(
        self, changes: Sequence[Change], outcomes: Sequence[Outcome], before: Snapshot, after: Snapshot
    ) -> None:
        self.before, self.after = before, after
        self._done = [change for change, outcome in zip(changes, outcomes, strict=True) if outcome.is_done]
        self._made = {made for outcome in outcomes for _, made in (*outcome.made, *outcome.became)}
        self._became = {old: now for outcome in outcomes for old, now in outcome.became}
        self._is_timed = any(isinstance(one, _OF_TIME) for one in self._done)

    def is_other(self, change: Change) -> bool:
        """Whether what a change was about is not as it was, though it was not done."""
        if isinstance(change, _OF_TIME):
            return self.before.tempo_map != self.after.tempo_map and not self._is_timed
        if isinstance(change, NewTrack):
            return any(one.kind == change.kind for one in self._new(self.before.tracks, self.after.tracks))
        if isinstance(change, AddMarker):
            return bool(self._new(self.before.markers, self.after.markers))
        if isinstance(change, SetGroup | SetPosition) and _order(self.before, self.after) != _order(
            self.after, self.before
        ):
            return not any(isinstance(one, SetGroup | SetPosition) for one in self._done)
        target = next((str(value) for name in _NAMES[::-1] if (value := getattr(change, name, ""))), "")
        if not target or any(self._reaches(one, target) for one in self._done):
            return False
        was, now = _shown(self.before, target), _shown(self.after, self._became.get(target, target))
        if was is not None and was != now:
            return True
        track = _track_of(target, self.before)
        is_slot = isinstance(change, PlaceInSlot)
        places = (self.before.slots, self.after.slots) if is_slot else (self.before.regions, self.after.regions)
        return any(one.track == track for one in self._new(*places))

    def beside(self, change: Change) -> str:
        """The name of a region that came to be on the track of one that was changed; "" when none did."""
        region = self.before.region(str(getattr(change, "region", "")))
        if region is None or self._is_timed:
            return ""
        new = self._new(self.before.regions, self.after.regions)
        return next((str(one.name) for one in new if one.track == region.track), "")

    def _reaches(self, done: Change, target: str) -> bool:
        """Whether what was done may have changed a target."""
        names = {str(getattr(done, name, "")) for name in _NAMES} - {""}
        return target in names or _track_of(target, self.before) in names or self._is_timed

    def _new(self, before: Sequence[Any], after: Sequence[Any]) -> list[Any]:
        known = {one.id for one in before} | self._made
        return [one for one in after if one.id not in known]


def _order(seen: Snapshot, other: Snapshot) -> list[str]:
    """The ids of the tracks that two snapshots share, from the top."""
    return [one.id for one in seen.tracks if other.track(one.id)]


def _track_of(target: str, seen: Snapshot) -> str:
    found = seen.region(target) or seen.slot(target)
    return found.track if found else target


def _shown(seen: Snapshot, target: str) -> Any:
    """A thing as it is shown, but for its id, its place among the others, and where its content is kept."""
    found: Any = seen.track(target) or seen.region(target) or seen.slot(target) or seen.marker(target)
    if isinstance(found, Track):
        return replace(found, id="", position=0)
    if isinstance(found, Region):
        return replace(found, id="", sources=(), offset_s=0.0, state="")
    return found

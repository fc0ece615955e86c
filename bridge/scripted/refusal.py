"""What a script said when it did not do something, as a sentence; and what it says it did not do, and is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from engine.daw.claim import Claim, is_there, meets
from engine.daw.daw import (
    AddMarker,
    AddPlugin,
    Change,
    Duplicate,
    NewTrack,
    Outcome,
    PlaceAudio,
    PlaceInSlot,
    PlaceMidi,
    Snapshot,
)
from engine.daw.read_back import claims_of
from engine.errors import one_line

_PLACES = {NewTrack: "tracks", PlaceAudio: "regions", PlaceMidi: "regions", AddMarker: "markers", PlaceInSlot: "slots"}


def refusal(daw: str, said: Any) -> str:
    """The reason that a script gave, whatever it is, with the name of the DAW."""
    reason = one_line(said) if isinstance(said, str) else ""
    reason = reason or "it gave no reason"
    return f"{daw}: {reason}{'' if reason.endswith(('.', '!', '?')) else '.'}"


def denied(
    changes: Sequence[Change], outcomes: Sequence[Outcome], before: Snapshot, after: Snapshot, daw: str
) -> list[Outcome]:
    """The outcomes, where "not done" is "unknown" for what was not so before and is so all the same."""
    told = {made for outcome in outcomes for _, made in outcome.made}
    owed = [claim for row in claims_of(changes, outcomes, before) for claim in row]
    found = []
    for change, outcome in zip(changes, outcomes, strict=True):
        if outcome.state == "not_done" and (
            _is_made(change, told, before, after) or _is_so(change, owed, before, after)
        ):
            also = f"Something of it was done all the same, so look at it in {daw}."
            outcome = replace(outcome, state="unknown", why=" ".join((outcome.why, also)), made=(), became=())
        found.append(outcome)
    return found


def _is_made(change: Change, told: set[str], before: Snapshot, after: Snapshot) -> bool:
    """Whether what it was to make has come to be, and no other change of the list made it."""
    return bool(_alike(change, before, after) - _alike(change, before, before) - told)


def _alike(change: Change, before: Snapshot, seen: Snapshot) -> set[str]:
    """Ids of what there is of the kind that it makes."""
    if isinstance(change, AddPlugin):
        track = seen.track(change.track)
        return {plugin.id for plugin in track.plugins} if track else set()
    if isinstance(change, Duplicate):
        source = before.region(change.region)
        return {one.id for one in seen.regions if source and one.name == source.name}
    place = _PLACES.get(type(change))
    return {one.id for one in getattr(seen, place) if one.name == change.name} if place else set()  # type: ignore[attr-defined]


def _is_so(change: Change, owed: Sequence[Claim], before: Snapshot, after: Snapshot) -> bool:
    """Whether anything that it claims has come true, and no other change of the list claims that."""

    def came_true(claim: Claim) -> bool:
        went_along = (region := before.region(claim.id)) is not None and not is_there(after, region.track)
        is_by_others = went_along or any(meets(other, claim) for other in owed)
        return bool(claim.broken(before)) and not claim.broken(after) and not is_by_others

    return any(map(came_true, change.claims(Outcome("done"), before)))

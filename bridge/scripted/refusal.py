"""What a script said when it did not do something, as a sentence; and what it says it did not do, and is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from engine.daw.changes.value import SetValue
from engine.daw.daw import AddMarker, Change, NewTrack, Outcome, PlaceAudio, PlaceMidi, Snapshot
from engine.daw.read_back import judged
from engine.errors import one_line

_PLACES = {NewTrack: "tracks", PlaceAudio: "regions", PlaceMidi: "regions", AddMarker: "markers"}


def refusal(daw: str, said: Any) -> str:
    """The reason that a script gave, whatever it is, with the name of the DAW."""
    reason = one_line(said) if isinstance(said, str) else ""
    reason = reason or "it gave no reason"
    return f"{daw}: {reason}{'' if reason.endswith(('.', '!', '?')) else '.'}"


def denied(
    changes: Sequence[Change], outcomes: Sequence[Outcome], before: Snapshot, after: Snapshot, daw: str
) -> list[Outcome]:
    """The outcomes, where "not done" is "unknown" for what was not there before and is there all the same."""
    told = {
        made for change, one in zip(changes, outcomes, strict=True) if type(change) in _PLACES for _, made in one.made
    }
    found = []
    for change, outcome in zip(changes, outcomes, strict=True):
        if outcome.state == "not_done" and _is_there(change, told, before, after):
            also = f"It is there all the same, so look at it in {daw}."
            outcome = replace(outcome, state="unknown", why=" ".join((outcome.why, also)), made=(), became=())
        found.append(outcome)
    return found


def _is_there(change: Change, told: set[str], before: Snapshot, after: Snapshot) -> bool:
    if isinstance(change, SetValue):
        was, now = (judged([change], [Outcome("done")], before, one)[0].is_done for one in (before, after))
        return now and not was
    place = _PLACES.get(type(change))
    if place is None:
        return False
    old = {one.id for one in getattr(before, place)}
    new = [one for one in getattr(after, place) if one.id not in old and one.id not in told]
    return any(one.name == change.name for one in new)  # type: ignore[attr-defined]

"""A session as it was read before, with the ids that its things have now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar, cast

from engine.daw.daw import Region, Snapshot, Track

T = TypeVar("T")


def renamed(snapshot: Snapshot, current: Callable[[str], str]) -> Snapshot:
    """The same session; what was made anew since is called by its new id, wherever it is named."""

    def track(one: Track) -> Track:
        return _with(
            one,
            id=current(one.id),
            group=current(one.group),
            output=current(one.output),
            sends=tuple(_with(send, to=current(send.to)) for send in one.sends),
            plugins=tuple(_with(p, id=current(p.id), sidechain=current(p.sidechain)) for p in one.plugins),
            automation=tuple(_with(lane, parameter=parameter(lane.parameter)) for lane in one.automation),
        )

    def parameter(name: str) -> str:
        return " ".join(current(part) if at == 1 else part for at, part in enumerate(name.split(" ")))

    def region(one: Region) -> Region:
        return _with(one, id=current(one.id), track=current(one.track))

    return _with(
        snapshot,
        tracks=tuple(map(track, snapshot.tracks)),
        regions=tuple(map(region, snapshot.regions)),
        markers=tuple(_with(one, id=current(one.id)) for one in snapshot.markers),
    )


def _with(one: T, **now: Any) -> T:
    """It with these values; itself where it has them: most of a session is called as it was."""
    was = {name: getattr(one, name) for name in now}
    return one if was == now else cast("T", replace(cast("Any", one), **now))

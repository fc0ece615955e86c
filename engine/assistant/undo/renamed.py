"""A session as it was read before, with the ids that its things have now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from engine.daw.daw import Region, Snapshot, Track


def renamed(snapshot: Snapshot, current: Callable[[str], str]) -> Snapshot:
    """The same session; what was made anew since is called by its new id, wherever it is named."""

    def track(one: Track) -> Track:
        return replace(
            one,
            id=current(one.id),
            group=current(one.group),
            output=current(one.output),
            sends=tuple(replace(send, to=current(send.to)) for send in one.sends),
            plugins=tuple(replace(p, id=current(p.id), sidechain=current(p.sidechain)) for p in one.plugins),
            automation=tuple(replace(lane, parameter=parameter(lane.parameter)) for lane in one.automation),
        )

    def parameter(name: str) -> str:
        return " ".join(current(part) if at == 1 else part for at, part in enumerate(name.split(" ")))

    def region(one: Region) -> Region:
        return replace(one, id=current(one.id), track=current(one.track))

    return replace(
        snapshot,
        tracks=tuple(map(track, snapshot.tracks)),
        regions=tuple(map(region, snapshot.regions)),
        markers=tuple(replace(one, id=current(one.id)) for one in snapshot.markers),
    )

"""Which things of a session are not as they were."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from engine.daw.daw import Snapshot


def differing(before: Snapshot, after: Snapshot) -> set[str] | None:
    """Ids of what came, went or changed, and of what that lies in or holds; None where time itself runs otherwise."""
    if before.tempo_map != after.tempo_map:
        return None
    tracks = _changed(before.tracks, after.tracks)
    things = [*tracks, *_changed(before.regions, after.regions), *_changed(before.slots, after.slots)]
    ids = {str(one.id) for one in (*things, *_changed(before.markers, after.markers))}
    ids |= {str(getattr(one, name, "")) for one in things for name in ("track", "group")}
    ids |= {plugin.id for track in tracks for plugin in track.plugins}
    return ids - {""}


def _changed(before: Iterable[Any], after: Iterable[Any]) -> list[Any]:
    """What is in only one of two lists; both states of what is in both and not the same."""
    was, now = {one.id: one for one in before}, {one.id: one for one in after}
    return [one for one in (*was.values(), *now.values()) if was.get(one.id) != now.get(one.id)]

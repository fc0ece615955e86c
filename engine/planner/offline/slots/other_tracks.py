"""Other tracks: all that sound, but those that are named: "the rest", "without the drums"."""

from __future__ import annotations

from collections.abc import Iterable

from engine.planner.offline.reading.dialogue_state import DialogueState

_HOLDERS = ("group", "bus", "master")


def other_tracks(named: Iterable[str], scene: DialogueState) -> tuple[str, ...]:
    """The tracks that are not named and lie in no folder that is; folders themselves are left out."""
    views = {view.name: view for view in scene.context.track_views}
    out = set(named)
    while inside := {name for name, view in views.items() if view.group in out} - out:
        out |= inside
    holders = {name for name, view in views.items() if view.kind in _HOLDERS}
    return tuple(track for track in scene.context.tracks if track not in out | holders)

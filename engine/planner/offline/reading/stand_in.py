"""Stand-in: a track, and the clips on it, by another name while a request is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from engine.planner.offline.reading.buses_said import called
from engine.planner.offline.reading.dialogue_state import DialogueState


def with_stand_ins(names: Mapping[str, str], scene: DialogueState) -> DialogueState:
    """The scene with each of these tracks, and the clips on them, by a name that means nothing."""
    context = scene.context
    clips = tuple(
        replace(one, name=name, track=name, tags=()) if (name := names.get(one.track or "")) else one
        for one in context.clips
    )
    dialogue = tuple(
        replace(turn, calls=tuple({**call, "args": called(call.get("args") or {}, names)} for call in turn.calls))
        for turn in context.dialogue
    )
    return DialogueState.of(
        replace(
            context,
            clips=clips,
            tracks=tuple(names.get(one, one) for one in context.tracks),
            track_views=tuple(replace(view, name=names.get(view.name, view.name)) for view in context.track_views),
            selected_tracks=tuple(names.get(one, one) for one in context.selected_tracks),
            spoken_track=names.get(context.spoken_track, context.spoken_track),
            dialogue=dialogue,
        )
    )

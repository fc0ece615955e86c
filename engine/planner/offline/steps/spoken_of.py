"""What the turn before spoke of where nothing came of it: "it" is that, then."""

from __future__ import annotations

from dataclasses import replace

from engine.planner.context import Context
from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.slots.things import things

_ONLY_WORDS = (*REPLIES, "session_info")


def with_spoken_of(context: Context) -> Context:
    """The same context, and in it the one clip that the last turn named, if it was only answered in words."""
    last = context.dialogue[-1] if context.dialogue else None
    if last is None or any(call.get("tool") not in _ONLY_WORDS for call in last.calls):
        return context
    alone = DialogueState.of(replace(context, dialogue=(), history=()))
    named = things(last.user, alone)
    clips = {clip for thing in named for clip in thing.clips}
    tracks = {track for thing in named for track in thing.tracks}
    if len(tracks) > 1 or not tracks and len(clips) != 1:
        return context
    return replace(context, spoken=clips.pop() if len(clips) == 1 else "", spoken_track="".join(tracks))

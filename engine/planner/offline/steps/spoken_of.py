"""What "it" is, then: what was just selected, or what the turn before spoke of where nothing but words came of it."""

from __future__ import annotations

import re
from dataclasses import replace

from engine.planner.context import Context, Exchange
from engine.planner.offline.reading.dialogue_state import LOOKS_ONLY, REPLIES, DialogueState, without_talk
from engine.planner.offline.slots.things import things
from engine.planner.regex import regex

_ONLY_WORDS = (*REPLIES, "session_info")
_POINTS = regex(r"\b(?:it|its|this|that|here)\b", re.IGNORECASE)
_CORRECTS = regex(r"^\W*(?:no|nope|nah|not|wait|sorry|oops|actually|hm+|undo|redo|back|still)\b", re.I)


def with_spoken_of(context: Context, text: str) -> Context:
    """The same context, and in it the one clip or track that was just pointed at or spoken of."""
    last = context.dialogue[-1] if context.dialogue else None
    if last is None:
        return context
    if context.is_newly_selected and _POINTS.search(text) and not _CORRECTS.match(text):
        clips = [clip for clip in context.clips if clip.id in context.selected_clips]
        tracks = {str(clip.track) for clip in clips if clip.track} or {*context.selected_tracks}
        return _with(context, {clip.id for clip in clips}, tracks)
    if any(call.get("tool") not in (*_ONLY_WORDS, *LOOKS_ONLY) for call in last.calls):
        return context
    if told := _asked_about(last, context):
        heard, on = told
        return replace(context, spoken=heard.pop(), spoken_track="") if heard else _with(context, heard, on)
    if any(call.get("tool") not in _ONLY_WORDS for call in last.calls):
        return context
    named = things(last.user, DialogueState.of(without_talk(context)))
    clip_ids = {clip for thing in named for clip in thing.clips}
    return _with(context, clip_ids, {track for thing in named for track in thing.tracks})


def _asked_about(turn: Exchange, context: Context) -> tuple[set[str], set[str]] | None:
    """The one clip or track that was looked at, heard or measured: "what's he saying here", "anything on the bus?"."""
    args = [dict(call.get("args") or {}) for call in turn.calls if call.get("tool") not in REPLIES]
    known = {*context.tracks, *(view.name for view in context.track_views)}
    clips = {str(one["clip"]) for one in args if one.get("clip") in {clip.id for clip in context.clips}}
    tracks = {str(one["track"]) for one in args if one.get("track") in known}
    tracks |= {str(clip.track) for clip in context.clips if clip.id in clips and clip.track}
    return (clips, tracks) if len(tracks) == 1 and len(clips) < 2 else None


def _with(context: Context, clips: set[str], tracks: set[str]) -> Context:
    if len(tracks) > 1 or not tracks and len(clips) != 1:
        return context
    lying = {clip.id for clip in context.clips if not clips and clip.track in tracks}
    clips = clips or lying
    return replace(context, spoken=clips.pop() if len(clips) == 1 else "", spoken_track="".join(tracks))

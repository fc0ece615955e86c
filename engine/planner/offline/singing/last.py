"""What was sung or spoken last, as it is heard now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.planner.offline.conversation.state import Frame, State
from engine.tasks.plan import Step

VOICES = ("sing", "speak")
_LOOKS = ("session_info", "transcribe", "describe_music", "transport", "history")


def voiced_last(state: State, tools: tuple[str, ...] = VOICES) -> Frame | None:
    """The call that sang or spoke it; None where anything else was worked on since, a voice beside it included."""
    return None if any(one.is_live for one in voices_beside(state)) else _voiced(state, tools)


def voiced_below(state: State) -> Frame | None:
    """The call that sang the line, with voices beside it or without; None where anything else was worked on since."""
    return _voiced(state, VOICES)


def voices_beside(state: State) -> list[Frame]:
    """The harmonies that were made since a line was sung."""
    live = [one for one in state.frames if one.is_live and one.tool not in _LOOKS]
    at = max((place for place, one in enumerate(live) if one.tool in VOICES), default=-1)
    made = {one.out: one for one in live[at + 1 :] if one.tool == "harmonize" and one.out} if at >= 0 else {}
    return list(made.values())


def _voiced(state: State, tools: tuple[str, ...]) -> Frame | None:
    live = [one for one in state.frames if one.is_live and one.tool not in _LOOKS]
    at = max((place for place, one in enumerate(live) if one.tool in tools), default=-1)
    if at < 0:
        return None
    base, later = live[at], live[at + 1 :]
    if not base.out:  # an edit of the same turn holds what was sung
        base = replace(base, out=next((one.out for one in later if one.turn == base.turn and one.out), ()))
    tracks = [track_of(one, state) for one in (base, *voices_beside(state))]
    if not base.out or any(not _is_of(one, base, tracks) for one in later):
        return None
    before = [one for one in later if one.tool == "take" and str(one.args.get("number")) == "-1"]
    first = state.frame(base.corrects) if before else None
    return replace(first, out=base.out) if first else base


def _is_of(act: Frame, base: Frame, tracks: Sequence[str]) -> bool:
    """Was the act on what was sung, or on a voice beside it?"""
    told = act.clips()
    if act.turn == base.turn and any(one.startswith("$") for one in told):
        return True
    track = act.args.get("track")
    return bool(set(told) & {*base.out} or track and track in tracks)


def track_of(frame: Frame, state: State) -> str:
    """The track that it lies on; "" where it lies on none."""
    return next((str(one.track) for one in state.context.clips if one.id in frame.out and one.track), "")


def words_of(frame: Frame) -> tuple[str, str]:
    """(the argument that holds its words, these)."""
    name = {"speak": "text", "sing": "lyrics"}.get(frame.tool, "")
    return name, str(frame.args.get(name) or "")


def turned_by(frame: Frame, state: State, db: float) -> Step | None:
    """Its fader so many decibels up or down."""
    track = track_of(frame, state)
    return Step("mix", {"track": track, "action": "gain", "value_db": db}) if track else None

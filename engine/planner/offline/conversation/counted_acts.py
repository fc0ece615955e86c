"""Counted acts: "unfreeze the first one" after "freeze the strings", "rhodes too" is about the strings."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_DESK = ("mix", "freeze", "set_track")
_ONE = regex(
    r"\bthe (?P<nth>first|1st|second|2nd|third|3rd|last) (?:one|track)\b(?! (?:of|in|on|at) (?:the|my|our)\b)",
    re.IGNORECASE,
)
_NTH = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "last": -1}
_UNFREEZES_IT = regex(r"\b(?P<verb>un-?freeze|thaw|unmute|unsolo) (?:it|that)\b", re.IGNORECASE)
WHICH = "Which clip should I delete?"
_DELETES_NTH = regex(
    r"^\W*(?:(?:please|ok|now|and|can you)\W+)*(?:delete|remove|erase|get rid of|bin|kill|trash) the"
    r" (?:first|second|third|fourth|last|other) one\W*$",
    re.IGNORECASE,
)


def with_counted_acts(text: str, scene: DialogueState) -> str:
    """The text with the track that is counted among those just worked on by its name; else the same."""
    said = plain(text)
    tracks = _just_worked_on(State.of(scene)) if scene.done and '"' not in said else []
    if len(tracks) < 2:
        return text
    if (match := _ONE.search(said)) and -len(tracks) <= (at := _NTH[match["nth"].lower()]) < len(tracks):
        return f"{text[: match.start()]}{tracks[at]}{text[match.end() :]}"
    if (match := _UNFREEZES_IT.search(said)) and len(_last_tracks(State.of(scene))) > 1:
        return f"{text[: match.start()]}{match['verb']} {' and '.join(tracks)}{text[match.end() :]}"
    return text


def which_is_meant(text: str, scene: DialogueState) -> str:
    """The question behind "delete the second one" where nothing was counted; "" for anything else."""
    is_open = not scene.done and not scene.context.selected_clips and not scene.context.selected_tracks
    return WHICH if is_open and _DELETES_NTH.match(plain(text)) else ""


def _just_worked_on(state: State) -> list[str]:
    """The tracks that the last turns did the same to, the first one first."""
    acts = [one for one in state.frames if one.state == "done"]
    found: list[str] = []
    kind = (acts[-1].tool, acts[-1].kind) if acts else ("", "")
    for one in reversed(acts):
        if one.tool not in _DESK or (one.tool, one.kind) != kind or not one.is_live:
            break
        found = [*(track for track in _tracks(one) if track not in found), *found]
    return found


def _last_tracks(state: State) -> list[str]:
    last = [one for one in state.frames if one.turn == state.last_turn]
    return [track for one in last for track in _tracks(one)]


def _tracks(frame: Frame) -> list[str]:
    return [str(one) for one in (frame.args.get("track"), *(frame.args.get("tracks") or ())) if one]

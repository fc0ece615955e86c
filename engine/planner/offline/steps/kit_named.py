"""Kit named: "move the drums to bar 3" is "move kick, snare and hats to bar 3", where these are the drums."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_OF_CLIPS = regex(
    r"\b(?:move|shift|put|bring|trim|crop|delete|remove|kill|lose|copy|duplicate|repeat|cut|split|fade|reverse|loop|start"
    r"|slide|drag|push|pull|nudge)\b",
    re.IGNORECASE,
)
_MOST = 8
_POINTS = ("it", "that", "this", "them", "those", "these", "both", "all", "everything", "they")


def with_kit_named(text: str, scene: DialogueState) -> str:
    """The text with the tracks of a kit for its name, where clips are edited; as it was for any other."""
    if '"' in text or not _OF_CLIPS.search(text) or len(plain(text)) != len(text):
        return text
    names = {view.name.lower() for view in scene.context.track_views} | {one.lower() for one in scene.context.tracks}
    for one in things(plain(text).lower(), scene):
        if text[one.start : one.end].lower() in (*_POINTS, *names):
            continue  # "in it", which is the bus Brass
        if not 1 < len(one.tracks) <= _MOST or any("," in track or " and " in track for track in one.tracks):
            continue
        if len(one.clips) != len(one.tracks) or any(track.lower() in text.lower() for track in one.tracks):
            continue
        named = f"{', '.join(one.tracks[:-1])} and {one.tracks[-1]}"
        before = text[: one.start].rstrip()
        before = before.rsplit(" ", 1)[0] if before.lower().endswith((" the", " my")) else before
        return f"{before} {named}{text[one.end :]}".strip()
    return text

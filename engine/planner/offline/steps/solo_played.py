"""The solo that somebody plays: "the guitar solo is too quiet" is about the guitar, and presses no solo button."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import is_a_name, things
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_SOLO = regex(
    r"\s+solos?\b(?!\s+(?:it|them|that|this|the|track|button|in|from|for|at|bars?|over|during|on|off)\b)", re.IGNORECASE
)
_ACT = regex(
    r"\b(?:up|down|louder|quieter|softer|too|loud|quiet|left|right|brighter|darker|warmer|reverb|delay|echo|wetter|drier"
    r"|db|fade|reverse|compress\w*|mute|pan|boost|raise|lower|transpose|octave|eq|level|volume|send|distort\w*)\b",
    re.IGNORECASE,
)


def with_player(text: str, scene: DialogueState) -> str:
    """The request about the track that plays the solo; as it is where the song has a part or a thing called so."""
    simple = plain(text)
    found = _SOLO.search(simple)
    if found is None or len(simple) != len(text) or '"' in simple or not _ACT.search(_SOLO.sub("", simple)):
        return text
    played = [one for one in things(simple, scene) if one.end in (found.start(), found.end()) and one.tracks]
    names = [name.casefold() for name, _ in scene.context.markers]
    if not played or any("solo" in name for name in names):
        return text
    whole = simple[played[0].start : found.end()]
    return text if is_a_name(whole, scene) else f"{text[: found.start()]}{text[found.end() :]}"

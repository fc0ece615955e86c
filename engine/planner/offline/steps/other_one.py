"""The other one: of two, or like the last one, it has a name; of many it is asked which.

    "mute the left guitar", "solo the other one"  → "solo Guitar R"
    "mute the strings", "mute the other one"      → which one?
"""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.slots.tracks import other_track, tracks_worked_on
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_OTHER = regex(r"\bthe other (?:one|track|channel)\b(?! side)", re.IGNORECASE)
_AMONG = regex(r"\b(?:side|take|takes|version|half|bars?|way|of|than|from|like)\b", re.IGNORECASE)
_BARE = regex(r"^\W*(?:(?:no|not that|sorry|nope|i meant?|wait|oops|actually|please)\b\W*)*$", re.IGNORECASE)
""" "No, the other one" says what was done to the wrong one."""
_ON_ONE_TRACK = ("mix", "set_track", "automate")
WHICH = "Which track do you mean: {}?"
_MOST = 6


def with_other_one(text: str, scene: DialogueState) -> tuple[str, str]:
    """The request with the other track's name in it, and the question which one is meant; both as they are, and ""."""
    simple = plain(text)
    match = _OTHER.search(simple)
    if match is None or len(simple) != len(text) or '"' in simple or _AMONG.search(simple) or not scene.done:
        return text, ""
    if _BARE.match(f"{simple[: match.start()]}{simple[match.end() :]}"):
        return text, ""
    turn = scene.context.dialogue[-1] if scene.context.dialogue else None
    tools = {str(call.get("tool")) for call in turn.calls} if turn else set()
    if not turn or len(turn.calls) != 1 or not tools <= set(_ON_ONE_TRACK) or things(text, scene):
        return text, ""  # the other of two takes, of two stems
    if other := other_track(scene):
        return f"{text[: match.start()]}{other}{text[match.end() :]}", ""
    last = tracks_worked_on(scene)[:1]
    return text, WHICH.format(", ".join([one for one in scene.context.tracks if one not in last][:_MOST]))

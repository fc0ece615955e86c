"""Half of what: "the second half a bar later", where nothing was cut, is no half a bar."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.regex import regex

_HALF = regex(
    r"^\W*(?:(?:and|now|then|ok|so|just|move|push|pull|shift)\W+)*(?:the )?"
    r"(?P<which>1st|2nd|first|second|other|last) half (?:an?|one|half a|two|\d+) (?:bars?|beats?)"
    r" (?:later|earlier|sooner|on|back)\b",
    re.IGNORECASE,
)
ASKS = "The {} half of what? Nothing was cut in two here; say which clip, and where to cut it."


def half_of_what(text: str, scene: DialogueState) -> str:
    """The question; "" where a half is known, or none is told."""
    match = _HALF.match(text)
    if match is None or any(one.is_pointed for one in taken_apart(text, scene).things):
        return ""
    return ASKS.format(match["which"].lower())

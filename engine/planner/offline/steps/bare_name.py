"""A name alone asks for nothing: "the pad, please" is an answer to a question, or has to be asked about."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.steps.dialogue import only_names
from engine.planner.regex import regex

_THE = regex(
    r"^\W*(?:(?:ok(?:ay)?|well|um|hm+|oh|ah|and|now|so|please|just)\b[\s,]*)*(?:the|my|our) "
    r"(?P<name>[\w' .-]{1,60}?)(?:[\s,]+please)?\W*$",
    re.IGNORECASE,
)
_ORDINAL = regex(
    r"^\W*(?:please )?(?:the|that|this) (?:last|next|first|second|third|other|previous|new) "
    r"(?:one|clip|track)(?: please)?\W*$",
    re.IGNORECASE,
)
_DOES = regex(
    r"\b(?:\d+|louder|quieter|softer|up|down|again|back|off|on|out|in|too|backwards?|reversed?|muted?|solo)\b"
)


def question_about(text: str, scene: DialogueState) -> str:
    """What to ask when a request is nothing but the name of something that is here; "" when it says more."""
    if _ORDINAL.match(text):
        return "What should I do with it?"
    found = _THE.match(text)
    if not found or _DOES.search(text.lower()) or not only_names(text, scene):
        return ""
    return f"What should I do with the {found['name'].strip()}?" if scene.matches(found["name"]) else ""

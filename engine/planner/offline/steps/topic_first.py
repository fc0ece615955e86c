"""Topic first: "drums: mute them in bars 3 and 4", "the bass, turn it down": what is named first is what is meant."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.words import plain

_TOPIC = re.compile(
    r"^\W*(?:(?:ok|and|now|so|then|also|please)\W+)*(?P<the>(?:the|my|our)\s+)?(?P<topic>[\w' -]{2,30}?)\s*[:,]\s*"
    r"(?P<before>[^,.:;]*?)\b(?P<it>it|them|that|those|him|her)\b(?P<after>[^,.:;]*)$",
    re.IGNORECASE,
)

_NAMES = re.compile(r"\b(?:make|call|name|rename|label|title)\s*$", re.IGNORECASE)
""" "Riff b, make it Verse Riff" says a name."""


def named_inside(text: str, scene: DialogueState) -> str:
    """The request with the name where "it" stands; the same where nothing of that name is in the session."""
    match = _TOPIC.match(plain(text))
    if not match or not match["before"].strip():
        return text
    if _NAMES.search(match["before"]):
        return text
    topic = match["topic"]
    found = things(topic, scene)
    is_whole = len(found) == 1 and (found[0].start, found[0].end) == (0, len(topic))
    return f"{match['before']}the {topic}{match['after']}" if is_whole else text

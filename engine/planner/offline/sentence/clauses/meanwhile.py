"""Meanwhile: "while anna does her intro" is a part of the song, where one is called so."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.regex import regex

_DOES = regex(
    r"\b(?:while|whilst|when|as) (?P<who>[\w' -]{2,20}?) (?:does|do|reads?|gives?|says?|plays?|sings?|has|gets)"
    r" (?:her|his|their|its|the|a) (?P<part>[\w -]{3,20}?)(?=[\s,.!;]*$)",
    re.IGNORECASE,
)


def with_its_part(text: str, scene: DialogueState) -> str:
    """The sentence with that part told plainly; as it is where no part is called so."""
    match = _DOES.search(text)
    if match is None:
        return text
    parts = {name.lower(): name for name, _ in scene.context.markers}
    for words in (f"{match['who']} {match['part']}", match["part"]):
        words = re.sub(r"^(?:the|my|our) ", "", words.lower())
        if words in parts:
            return f"{text[: match.start()]}in {parts[words]}{text[match.end() :]}"
    return text

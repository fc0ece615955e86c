"""The other part: "mute it in the first chorus and in the second too", where the kind of part is told once."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.regex import regex

_COUNTS = r"first|1st|second|2nd|third|3rd|fourth|4th|last|final"
_TOLD = regex(rf"\b(?:{_COUNTS}) (?P<kind>[a-z]{{3,}})\b|\b(?P<kind2>[a-z]{{3,}}) \d\b", re.IGNORECASE)
_SECOND = regex(
    rf"\b(?:in|during|on|for|over|of|before|after|until|till|from|to) the (?:{_COUNTS})(?P<one> one)?"
    r"(?=\s*(?:$|[,.;:!?]|\b(?:and|but|too|as well|also|only|again|though|tho|please|pls|instead|then)\b))",
    re.IGNORECASE,
)


def with_its_kind(text: str, scene: DialogueState) -> str:
    """The sentence with the kind of part behind a count that has none; as it is where no part was told before it."""
    kinds = {re.sub(r"[\W\d_]+$", "", name.lower()).split(" ")[-1] for name, _ in scene.context.markers}
    told = [match for match in _TOLD.finditer(text) if (match["kind"] or match["kind2"]).lower() in kinds]
    if not told:
        return text
    kind = told[0]["kind"] or told[0]["kind2"]
    made, at = "", 0
    for match in _SECOND.finditer(text, told[0].end()):
        end = match.start("one") if match["one"] else match.end()
        made, at = f"{made}{text[at:end]} {kind}", match.end()
    return made + text[at:]

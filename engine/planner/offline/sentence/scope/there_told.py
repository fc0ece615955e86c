"""There: "it sits too high once the hook comes in, an octave down from there on", by the bar that was told before."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.text.clause_kinds import Kind, kind_of
from engine.planner.offline.text.reason import is_complaint
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_FROM_THERE = regex(
    r"\bfrom (?:there|then|that (?:point|bar|spot|moment))\b"
    r"(?:,? (?:on(?:wards?)?|(?:right |all the way )?(?:to|till?|until) (?:the|its) (?:very )?end)\b)?",
    re.IGNORECASE,
)
_MARKS = regex(r"\b(?:mark|marker|flag|cue|locator|called|named)\b", re.IGNORECASE)
_SIGN = regex(r"[,;.!]+\s|\s(?:and|so)\s")


def with_there_told(text: str, scene: DialogueState) -> str:
    """The request with the bar for "from there", where what is told before it says where; else the text."""
    simple = plain(text)
    there = _FROM_THERE.search(simple) if '"' not in simple and len(simple) == len(text) else None
    if there is None:
        return text
    first = _SIGN.split(simple[: there.start()])[0]
    tells = kind_of(first.lower().strip()) in (Kind.TELLS, Kind.NOTHING) or is_complaint(first)
    said = taken_apart(first, scene)
    if not tells or _MARKS.search(first) or len(said.places) != 1 or len(first) >= there.start():
        return text
    place = said.places[0]
    bar = place.spans[0][0]
    if place.is_open or place.how in ("to", "before") or bar != int(bar):
        return text
    bare = simple.replace(said.raw[place.start : place.end], "", 1)
    return _FROM_THERE.sub(f"from bar {int(bar)} to the end", bare, count=1)

"""Restated: a turn without what it says is no longer meant, and with the noun that "one more" leaves out."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.steps.spots import EXCLUSIVE
from engine.planner.offline.text.number_words import spoken_number
from engine.planner.offline.text.words import plain

_OLD = re.compile(
    r",?\s+(?:(?:and )?not|instead of|rather than)\s+(?!(?:that|so|too|as|enough|quite|yet|now|much|even|really|only"
    r"|just|all|any|be|to|do|me|sure|it|this|there)\b)(?:on |in |at |to )?(?:the |a |an |my )?[\w'/# -]{1,30}?"
    r"(?=\s*[.!?]*$)",
    re.IGNORECASE,
)
_CORRECTS = re.compile(
    r"^\W*(?:no|nah|nope|sorry|oops|wait|actually|i (?:meant?|said|wanted)|make (?:it|that)|rather|hm+|should)\b",
    re.IGNORECASE,
)
_ONE_MORE = re.compile(
    r"^(?P<lead>\W*(?:(?:and|ok|now|then)\W+)*)(?:one more|another(?: one)?|a (?:second|third) one)\b"
    r"(?! (?:time|take|go|try))",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\bbars?\b|\bcalled\b|\bnamed\b|\bat\b", re.IGNORECASE)
_THOSE_BARS = re.compile(
    r"\b(?:(?:over|for|in|during|across|through(?:out)?|on|within)\s+)?(?:all )?(?:of )?(?:those|these|the same"
    r"|that same)\s+"
    r"(?:same\s+)?(?:(?P<count>\d+|[a-z]+)\s+)?(?:bars|stretch|range|passage)\b(?!\s*\d)",
    re.IGNORECASE,
)


def with_bars_of_before(text: str, scene: DialogueState) -> str:
    """ "Over those eight bars", by their numbers, where an earlier call told of so many; else the same."""
    match = _THOSE_BARS.search(plain(text))
    if not match or '"' in plain(text):
        return text
    said = (match["count"] or "").lower()
    count = float(said) if said.isdigit() else float(spoken_number(said) or 0) if said else 0.0
    for one in reversed(scene.done):
        start, end = one.args.get("start_bar"), one.args.get("end_bar")
        if not isinstance(start, int | float) or not isinstance(end, int | float):
            continue
        behind = end + (0 if one.tool in EXCLUSIVE else 1)
        if not count or count == behind - start:
            scene.places.ends.add(float(behind))
            return f"{text[: match.start()]}from bar {start:g} to bar {behind:g}{text[match.end() :]}"
    return text


def restated(text: str, scene: DialogueState) -> str:
    """The same turn, easier to read."""
    simple = plain(text)
    last = scene.context.dialogue[-1].calls if scene.context.dialogue else ()
    if '"' in simple:
        return text
    if last and last[-1].get("tool") == "marker" and _PLACE.search(simple):
        text = _ONE_MORE.sub(r"\g<lead>add a marker", text)
    match = _OLD.search(plain(text))
    if match and _CORRECTS.match(plain(text)) and re.search(r"\w{2,}", text[: match.start()]):
        return text[: match.start()] + text[match.end() :]
    return text

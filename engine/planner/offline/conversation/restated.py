"""Restated: a turn without what it says is no longer meant, and with the noun that "one more" leaves out."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.steps.spots import EXCLUSIVE
from engine.planner.offline.text.number_words import spoken_number
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_THOSE_BARS = regex(
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



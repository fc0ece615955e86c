"""The bars that a sentence names, and the sentence without them: "in the chorus", "bars 5 to 8", "for bar 12"."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.part_said import PART, numbered, sections
from engine.planner.offline.text.words import compiled

Bars = tuple[float, float]
_DURING = r"(?:in|during|over|for|throughout|through|across|within|only in|just in)"
_BEFORE = re.compile(rf"[\s,]*\b{_DURING}\s*$", re.IGNORECASE)
_FROM_THERE = re.compile(
    r"\b(?:from|at|on|to|until|till|by|before|after|into|behind|since|starting)\s*$", re.IGNORECASE
)


def without_bars(text: str, scene: DialogueState) -> tuple[str, Bars] | None:
    """The rest and the bars, from the first to before the last; None where there are none, several, or only an edge."""
    parts = sections(scene)
    names = "|".join(re.escape(name) for name in sorted(parts, key=len, reverse=True)) or r"(?!)"
    named = rf"(?:the\s+|our\s+)?(?:whole\s+|entire\s+)?(?P<name>{names})(?:\s+(?:section|part))?"
    found = list(compiled(rf"[\s,]*\b{_DURING}\s+{named}(?!['\w])", re.IGNORECASE).finditer(text))
    first = compiled(rf"^\W*{named}(?=\s+without\b|\s*[:,])", re.IGNORECASE).match(text)
    found += [first] if first and not found else []
    bars = list(PART.finditer(text))
    if len(found) + len(bars) != 1:
        return None
    if found:
        return f"{text[: found[0].start()]} {text[found[0].end() :]}", parts[found[0]["name"].lower()]
    head = text[: bars[0].start()]
    if _FROM_THERE.search(head) or not bars[0]["a"] or _are_two(bars[0]):
        return None
    told = numbered(bars[0])
    return None if told is None else (f"{_BEFORE.sub('', head)} {text[bars[0].end() :]}", told)


def _are_two(bars: re.Match[str]) -> bool:
    """ "Bars 3 and 6" are two, and not all between them."""
    return bool(bars["b"]) and (bars["to"] or "").lower() == "and" and abs(float(bars["b"]) - float(bars["a"])) != 1

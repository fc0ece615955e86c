"""A count before a name that means as many tracks: "the two acoustics", "both guitars", "all three horns"."""

from __future__ import annotations

from dataclasses import replace

from engine.planner.offline.sentence.apart.said import Named
from engine.planner.regex import regex

_COUNT = regex(
    r"(?:\b(?:the|those|these|my|our|all|all of the|both of the) )(?P<count>two|three|four|five|six|[2-6]) $"
)
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


def with_count(named: Named, text: str) -> Named:
    """The thing from its count on, where it is that many tracks; the thing as it is, where it is not."""
    before = _COUNT.search(text[: named.start])
    if before is None or named.is_clip or named.is_pointed:
        return named
    count = _NUMBERS.get(before["count"]) or int(before["count"])
    return replace(named, start=before.start("count")) if count == len(named.tracks) else named

"""How long each of several chords is: "two bars each", "a chord per bar", "each a bar long"."""

from __future__ import annotations

from engine.planner.offline.text.counts import COUNT, counted
from engine.planner.regex import regex

EACH = regex(
    rf",?\s*\b(?P<count>{COUNT}) (?P<unit>bars?|beats?) (?:each|apiece|(?:a|per|for each|for every|to each|to a)"
    rf" chord)\b(?: of\b)?"
    rf"|,?\s*\b(?:each|every one|all)(?: chord| of them)? (?:(?:is|lasts?|for|be|gets?|takes?|holds?|should be|of) )*"
    rf"(?P<long>{COUNT}) (?P<of>bars?|beats?)(?: long)?\b"
    r"|,?\s*\b(?:(?:(?:one|a|1) )?(?:(?:new|single|different) )?chord|one|a new one|changing(?: chords?)?)"
    r" (?:a|per|every|each|in each|in every|for each|for every) bar\b"
)


def size_of_each(text: str) -> tuple[int, str] | None:
    """(so many, bars or beats) of each chord, None where it is not told."""
    match = EACH.search(text)
    if match is None:
        return None
    count, unit = match["count"] or match["long"], match["unit"] or match["of"] or "bar"
    return (counted(count) if count else 1), "beats" if unit.startswith("beat") else "bars"

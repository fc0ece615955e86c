"""Intervals in words, in semitones."""

from __future__ import annotations

import re

from engine.planner.regex import regex

_SIZES = {"second": 2, "third": 4, "fourth": 5, "fifth": 7, "sixth": 9, "seventh": 11, "octave": 12, "tenth": 16}
"""Major or perfect, as nothing else is said."""
_MINOR = ("second", "third", "sixth", "seventh")
INTERVAL = regex(
    r"\b(?P<kind>minor |major |perfect |small |whole )?"
    r"(?P<name>second|third|fourth|fifth|sixth|seventh|octave|tenth)s?\b",
    re.IGNORECASE,
)
_DOWN = regex(r"\b(?:below|down|lower|under\w*|beneath)\b", re.IGNORECASE)


def semitones_of(words: str) -> int:
    """How far an interval such as "a minor third below" lies from a note; 0 when none is named."""
    match = INTERVAL.search(words)
    if not match:
        return 0
    name = match["name"].lower()
    size = _SIZES[name] - ((match["kind"] or "").strip().lower() in ("minor", "small") and name in _MINOR)
    return -size if _DOWN.search(words) else size

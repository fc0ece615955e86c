"""Another so much: "a tad more, another 2" and "one more dB" are "2 more" and "1 dB more", which keep the way gone."""

from __future__ import annotations

import re

from engine.planner.regex import regex

_UNIT = r"(?: ?(?:d ?bs?|%|percent|semitones?|cents?|bpm|hz|k?hz|ms))"
_ANOTHER = regex(
    r"^\W*(?:(?:and|now|then|ok(?:ay)?|no|so|hm+|yes|yeah|good|nice|go|just|(?:(?:a )?(?:bit|tad|touch|little|lot) )?"
    r"(?:more|further|again))\b\W*)*(?:yet )?(?:another|one more|an extra)(?: (?P<n>\d+(?:\.\d+)?))?"
    rf"(?P<unit>{_UNIT})?(?P<end>(?:,? (?:please|pls|then))?\W*)$",
    re.IGNORECASE,
)


def as_more(text: str) -> str:
    """The same request with "more" behind its figure; as it is where it says no such thing."""
    match = _ANOTHER.match(text)
    if match is None or not (match["n"] or match["unit"]):
        return text
    return f"{match['n'] or 1}{match['unit'] or ''} more{match['end']}"

"""Fractions in words: "three tenths", "a fifth of it", "half and half", "nearly full"."""

from __future__ import annotations

import re

from engine.planner.regex import regex

_COUNTS = ("an?", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_PARTS = {
    "half": 2,
    "halve": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "twelfth": 12,
    "sixteenth": 16,
    "twentieth": 20,
    "fiftieth": 50,
    "hundredth": 100,
    "thousandth": 1000,
}
_COUNT, _PART = "|".join(_COUNTS), "|".join(_PARTS)
_SEVERAL = rf"(?:{'|'.join(_COUNTS[2:])})[\s-](?:{_PART})s(?![\s-]*(?:notes?|triplets?)\b)"
FRACTION = rf"{_SEVERAL}(?:\s+of\s+an?\b)?|(?:an?|one)[\s-](?:{_PART})\s+of\s+an?\b"
""" "Nine tenths (of a second)", "one twentieth of a hertz"; "a third" alone may be an interval."""
AND_PARTS = rf"{_SEVERAL}|(?:an?|one)\s+tenth"
""" "One and two tenths"."""
_ONE_FRACTION = regex(
    rf"\b(?<!and a )(?:(?P<count>{_COUNT})[\s-])?(?P<part>{_PART})s?\b"
    r"(?!\s+(?:above|below|over|under|up|down|higher|lower|time|one|voice|harmony)\b)",
    re.IGNORECASE,
)
_EVEN = regex(r"\b(?:half[\s-](?:and|n)[\s-]half|fifty[\s-]fifty|50\s?/\s?50)\b", re.IGNORECASE)
_WHOLE = regex(
    r"(?P<nearly>\b(?:nearly|almost|just short of|not quite|close to|just under)\s+)?(?:\ball the way\b"
    r"|\bfull(?:y|est)?\b"
    r"|\bcompletely\b|\bentirely\b|\bmax(?:imum)?\b|\b(?<!not )all of it\b)",
    re.IGNORECASE,
)
NEARLY = 0.9
"""What "nearly full" is worth."""


def parts(words: str) -> float:
    """The value of one counted fraction: "three tenths" → 0.3, "a fifth" → 0.2; 0 where there is none."""
    match = _ONE_FRACTION.search(words)
    if not match:
        return 0.0
    said = (match["count"] or "a").lower()
    count = 1 if said in ("a", "an") else _COUNTS.index(said)
    return count / _PARTS[match["part"].lower()]


def share(words: str) -> float | None:
    """How much of the whole (0 to 1) the words say without a figure, or None."""
    if _EVEN.search(words):
        return 0.5
    if value := parts(re.sub(r"\bhalfway\b", "half", words, flags=re.IGNORECASE)):
        return round(value, 4) if value <= 1 else None
    whole = _WHOLE.search(words)
    return None if not whole else NEARLY if whole["nearly"] else 1.0

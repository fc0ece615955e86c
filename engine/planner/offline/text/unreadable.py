"""Signs that look like words and are none: "mut3 th3 drum5", "ʇɥǝ pɹnɯs", "①②③"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from engine.planner.regex import regex

_WORD = regex(r"\w+")
_STRANGE = regex(r"[\u0250-\u02af\u1d00-\u1dbf\u2460-\u24ff\U0001d400-\U0001d7ff]")
"""Phonetic letters, small capitals, signs in circles, letters of formulas."""
_FIGURED = regex(r"(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9]+")
_MEANT = regex(
    r"\d+(?:st|nd|rd|th|bpm|hz|khz|db|ms|sec|secs|min|bars?|beats?|lufs|x\d*|pm|am|k|min|m|s|x)|[a-g]s?\d|[cfn]\d+|v\d+|\w+1\d?",
    re.IGNORECASE,
)
"""What is written so: "8th", "120bpm", "c4", "vox1"."""


def is_unreadable(text: str, names: Iterable[str]) -> bool:
    """Is there no word in it that could be read? A name of the session is one."""
    known = {word for name in names for word in _WORD.findall(name.lower())}
    words = [word for word in _WORD.findall(text) if word.lower() not in known]
    if not words or len(words) < len(_WORD.findall(text)):
        return False
    strange = [
        word for word in words if _STRANGE.search(word) or (_FIGURED.fullmatch(word) and not _MEANT.fullmatch(word))
    ]
    return len(strange) == len(words) and (len(words) > 1 or _STRANGE.search(words[0]) is not None)

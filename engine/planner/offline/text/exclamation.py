"""Exclamations around a request say nothing of it: "ugh no, undo both", "the left one ffs".

"Oops" is none of them: it says that what was done was wrong.
"""

from __future__ import annotations

import re

from engine.planner.regex import regex

_BEFORE = regex(
    r"^\W*(?:(?:ugh+|ar+gh+|gah|bah|meh|eek|yikes|damn(?: it)?|dammit|crap|blimey|jeez|shit"
    r"|fuck(?:ing hell)?|bugger|bollocks|omg|oh (?:god|man|dear)|christ)[\s,.!]+)+(?=\w)",
    re.IGNORECASE,
)


_BEHIND = regex(
    r"(?<=\w)[\s,]+(?:ffs|fs|for f\S+'?s sake|for (?:god|heaven|pete)'?s sake|dammit|jeez)[\s.!]*$", re.IGNORECASE
)


_NAH = regex(r"^\W*(?:nah+|naw|nope)[\s,.!]+(?=\w)", re.IGNORECASE)


def without_exclamation(text: str) -> str:
    """The request behind them; what is nothing else stays, and "nah" is a no."""
    return _NAH.sub("no, ", _BEHIND.sub("", _BEFORE.sub("", text)))

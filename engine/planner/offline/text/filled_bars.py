"""Filled bars: "loop it so it fills 1 through 16", "covers the first 16 bars" are the bars 1 to 16."""

from __future__ import annotations

import re

from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_FILLS = r"(?P<lead>\b(?:fills?|filled|covers?|covered)(?: up| out)?(?: all(?: of)?| the whole of)? )"
_PAIR = regex(
    rf"{_FILLS}(?P<a>\d{{1,3}}) ?(?:-|–|to|through|thru|till|until) ?(?P<b>\d{{1,3}})\b(?! ?(?:%|d ?b|hz|khz|ms|s\b))",
    re.IGNORECASE,
)
_FIRST = regex(rf"{_FILLS}(?:the )?first (?P<n>\d{{1,3}}) bars\b(?! of\b)", re.IGNORECASE)


def with_filled_bars(text: str) -> str:
    """The request with "bars" before the figures of what is filled; nothing in quotes."""
    simple = plain(text)
    if '"' in simple or len(simple) != len(text):
        return text
    text = _FIRST.sub(r"\g<lead>bars 1 to \g<n>", text)
    return _PAIR.sub(lambda match: f"{match['lead']}bars {match['a']} to {match['b']}", text)

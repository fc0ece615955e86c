"""Dry: "the keys dry, please", "dry the vocal up" ask for its reverb to go, and add none."""

from __future__ import annotations

import re
from collections.abc import Callable

from engine.planner.regex import regex

_HEAD = r"^(?P<head>\W*(?:(?:and|now|then|so|ok|okay|please|can you|could you)\W+)*)"
_TAIL = r"(?:\W+(?:again|now|please|there|then))*\W*$"
_WHAT = r"(?P<what>[\w'’ -]+?)"
_FORMS = tuple(
    regex(_HEAD + form + _TAIL, re.IGNORECASE)
    for form in (
        rf"(?:(?:make|get|have|put|i want|i need|i'd like|i’d like)\s+)?{_WHAT}\s+"
        r"(?:(?:bone|completely|totally|fully|entirely|all)[ -])?dry",
        rf"dry\s+(?:up|out|off)\s+{_WHAT}",
        rf"dry\s+{_WHAT}\s+(?:up|out|off)",
    )
)


def dried(text: str, is_thing: Callable[[str], bool]) -> str:
    """A request to make one thing dry as what it asks for; `is_thing` tells whether words name a thing and no more."""
    for form in _FORMS:
        match = form.match(text)
        if match and is_thing(match["what"]):
            return f"{match['head']}take the reverb off {match['what']}"
    return text

"""Comped: "bars 5 and 6 from take 1, 7 and 8 from take 2" is one take out of several, which nothing here makes."""

from __future__ import annotations

import re

from engine.planner.offline.steps.beside import nearest_way
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_BARS = r"(?:bars?|measures?)? ?\d+(?: ?(?:and|to|-|–|,|&) ?(?:bar )?\d+)*"
_TAKE = r"(?:the )?(?:\w+ )?take (?:\d|one|two|three|four)"
_COMP = regex(
    rf"\bbars? {_BARS}\b[^.;]{{0,20}}\b(?:from|of|out of|by) {_TAKE}\b.*\b(?:from|of|out of|by) {_TAKE}\b"
    rf"|\b{_TAKE} (?:for|in|on|at|from) {_BARS}.*\b{_TAKE} (?:for|in|on|at|from) (?:{_BARS}|the rest)"
    rf"|\b(?:from|of) {_TAKE}\b.*\b(?:rest|others?|remaining)\b.*\bfrom {_TAKE}\b",
    re.IGNORECASE,
)
_SWAPPED = regex(
    r"^\W*(?:\w+\s+){0,2}?(?:swap|switch|flip|turn) (?:that|them|it|those|these)(?: round| around)?\b.*"
    r"\b(?:take )?(?:\d|one|two) first\b.*\b(?:then|and)\b",
    re.IGNORECASE,
)


def comp_refused(text: str) -> str:
    """A no to such a wish, with what can be done instead; "" for any other."""
    simple = plain(text)
    return nearest_way("comp") if _COMP.search(simple) or _SWAPPED.search(simple) else ""

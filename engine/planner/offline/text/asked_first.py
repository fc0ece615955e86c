"""What has to be asked before a request can be read: half time in the middle of a song, bars before the first."""

from __future__ import annotations

import re

from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_QUOTED = regex(r'"[^"]*"')
_BEFORE_FIRST_BAR = regex(r"\b(?:bar|measure)s?\s+(?:0+(?![\d.])|-\s?\d|zero\b|minus\s+\w+)", re.IGNORECASE)
BARS_FROM_ONE = "Bars count from 1; which bar do you mean?"
_HALF_TIME = regex(
    r"\b(?:half|double)[- ]?time\b.*\b(?:feel|groove|(?:from|in|at|during|for|over|until|through) (?:the|bars?)\b)"
    r"|\b(?:from|in|at|during|for|over|until|through) (?:the \w+|bars? \d+)\b.*\b(?:half|double)[- ]?time\b",
    re.IGNORECASE,
)
""" "Half time from the outro": the whole song's tempo would be another, and a part of a clip has none of its own."""
_TO_BPM = regex(
    r"\b(?:half|double)[- ]?time\b[ ,]+(?:(?:so|at|that is|that's|i\.?e\.?)[ ,]+)*\d{2,3}\b", re.IGNORECASE
)
""" "Half time, so 84" tells the tempo itself."""
HALF_TIME = (
    "I can't play a part of the song in half or double time. Should I write drums for it, change the tempo from"
    " there on,"
    " or stretch a whole clip?"
)
_MATCHED = regex(
    r"\bmatch (?:(?:them|those|these|both|the two)(?: up)?(?: in (?:level|volume|loudness))?\W*$|(?:the"
    r" )?(?:levels?|volumes?|loudness)\b)"
    r"|\bequally loud\b",
    re.IGNORECASE,
)
HOW_LOUD_EACH = "To which loudness should each of them play, for example −20 LUFS?"
_HITS = regex(
    r"\b(?:the|my|our|that)\s+(?:\w+\s+){1,2}(?:only )?on (?:every|each|all the) (?:other )?(?:down|off"
    r"|back)?-?beats?\b",
    re.IGNORECASE,
)
_BY_BEATS = regex(r"\b(?:duck|pump|side-?chain\w*|quanti[sz]e|accent)\b", re.IGNORECASE)
NO_SINGLE_HITS = (
    "I can't put single hits of a clip on other beats. Should I write a part that plays there, or cut and copy bars"
    " of the clip?"
)


_ONLY_IF = regex(r"\bonly if\b", re.IGNORECASE)
ON_CONDITION = "I can't wait for a condition; should I measure it first, or just do it?"


def asked_first(text: str) -> str:
    """A question that a request raises before it can be read, or ""."""
    simple = _QUOTED.sub(" ", plain(text))
    is_told = _TO_BPM.search(simple) is not None
    is_told |= re.search(r"\b(?:write|make|generate|compose|lay)\b", simple, re.IGNORECASE) is not None
    if _HALF_TIME.search(simple) and not is_told:
        return HALF_TIME
    if _ONLY_IF.search(simple):
        return ON_CONDITION
    if _MATCHED.search(simple):
        return HOW_LOUD_EACH
    if _HITS.search(simple) and not _BY_BEATS.search(simple):
        return NO_SINGLE_HITS
    return BARS_FROM_ONE if _BEFORE_FIRST_BAR.search(simple) else ""

"""Which way words go: up or down, back, to the other side; misspelt ones as well."""

from __future__ import annotations

import functools
import re

from engine.planner.regex import regex

UP = regex(
    r"\b(?:up|more|higher|louder|hotter|wetter|longer|later|faster|bigger|wider|further|extra|above|over|raise|boost|add|"
    r"plus|stronger|harder|deeper|brighter|another|behind|after|late|increase|farther)\b|\+"
)


DOWN = regex(
    r"\b(?:down|less|lower|quieter|softer|drier|shorter|earlier|slower|smaller|narrower|below|under|off|cut|sooner|"
    r"minus|fewer|gentler|subtler|weaker|tamer|darker|duller|before|reduce|closer|beneath|too much|too loud|ahead)\b"
)


_BACK = regex(
    r"\bback\b|\breturn\b|\baway again\b|\boff again\b|\bof (?:these|those|that|it|the) (?:\w+ )?(?:away|off|back)\b"
)


OTHER_WAY = regex(
    r"\b(?:other (?:way|side)(?: (?:round|around))?|opposite|flip|swap|mirror(?:ed)?|vice versa|invert(?:ed)?"
    r"|across|wrong (?:way|side))\b"
)


LEFT = regex(r"\b(?:left|l)\b")


RIGHT = regex(r"\b(?:right|r)\b")


_SLIPS = {
    **dict.fromkeys("louder hotter higher wetter longer bigger later faster".split(), 1),
    **dict.fromkeys("down lower quieter softer drier shorter smaller earlier slower".split(), -1),
}


@functools.lru_cache(maxsize=64)
def way_of(low: str) -> int:
    """+1 when the words go up, −1 down, 0 neither or both; a slip of the fingers counts as the word it is most like."""
    up, down = bool(UP.search(low)), bool(DOWN.search(low))
    if not up and not down:
        said = re.findall(r"[a-z]{4,}", low)[:20]
        ways = {way for word in said for known, way in _SLIPS.items() if _slipped(word, known)}
        return ways.pop() if len(ways) == 1 else 0
    return up - down


def _slipped(word: str, known: str) -> bool:
    """One letter too many, too few or two in the wrong order."""
    if word == known or abs(len(word) - len(known)) > 1 or word[0] != known[0]:
        return False
    if len(word) == len(known):
        return sorted(word) == sorted(known)
    short, long = sorted((word, known), key=len)
    return len(short) > 4 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


@functools.lru_cache(maxsize=64)
def gives_back(low: str) -> bool:
    """Is part of a change taken back?"""
    return _BACK.search(low) is not None

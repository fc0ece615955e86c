"""Who ducks for whom: of two that are told the one that goes down, and the one that makes it go down."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.sentence.apart.said import Named
from engine.planner.regex import regex

DUCKS = (
    r"(?:side-?\s?chain\w*|duck\w*|pump\w*|dip\w*|breath\w*|out of the way|press\w*"
    r"|makes? (?:some |a bit of |more )?(?:room|space|way)|clears? the way)"
)
WHEN = r"(?:when(?:ever)?|every time|each time|as soon as)"
SAYS_DUCK = regex(
    rf"\b(?:{DUCKS}|key(?:ed|s)?|trigger\w*)\b|\bpush(?:es|ed|ing)?\b.*\bdown\b|\bdown\b.*\b{WHEN}\b|\b{WHEN}\b.*\bdown\b"
    r"|\b(?:go|goes|get|gets|be|is) (?:down|lower|quieter) (?:under|underneath|beneath|below|behind)\b"
)
_BY = r"(?:under(?:neath)?|beneath|below|behind|against|from|to|with|by|for|off|of|around|on)(?: every| each)?"
_ART = r"(?: (?:the|my|our|that|every|each))*"
_BEGINS_WHEN = regex(rf"\b(?:{WHEN}|while){_ART}\s*$")
_ENDS_BY = regex(rf"\b(?:{_BY}|{WHEN}|while){_ART}\s*$")
_USES = regex(rf"\b(?:use|take|with){_ART}\s*$")
_ROOM_FOR = regex(rf"\b(?:room|space|way) for{_ART}\s*$")
_DRIVES = regex(r"\b(?:triggers?|keys?|drives?|controls?|push(?:es)?|press(?:es)?|makes?|lets?)\b")
_DUCK = regex(rf"\b{DUCKS}")
_SIDECHAIN_TO = regex(rf"\bside-?\s?chain\w*{_ART}\s*$")
_TO = regex(rf"\s*(?:in)?to{_ART}\s*")
_INTO = regex(r"\s*into\b")
_PERCUSSIVE = regex(r"\b(?:kick|drum|beat|snare|909|808 kick|perc)", re.IGNORECASE)
_LISTED = regex(r"\s*(?:,|&|\band\b|, and)\s*(?:the |my |our |both )*")


def parted(named: Sequence[Named], text: str) -> list[list[Named]]:
    """Those that are listed stand together: "the pad, the organ and the strings"."""
    found: list[list[Named]] = []
    for one in named:
        if found and _LISTED.fullmatch(text[found[-1][-1].end : one.start]):
            found[-1].append(one)
        else:
            found.append([one])
    return found


def who_goes(first: Sequence[Named], second: Sequence[Named], text: str) -> int | None:
    """0 or 1 for which of the two goes down; None where the words do not tell."""
    before, between = text[: first[0].start], text[first[-1].end : second[0].start]
    if _SIDECHAIN_TO.search(before) and _TO.fullmatch(between):
        if _INTO.match(between):
            return 1  # what is led into it makes it go down
        # said of both ways round; a kick never goes down for a bass
        is_first = _PERCUSSIVE.search(first[0].tracks[0]) and not _PERCUSSIVE.search(second[0].tracks[0])
        return 1 if is_first else 0
    if _BEGINS_WHEN.search(before) or _ROOM_FOR.search(before):
        return 1
    if _USES.search(before) and re.match(r"\s*(?:to|as|push|press|duck|pump|dip)", between):
        return 1
    if _DRIVES.search(between) and not _ROOM_FOR.search(between) and not re.search(r"\btriggered\b", between):
        return 1
    if _ENDS_BY.search(between) and not re.search(rf"^\s*(?!duck|dip|pump){DUCKS}\s+on\b", between):
        return 0
    return 1 if _DUCK.search(between) else None

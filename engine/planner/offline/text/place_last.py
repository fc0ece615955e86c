"""Place first: "at bar 9, on a new track called Bells, put a chime" with the place behind what is made."""

from __future__ import annotations

import re

from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_LEAD = r"^\W*(?:(?:ok(?:ay)?|now|and|then|so|good|great|next|lastly|finally)\W+)*"
_FIRST = regex(
    rf"{_LEAD}(?P<place>(?:right )?(?:at|from|on) (?:(?:bar|measure) \d+|\d+(?:\.\d+)? ?(?:s|sec(?:ond)?s?)(?: mark)?"
    r"|\d+:\d\d|the (?:very )?(?:start|beginning|top)|(?:the )?(?!same\b|that\b|this\b)[\w'-]+(?: \d)?))(?P<mark>,)?\s+"
    r"(?P<track>on (?:an?|its own|the|another)(?: new| separate| fresh)?(?: own)? track(?: (?:named|called) [\w'-]+"
    r"(?: [\w'-]+)?)?,?\s+)?(?P<rest>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_MAKES = regex(
    r"^(?:(?:please|kindly|can you|could you|i(?:'d| would) like|i (?:want|need)|let'?s|let me|we need|there should"
    r" be)\s+)*(?:(?:put|add|drop|lay|stick|place|insert|bring in|make|create|write|generate|have|get|give me|play|say"
    r"|speak|read|announce|sing)\s+(?:me |us |in )?(?:an?|some|another|someone|somebody|two|three|four|\d+|(?=\"))\b"
    r"|(?:an?|some)\s+\w)"
    r"|^(?:please\s+)?(?:say|speak|read|announce)(?: out)?:?\s+\"",
    re.IGNORECASE,
)
_NOT_MADE = regex(r"\b(?:marker|fade|cut|split|breath|pause|gap|break)\b", re.IGNORECASE)


def place_last(text: str) -> str:
    """The request with its place at the end, where something new is made; any other as it is."""
    simple = plain(text)
    match = _FIRST.match(simple)
    if not match or len(simple) != len(text):
        return text
    rest = text[match.start("rest") :].strip()
    says = re.sub(r'"[^"]*"', " ", plain(rest))
    is_told = match["mark"] or re.match(r"(?:right )?(?:at|from|on) (?:bar|measure|\d)", match["place"], re.IGNORECASE)
    if not is_told or not _MAKES.match(plain(rest)) or _NOT_MADE.search(says) or re.search(r"[.;!?]\s+\w", says):
        return text
    track = f" {match['track'].strip(' ,')}" if match["track"] else ""
    return f"{rest.rstrip(' .!')}{track} {match['place']}"

"""Goes along: "the uke has to go along of course", "strings follow suit" are "the uke too", behind something done."""

from __future__ import annotations

import re

from engine.planner.regex import regex

_MUST = r"(?:has to|have to|needs? to|should|must|can|may|ought to|has got to|gotta|will have to|is to|are to)"
_ALONG = regex(
    rf"(?P<who>\b[\w'&, ]+?) (?:(?:obviously|obvs|of course|clearly|then|also) )*(?:"
    rf"{_MUST} (?:go|come|move|be moved|be taken|tag) along(?: (?:with (?:it|that|them)|then))?"
    rf"|(?:goes|go|comes|come|moves|move|tags|tag) along(?: with (?:it|that|them))?(?: too)?"
    rf"|(?:{_MUST} )?(?:go|goes|come|comes|move|moves) with (?:it|that|them)"
    rf"|(?:{_MUST} )?follows?(?: suit| (?:it|that|them|along))?"
    rf"|(?:needs?|wants?|gets?|has to get|have to get|should get) (?:(?:exactly )?the same|that|it)(?: too| as well|"
    rf" done)?"
    rf"|{_MUST} (?:do|have) (?:it|that|the same)(?: too| as well)?)"
    r"(?:[\s,]+(?:of course|obviously|obvs|naturally|clearly|then|too|as well|please))*[\s.!]*$",
    re.IGNORECASE,
)
_ACTS = regex(
    r"\b(?:mute|solo|delete|copy|cut|send|put|make|turn|bring|take|move|double|if|when|what|how|why|not|no)\b",
    re.IGNORECASE,
)


def going_along(text: str) -> str:
    """The sentence as "… too"; itself where it says nothing of that kind."""
    match = _ALONG.fullmatch(text.strip())
    if match is None or _ACTS.search(match["who"]):
        return text
    return f"{match['who']} too"

"""What a request says of things that nothing is to be done to: that they are good, or stay as they are."""

from __future__ import annotations

import re

from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_LOOSE = regex(
    r"^(?:[\s,;.!?]|\b(?:and|but|then|just|instead)\b)+|[\s,;]+(?:(?:and|but|then|just)[\s,;]*)*$", re.I
)
_PRAISE = regex(
    r"(?:^|(?<=[.;!?—–])\s|(?<=,)\s)\W*(?:(?:and|but|oh|ok(?:ay)?|yes|so|now)\s+)?(?:the |my |our |his |her )?"
    r"(?!what|how|why|which|when|where|if\b)[\w'-]+(?: [\w'-]+){0,2}?(?:'s| is| are| sounds?| feels?| works?)"
    r"(?: all| just| really| pretty| quite| so| already| both)?"
    r" (?:fine|good|great|perfect|ok(?:ay)?|lovely|al ?right|nice|cool|brilliant|gorgeous|beautiful|spot on)"
    r"(?: (?:as (?:it|they) (?:is|are)|now|though|like (?:that|this)|there|already|too))*\s*(?:[.;!?,—–]+|$)",
    re.IGNORECASE,
)
_POINTS = regex(r"\b(?:it|its|them|their|that|those|this|these)\b", re.IGNORECASE)
""" "The pad's fine." says that nothing is to be done to the pad."""
_PRAISED = regex(
    r"^\W*(?:(?:oh|ok(?:ay)?|yes|yeah|yep|ah|very|so|really|that'?s|it'?s|much)\s+)*+(?:good|great|nice|cool|perfect"
    r"|lovely|brilliant|gorgeous|beautiful|awesome|excellent|super|wonderful|fantastic|sweet|wicked|love it|like it"
    r"|better|thanks|thank you|cheers)(?:\s+(?:one|job|work|stuff|man|mate|thanks|already|now|so much))*"
    r"\s*[.!,;:—–-]+\s*(?=\S+\s+\S)",
    re.IGNORECASE,
)
""" "Good. Make it green": what comes before a request."""


def without_praise(text: str) -> str:
    """A request without the sentences that only say what is good as it is; all of it where nothing else is said."""
    if len(plain(text)) == len(text) and '"' not in text and (praised := _PRAISED.match(text)):
        return without_praise(text[praised.end() :])
    if '"' in plain(text) or not _PRAISE.search(plain(text)):
        return text
    simple = plain(text)
    for match in reversed(list(_PRAISE.finditer(simple))):
        behind = simple[match.end() :]
        if not _POINTS.search(behind):  # "the pad is nice, more chorus on it": the pad is spoken of
            simple = f"{simple[: match.start()]} {behind}"
    rest = _LOOSE.sub("", simple.strip()).strip()
    return rest if len(re.findall(r"\w+", rest)) >= 2 else text



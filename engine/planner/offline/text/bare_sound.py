"""Bare sound: "drum fill into bar 5", "riser before the drop" ask for one that is not there yet, without an "a"."""

from __future__ import annotations

import re
from collections.abc import Callable

from engine.planner.regex import regex

_SOUND = (
    r"(?:drum |snare |tom |kick |short |quick |little |big )?(?:fill|roll)|(?:up|down)lifter|riser"
    r"|(?:white )?noise sweep|sub drop|stinger|sweep|whoosh|swoosh|boom|impact|explosion|thunder(?:clap)?"
    r"|(?:cymbal |reverse |reversed )*(?:crash|cymbal)"
    r"|gunshot|door slam|record scratch|applause|rain|birds|crickets|siren"
)
_UNCOUNTED = ("applause", "rain", "birds", "crickets", "thunder")
_BARE = regex(
    rf"^\W*(?:(?:and|then|now|ok(?:ay)?|please|plus|also)\W+)*(?P<sound>(?:[a-z-]+ )?(?:{_SOUND}))"
    r"(?= (?:right )?(?:into|before|at|in|on|from|leading into|leading up to|up to|for|over)"
    r" (?:the |bars? |beat )?[\w ]+\W*$)",
    re.IGNORECASE,
)
_NO_ADJECTIVE = regex(
    r"^\W*(?:a|an|the|my|our|this|that|those|these|some|another|more|less|no|move|put|place|copy|cut|delete|mute"
    r"|loop|reverse(?! (?:crash|cymbal))|make|add|keep|drop|lose|where|is|and|then|his|her|its"
    r"|their|last|first|second|same)\b",
    re.IGNORECASE,
)

_REVERSE = regex(
    r"(?<=\ba )reverse(?= (?:crash|cymbal|snare|clap|swell|piano|guitar|vocal|gong)s?\b)", re.IGNORECASE
)
""" "A reverse crash" is one that is reversed; nothing here is to be."""


def with_article(text: str, is_here: Callable[[str], bool]) -> str:
    """The request with "a" before a sound that nothing here is; any other request as it is."""
    match = _BARE.match(text)
    if match is None or _NO_ADJECTIVE.match(match["sound"]) or is_here(match["sound"].split()[-1]):
        return _REVERSE.sub("reversed", text)
    at = match.start("sound")
    article = "some" if match["sound"].lower().endswith(_UNCOUNTED) else "a"
    return _REVERSE.sub("reversed", f"{text[:at]}{article} {text[at:]}")

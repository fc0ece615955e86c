"""Level: louder or quieter, said of a track or clip by its name and of nothing else, is a move of its fader."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.reading.mentions import named_words
from engine.planner.offline.reading.router import Route
from engine.planner.offline.text.words import plain, tokens

_LEAD = r"^\W*(?:(?:please|now|ok|and|then|also|just|so|can you|could you)\W+)*"
_LITTLE = (
    r"(?:(?:just |only )?(?:a (?:(?:little|tiny|wee) )?(?:bit|little|touch|tad|hair|notch)"
    r"|slightly|much|way|even|lots?))"
)
_BY = r"(?:(?:by )?(?:about )?[+-]?\d+(?:[.,]\d+)? ?(?:dB|decibels?))"
_REST = rf"(?:[\s,]*(?:{_LITTLE}|{_BY}|more|again|please|pls|now|too|as well|in the mix|there))*\W*$"
_MOVE = r"(?:turn|bring|pull|take|push|crank|dial|nudge|move|drop)"
_FORMS = tuple(
    re.compile(_LEAD + form + _REST, re.IGNORECASE)
    for form in (
        rf"{_MOVE} (?:up|down) (?P<what>.+?)",
        rf"{_MOVE} (?P<what>.+?) {_LITTLE}?\s*(?:{_BY} )?(?:up|down)",
        rf"(?:make|get|have|i want) (?P<what>.+?) {_LITTLE}?\s*(?:{_BY} )?(?:louder|quieter)",
        rf"(?P<what>.+?) {_LITTLE}?\s*(?:{_BY} )?(?:louder|quieter)",
        r"(?P<what>.+?) (?:is|are|'s|'re) (?:still |just |\w+ bit )?(?:(?:much|way|far) )?too (?:loud|quiet|hot)",
    )
)
_BESIDE = frozenset("the my our that this in of clip track lane volume level fader channel".split())
"""Words that may stand beside a name."""


def level_of_named(text: str, scene: DialogueState) -> Route | None:
    """ "Turn the music down", where the session has music: nothing else can be meant."""
    for form in _FORMS:
        match = form.match(plain(text))
        if match and _is_named(match["what"], scene):
            return Route("mix", "gain", 0.95)
    return None


def _is_named(what: str, scene: DialogueState) -> bool:
    words = [(token, mark) for token, mark in zip(tokens(what), named_words(what, scene), strict=True)]
    words = [(token, mark) for token, mark in words if token.text[0].isalnum()]
    return any(mark for _, mark in words) and all(mark or token.low in _BESIDE for token, mark in words)

"""Level: louder or quieter, said of a track or clip by its name and of nothing else, is a move of its fader."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.reading.mentions import named_words
from engine.planner.offline.reading.router import Route
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.quantity import quantities
from engine.planner.offline.text.turned import as_turned
from engine.planner.offline.text.words import plain, tokens
from engine.planner.regex import regex

_LEAD = r"^\W*(?:(?:please|now|ok|and|then|also|just|so|can you|could you)\W+)*"
_LITTLE = (
    r"(?:(?:just |only )?(?:a (?:(?:little|tiny|wee) )?(?:bit|little|touch|tad|hair|notch)"
    r"|slightly|much|way|even|lots?))"
)
_BY = r"(?:(?:by )?(?:about )?[+-]?\d+(?:[.,]\d+)? ?(?:dB|decibels?))"
_REST = rf"(?:[\s,]*(?:{_LITTLE}|{_BY}|more|again|please|pls|now|too|as well|in the mix|there))*\W*$"
_MOVE = r"(?:turn|bring|pull|take|push|crank|dial|nudge|move|drop)"
_FORMS = tuple(
    regex(_LEAD + form + _REST, re.IGNORECASE)
    for form in (
        rf"{_MOVE} (?:up|down) (?P<what>.+?)",
        rf"{_MOVE} (?P<what>.+?) {_LITTLE}?\s*(?:{_BY} )?(?:up|down)",
        rf"(?:make|get|have|i want) (?P<what>.+?) {_LITTLE}?\s*(?:{_BY} )?(?:louder|quieter)",
        rf"(?P<what>.+?) {_LITTLE}?\s*(?:{_BY} )?(?:louder|quieter)",
        rf"{_LITTLE}?\s*(?:more|less) (?P<what>.+?)",
        r"(?P<what>.+?) (?:is|are|'s|'re) (?:still |just |\w+ bit )?(?:(?:much|way|far) )?too (?:loud|quiet|hot)",
    )
)
_BESIDE = frozenset("the my our that this in of clip track lane volume level fader channel".split())
"""Words that may stand beside a name."""

_MOVES = regex(
    r"\b(?:down|up|louder|quieter|softer|hotter|lower|raise|reduce|boost|dip|drop|turn|bring|take|push|pull|lift|db"
    r"|more|less|loud|quiet)\b",
    re.IGNORECASE,
)
_LOUDER_OR_QUIETER = regex(
    r"\b(?:louder|quieter|softer|too (?:loud|quiet)|(?:more|less) (?!of\b)\w+"
    r"|(?:bring|turn|take|push|pull|lift|crank|dial) (?:\w+ ){0,4}?(?:up|down))\b",
    re.IGNORECASE,
)
_STRETCH = regex(r"\b(?:from|between|in|during|for|over|through|across) (?:the )?bars? [\d.]+", re.IGNORECASE)
_OTHER_THAN_LEVEL = regex(
    r"\b(?:semi\w*|octaves?|steps?|pitch\w*|transpos\w*|velocit\w*|notes?|tempo|bpm|faster|slower|pan\w*|left|right"
    r"|hz|khz|eq|highs?|lows?|mids?|bass boost|cut|cut out|loop\w*|cop(?:y|ies)|move\w*|put|play|solo\w*|drive|gate|wet"
    r"|reverb|delay|distort\w*|compress\w*|filter\w*|send|clips?|regions?|key|thirds?|fifths?)\b",
    re.IGNORECASE,
)


def level_of_named(text: str, scene: DialogueState) -> Route | None:
    """ "Turn the music down", where the session has music: nothing else can be meant."""
    for form in _FORMS:
        match = form.match(plain(text))
        if match and is_only_named(match["what"], scene):
            return Route("mix", "gain", 0.95)
    return None


def level_of_pointed(text: str, scene: DialogueState) -> Route | None:
    """ "Turn it up": what is pointed at, by its fader."""
    return Route("mix", "gain", 0.98) if as_turned(text) else None


def level_there(text: str, scene: DialogueState) -> Route | None:
    """ "Drums down 3 dB from bar 5 to bar 13": the level of a track for some bars."""
    simple = plain(text)
    if not _MOVES.search(simple) or not _STRETCH.search(simple) or _OTHER_THAN_LEVEL.search(simple):
        return None
    named = [one for one in things(text, scene) if not text[one.start : one.end].isdigit()]
    said = [one for one in quantities(text) if not any(a.start <= one.start < a.end for a in named)]
    bars = [one for one in said if one.unit == "bar"]
    if "?" in text or len(bars) != 2 and not (len(bars) == 1 and _ONE_PLACE.search(simple)):
        return None
    sizes = [one for one in said if one.unit != "bar"]
    if len(sizes) > 1 or any(one.unit not in ("dB", "") or abs(one.value) > 24 for one in sizes):
        return None
    if not sizes and not _LOUDER_OR_QUIETER.search(simple):
        return None
    return Route("automate", "write", 0.95) if any(thing.tracks for thing in named) else None






_ONE_PLACE = regex(r"\b(?:from|in|during|for|over) (?:the )?bar [\d.]+", re.IGNORECASE)


def is_only_named(what: str, scene: DialogueState) -> bool:
    """Are these words the name of something, and no more?"""
    words = [(token, mark) for token, mark in zip(tokens(what), named_words(what, scene), strict=True)]
    words = [(token, mark) for token, mark in words if token.text[0].isalnum()]
    return any(mark for _, mark in words) and all(mark or token.low in _BESIDE for token, mark in words)

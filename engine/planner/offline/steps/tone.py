"""Tone: more or less of the highs, the mids or the low end of something is a move of an equaliser."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.reading.router import Route
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.words import plain

_BAND = (
    r"(?:(?:low|high|hi|upper|lower|top|bottom|bass)[- ]?(?:end|mids?|midrange|frequenc(?:y|ies))|lows|highs"
    r"|mids|mid-?range|treble|sub(?:[- ]bass)?|air(?! con)|presence|body|warmth|sparkle|brightness|clarity)"
)
_BASS_OF = r"bass(?=\s+(?:in|on|from|of)\s+(?:the|my|this|that|it)\b)"
_MOVES = (
    r"(?:more|less|fewer|(?:too|so) (?:much|many|little|few)|not enough|add|some|boost|cut|reduce|tame|soften|lift|push"
    r"|raise|bring|take|turn|pull|dip|scoop|lose|needs?|lacks?|lacking|missing|enhance"
    r"|emphasi[sz]e|a (?:bit|touch|little))"
)
_WISH = re.compile(rf"\b{_MOVES}\b[^,.;?]{{0,24}}?\b(?:{_BAND}|{_BASS_OF})\b", re.IGNORECASE)
_OTHERWISE = re.compile(
    r"\b(?:filter\w*|(?:high|low)[- ]?(?:pass|cut)|roll\w*|automat\w*|sweep\w*|notes?|chords?|melod\w*|play\w*|write"
    r"|generate|octaves?|stem|split|separate|isolate|track called)\b",
    re.IGNORECASE,
)
_CUT_LOWS = re.compile(
    r"\b(?:cut|remove|kill|lose)\s+(?:the |all the )?(?:lows|low end|low frequencies|sub)\b", re.IGNORECASE
)
""" "Cut the lows" is a filter's work."""
_IT = re.compile(r"\b(?:it|that|this|them|these|those|here)\b", re.IGNORECASE)


def tone_of_named(text: str, scene: DialogueState) -> Route | None:
    """ "Less treble on the vocal", "the keys need more mids"; None where nothing is named that it can be done to."""
    simple = plain(text)
    if not _WISH.search(simple) or _OTHERWISE.search(simple) or _CUT_LOWS.search(simple):
        return None
    rest = _WISH.sub(" ", simple)
    is_about = any(thing.clips for thing in things(rest, scene)) or any(thing.clips for thing in things(simple, scene))
    return Route("apply_effect", "eq", 0.95) if is_about or (scene.done and _IT.search(simple)) else None

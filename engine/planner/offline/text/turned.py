"""Turned up or down: words that name nothing, and say no more than which way and how far."""

from __future__ import annotations

import re

from engine.planner.offline.text.polite import LEAD
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_IT = (
    r"(?:it|that|this|them|those|these|(?:that|this) (?:one|thing|part)"
    r"|(?:the|its|that|this) (?:level|volume|gain|fader)(?: of it)?)"
)
_HOW_FAR = (
    r"(?:(?:just |only )?an? (?:(?:little|tiny|wee|good|fair) )?(?:bit|little|touch|tad|hair|notch|smidge|lot|shade)"
    r"|slightly|lots?|much|way|considerably|some(?:what)?)"
)
_BY = r"(?:(?:by |about |another |like )*[+]?\d+(?:[.,]\d+)?(?: ?(?:dB|decibels?))?(?![\w/:.%]| %))"
_FAR = rf"(?: (?:{_HOW_FAR}|{_BY}))"
_REST = (
    rf"(?:[\s,]*(?:{_HOW_FAR}|{_BY}|more|again|further|even|still|please|pls|plz|now|too|as well|in the mix|there|here"
    r"|then|so|thanks|thank you|for me|would you|will you|if you can|mate|will ya))*\W*$"
)
_MOVE = r"(?:turn|bring|pull|take|push|crank|dial|nudge|bump|ease|kick|put|knock|notch)"
_IS = (
    r"(?:(?:(?:it|that|this|they|those|(?:that|this) one)(?:'?s|'re| is| are)?|is|are) )?"
    r"(?:(?:still|just|now|really) )*"
)


def _form(way: str, more: str, verbs: str, short: str, complaint: str) -> re.Pattern[str]:
    says_way = rf"(?:back )?{way}"
    return re.compile(
        rf"{LEAD}(?:{_MOVE} {_IT}{_FAR}? {says_way}|{_MOVE} {says_way} {_IT}|(?:turn|crank) {way}"
        rf"|{verbs} {_IT}(?: {says_way})?"
        rf"|{short}"
        rf"|(?:make|get|have|want|need|i want|i need) {_IT}(?: to be)?{_FAR}? {more}"
        rf"|(?:(?:it|that|this|they) (?:should|could|can|must|ha(?:s|ve) to|needs? to) (?:be|go|come) )?"
        rf"(?:(?:{_HOW_FAR}|{_BY}) )?(?:{more}|{way})"
        rf"|{_IS}(?:(?:{_HOW_FAR}) )?{complaint}){_REST}",
        re.IGNORECASE,
    )


_UP = _form(
    "up",
    "(?:louder|hotter)",
    "(?:raise|boost|lift|increase|crank|pump|amplify|up)",
    rf"push {_IT}(?={_FAR})",
    "(?:(?:much |far |way )?too quiet|not loud enough)",
)
_DOWN = _form(
    "down",
    "(?:quieter|softer|less loud)",
    "(?:lower|reduce|decrease|attenuate|quieten)",
    rf"(?:drop|dip|cut) {_IT}(?={_FAR})|(?:pull|dial|ease|rein|tuck|knock|back) {_IT} (?:back|in|off)",
    "(?:(?:much |far |way )?too (?:loud|hot))",
)
_FIGURE = regex(r"\d+(?:[.,]\d+)?")
_FAR_SAID = regex(rf"\b{_HOW_FAR}\b", re.IGNORECASE)
_LONGEST = 120
"""Characters; who says more says something else."""
IN_TIME = regex(r"\bback\b|\bpush\b|\bnudge\b|\bmove\b", re.IGNORECASE)
"""Words that may move a thing in time as well."""


def as_turned(text: str) -> str:
    """ "Boost that a touch please" as "turn it up a touch"; "" for words that say anything else."""
    simple = plain(text)
    if len(simple) > _LONGEST or simple.strip(" .!?").lower() in ("up", "down"):
        return ""
    ways = [way for way, form in (("up", _UP), ("down", _DOWN)) if form.match(simple)]
    if len(ways) != 1:
        return ""
    figure, far = _FIGURE.search(simple), _FAR_SAID.search(simple)
    size = f" by {figure[0]} dB" if figure else f" {far[0].lower()}" if far else ""
    return f"turn it {ways[0]}{size}"

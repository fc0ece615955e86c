"""Voices in words: who is to sing or speak ("a young bloke", "low female"), apart from how."""

from __future__ import annotations

import re

from engine.planner.regex import regex
from engine.tasks.voice_words import KIND_OF, PLAIN

_NO_SINGER = frozenset(("bass",))
"""The instrument."""
_WHO = {**{word: word for word in KIND_OF if word not in _NO_SINGER}, "robot": "robot", **PLAIN}
_OF_VOICE = frozenset("young younger old older deep deeper low lower high higher light".split())
_PLAIN = {"younger": "young", "older": "old", "deeper": "deep", "lower": "low", "higher": "high"}
_NOUNS = "voice|singer|vocalist|vocal|vocals|speaker|narrator"
_LEAD = regex(
    r"(?:(?:sung|sing|spoken|said|done|made|make it|have it|try it|have|with|by|in|as|for|like|using|use|let|want"
    r"|i want|get|try|maybe)\s+)*(?:(?:an?|the|some)\s+)?"
)
_PHRASE = regex(
    r"(?P<such>(?:[a-z]+,? (?:and )?){0,3}?)"
    rf"(?:(?P<who>{'|'.join(_WHO)})(?:'?s)?(?: (?:{_NOUNS}))?|(?:{_NOUNS}))"
    r"(?: (?:sing(?:ing|s)?|do(?:ing|es)?|say(?:ing|s)?|speak(?:ing|s)?)(?: (?:it|this|that|these|them|those))?)?"
)
_FILLERS = frozenset("a an the some kinda kind of sort sorta rather very quite really pretty bit and nice real".split())


_NOT_WHOM = regex(r" (?:instead of|rather than|and not|not) (?:(?:an?|the|that|this) )?[a-z]+(?: (?:voice|singer))?$")
""" "A man instead of a woman"."""


def voice_and_rest(phrase: str) -> tuple[str, list[str]] | None:
    """("low female", ["breathy"]) of "a low, breathy female voice"; None where a phrase tells no voice."""
    words = _NOT_WHOM.sub("", phrase.strip().lower())
    lead = _LEAD.match(words)
    match = _PHRASE.fullmatch(words[lead.end() if lead else 0 :].strip())
    if match is None:
        return None
    such = [one for one in re.findall(r"[a-z]+", match["such"]) if one not in _FILLERS]
    told = [_PLAIN.get(one, one) for one in such if one in _OF_VOICE]
    who = _WHO.get(match["who"] or "", "")
    if not who and not told:
        return None  # "another voice", "the vocal"
    return " ".join(filter(None, (*told, who))), [one for one in such if one not in _OF_VOICE]

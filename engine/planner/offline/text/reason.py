"""A reason behind a request: "…, otherwise the children can't get up there" asks for nothing."""

from __future__ import annotations

import re

from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_REASON = regex(
    r"[\s,;.!?–—-]+(?:(?:and|or)\s+)?(?:because|'?cause|cos|otherwise|or else"
    r"|since (?=it|they|he|she|i|we|the|my|our|that)|as (?=(?:it|they|he|she|i|we)(?:'s|'re|'m)"
    r"|(?:it|they|he|she|i|we|the \w+) (?:can|is|are|am|has|have|do|does|need)\w*))[^.!?;]*[.!?;]*",
    re.IGNORECASE,
)
_CONDITION = regex(r"\b(?:if|unless|when|whether|why)\b", re.IGNORECASE)
_COMPLAINS = regex(r"\b(?:too|very)\b|\bnot\b|n't\b|\b(?:cannot|never|hard(?:ly)? to)\b", re.IGNORECASE)
_PIECES = regex(r"(?:(?<=\D)[,;.!?–—]+|[,;.!?–—]+(?=\D|$))\s*")


def without_reason(text: str) -> str:
    """A request without what is said behind "otherwise" or "because"; all of it where a condition is told."""
    simple = plain(text)
    match = _REASON.search(simple)
    if not match or '"' in simple or _CONDITION.search(simple) or len(re.findall(r"\w+", simple[: match.start()])) < 2:
        return text
    rest = simple[match.end() :].strip()
    return f"{text[: match.start()]}. {rest}" if rest else text[: match.start()]


_WHO = (
    r"(?:it|they|he|she|i|we|you|there|everyone|everybody|nobody|no one|people|that(?! one)"
    r"|(?:the|my|our|his|her|their|every) \w+)"
)
_DOES = r"(?:is|are|was|were|has|have|can|could|will|would|do|does|did|need|needs|get|gets|sit|sits)(?:n't| not)?"
_BEHIND = regex(
    r"^[\s,;:.!?–—-]*(?:(?:and|but|or)\s+)?(?:(?:just|simply|only|mainly|mostly) )?"
    r"(?:(?:because|'?cause|cos|otherwise|or else|although|even though)\b"
    rf"|(?:since|though|whereas) (?={_WHO}\b)|so(?: that)? (?={_WHO}\b(?!,)|\w+ {_DOES}\b)"
    rf"|as (?:{_WHO}|\w+)(?:'s|'re|'m| {_DOES})\b|(?:which|who) (?!one\b|of\b|track|clip|take|bar|marker|plugin)"
    r"|where (?!is\b|are\b|do\b|does\b|did\b|can\b|should\b))",
    re.IGNORECASE,
)


_WHILE = regex(
    r"^[\s,;:.–—-]*(?:while|as long as|wherever) (?:(?:the|my|our) )?[\w'-]+(?: [\w'-]+){0,2}?"
    r" (?:plays?|talks?|speaks?|sings?|reads?|raps?|(?:is|are) (?:\w+ing|there))\b",
    re.IGNORECASE,
)
"""When it holds, and nothing that is to be done."""


def gives_reason(piece: str) -> bool:
    """ ", because the caller's line is thin", ", which nobody likes": told about what is asked for, and no wish."""
    simple = plain(piece)
    if _WHILE.match(simple) and '"' not in simple:
        return True
    return bool(_BEHIND.match(simple)) and '"' not in simple and "?" not in simple and not re.search(r"\d", simple)


def pieces(text: str) -> list[str]:
    """The parts of a request between its signs."""
    return [one for one in _PIECES.split(text) if one.strip()]


def is_complaint(piece: str) -> bool:
    """ "It's too high for the singer", "she can't reach that": how it is, without a figure."""
    return (
        _COMPLAINS.search(piece) is not None
        and not re.match(r"\W*(?:but |and )?(?:not|no|don'?t|never)\b", piece, re.I)
        and not re.search(r"\d", piece)
    )


_SO_THAT = regex(rf"\s+so (?:that )?(?={_WHO}\b).*$", re.IGNORECASE)
_HOW_IT_IS = regex(
    r"^\W*(?:(?:hm+|well|ok|okay|oh|yes|great|crap|argh)\W+)*(?:thats|theres"
    r"|(?:it|he|she|that|this|there)(?:'s|'ll be"
    r"| is| was| still \w+s| (?!starts|begins|ends|goes|stops|needs|has)\w+s))\b",
    re.IGNORECASE,
)
_IS_SO = regex(
    r"\b(?:is|are|was|were|sounds?|feels?|gets?|it'?s|he'?s|she'?s|they'?re|can'?t|cannot|doesn'?t)\b", re.IGNORECASE
)
""" "The piano is too dry" complains, "the piano too" does not."""


def _tells_how_it_is(piece: str) -> bool:
    return bool(_HOW_IT_IS.match(piece) or _IS_SO.search(piece) and is_complaint(piece))


def wish_alone(text: str) -> str:
    """ "It fights with him. Start it a bar later so it surprises": a turn without what only tells how it is, or why."""
    simple = plain(text)
    if '"' in simple or "?" in simple or _CONDITION.search(simple):
        return text
    shorter = _SO_THAT.sub("", simple)
    told = [one for one in pieces(shorter) if re.search(r"\d", one) or not (gives_reason(one) or _tells_how_it_is(one))]
    return ", ".join(told) if told and (shorter != simple or len(told) < len(pieces(shorter))) else text

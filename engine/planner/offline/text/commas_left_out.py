"""Commas left out: "hats r off time lock em to the grid": what is thumbed without any has its orders parted."""

from __future__ import annotations

import re

from engine.planner.regex import regex

_MARKS = regex(r"[,.;:!?\"“”\n][^$]")
_NOT_BEHIND = (
    r"(?<!\bto)(?<!\band)(?<!\bthen)(?<!\bn)(?<!\bpls)(?<!\bplz)(?<!\bplease)(?<!\bjust)(?<!\bcan)(?<!\bcould)(?<!\bu)"
    r"(?<!\byou)(?<!\blets)(?<!\blet's)(?<!\blet)(?<!\bdont)(?<!\bdon't)(?<!\bnot)(?<!\bi)(?<!\bwe)(?<!\bgonna)(?<!\bwanna)"
    r"(?<!\bso)(?<!\bbut)(?<!\bor)(?<!&)(?<!\balso)(?<!\bnow)(?<!\bshould)(?<!\bmust)(?<!\bwould)(?<!\bwill)(?<!\bmaybe)"
    r"(?<!\bto just)(?<!\bwe can)(?<!\bok)(?<!\byo)(?<!\bhelp)(?<!\bnever)(?<!\bonly)(?<!\bit)"
)
_ORDER = regex(
    rf"(?<=\w)(?P<gap>{_NOT_BEHIND} +)(?=(?:turn|bring|make|take|put|lock|cut|lose|drop|pull|push|lower|raise|fade"
    rf"|mute|move"
    r"|pan|fix|tame|slide|nudge|crank|dial|tune|quanti[sz]e|snap|loop|reverse|flip|tuck|duck) (?:it|em|'em|them"
    r"|him|her|those)\b"
    r"|(?:keep|leave) (?:the|my|it|that|this|em|them|all)\b|(?:(?:everything|everythin|all) else|the rest)"
    r" (?:gone|out(?! of)|off"
    r"|muted|silent|stays?|is)\b)",
)
_WITHOUT, _WITH = regex(r"\bw/o\b(?! ?/)", re.IGNORECASE), regex(r"(?<![\w/])w/ ?(?=[a-z])", re.IGNORECASE)
_FEWEST = 5


def with_commas(text: str) -> str:
    """The text with a comma before each order that follows on something; as it is where it has marks of its own."""
    text = _WITH.sub("with ", _WITHOUT.sub("without", text))
    if _MARKS.search(text) or len(text.split()) < _FEWEST:
        return text
    for match in reversed(list(_ORDER.finditer(text.lower()))):
        if len(text[: match.start("gap")].split()) > 1 and len(text.lower()) == len(text):
            text = f"{text[: match.start('gap')]}, {text[match.end('gap') :]}"
    return text

"""Bar words: "bars seven and eight", "the first sixteen bars" with figures, as all readers of places know them."""

from __future__ import annotations

import re

from engine.planner.offline.text.number_words import NUMBER_WORDS, spoken_number
from engine.planner.regex import regex

_N = rf"(?:(?:twenty|thirty|forty|fifty|sixty)[ -](?:one|two|three|four|five|six|seven|eight|nine)|{NUMBER_WORDS}|\d+)"
_BARS = regex(
    rf"\b(?P<bars>bars?|measures?) (?P<list>{_N}(?:(?: ?, ?(?:and )?(?={_N}\s*(?:[,.;!]|$|(?:and|or|to|-)\b))"
    rf"| (?:and|to|through|thru|until|till|up to|-|or) )(?:bar )?{_N})*)"
    r"\b(?![ -](?:(?:more|bars?|beats?|times)\b|(?:hundred|thousand)\b))",
    re.IGNORECASE,
)
_COUNTED = regex(
    rf"\b(?P<lead>(?:first|last|next|previous|final|opening|closing) )(?P<count>{_N})(?= (?:bars"
    rf"|measures)\b)", re.IGNORECASE
)
_WORD = regex(rf"\b{_N}\b", re.IGNORECASE)
_STARTS_ON = regex(
    r"(?P<lead>\b(?:(?:(?:start|begin|enter|land)(?:s|ing)?|com(?:es?|ing) (?:back )?in"
    r"|(?:bring|have|let)(?= [\w' -]+ (?:in|start|begin|enter|land) on))"
    r"(?: (?!on\b|at\b|and\b|then\b|with\b|is\b)[\w'-]+){0,4}? (?:right )?on"
    r"|(?:put|move|place|shift|drag|stick|shove)(?: (?!an?\b|some\b|more\b|on\b)[\w'-]+){1,3}? (?:right )?on))"
    r" (?P<bar>\d{1,3})"
    r"(?=[\s.!?]*$|[,;.!?] |\s+(?:and|then|but|instead|please|pls|too|so|rather|already)\b(?! \d)|,? (?:and )?not\b)"
    r"(?!, ?\d| and \d)",
    re.IGNORECASE,
)
""" "Start it on 4"; "land on 2 and 4" are beats."""
_ON = regex(r"(?: right)? on$", re.IGNORECASE)
_NOT_THERE = regex(
    r"(?<=\bat bar )(?P<bar>\d{1,3}),? (?:and )?not (?:on |at |in )?(?:bar )?\d{1,3}(?=\W*$)", re.IGNORECASE
)
""" "On 3 not 1": where it is."""
_QUOTED = regex(r"(\"[^\"]*\")")


def with_bar_figures(text: str) -> str:
    """The text with figures for the numbers of bars; nothing within quotation marks is touched."""
    return "".join(part if at % 2 else _said_in_figures(part) for at, part in enumerate(_QUOTED.split(text)))


def _said_in_figures(text: str) -> str:
    text = _STARTS_ON.sub(_at_bar, _COUNTED.sub(_count, _BARS.sub(_figures, text)))
    return _NOT_THERE.sub(r"\g<bar>", text)


def _at_bar(match: re.Match[str]) -> str:
    return f"{_ON.sub('', match['lead'])} at bar {match['bar']}"


def _figures(match: re.Match[str]) -> str:
    told = _WORD.sub(lambda one: one[0] if one[0].isdigit() else str(spoken_number(one[0])), match["list"])
    return f"{match['bars']} {told}"


def _count(match: re.Match[str]) -> str:
    told = match["count"]
    return match["lead"] + (told if told.isdigit() else str(spoken_number(told)))

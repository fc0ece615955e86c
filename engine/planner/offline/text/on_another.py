"""On another: "2 dB down, it treads on the pips" is of what was worked on, and not of the pips."""

from __future__ import annotations

import re

from engine.planner.regex import regex

_VERB = (
    r"(?:treads?|treading|steps?|stepping|fights?|fighting|clash(?:es|ing)?|competes?|competing|covers?|covering|masks?"
    r"|masking|drowns?|drowning|buries|burying|swallows?|swallowing|eats?|eating|hides|hiding|bullies|bullying"
    r"|gets? in the way|getting in the way|walks?|walking|sits? on|sitting on|clouds?|clouding)"
)
_WHY = (
    r"(?:cos |because |cause |since |as )?(?:it|he|she)(?:'?s| is)? (?:(?:just|still|really|always|kind of|a bit) )*"
    rf"{_VERB}\b(?: (?:on|over|all over|with|against|out|of))*(?P<who>(?: (?:the|my|our))? [\w']+(?: [\w']+)?)"
)
_BEHIND = regex(rf"(?<=\w)\s*(?:[,;.]|\s-)\s*{_WHY}[\s.!]*$", re.IGNORECASE)
_BEFORE = regex(rf"^\W*{_WHY}\s*[,;.]\s*(?=\w)", re.IGNORECASE)
_THEM = regex(r"\b(?:them|those)\b", re.IGNORECASE)
_OF_THE_OTHER = regex(r"\b(?:up|louder|raise|lift|boost|them|those|they|that one|forward|higher)\b", re.IGNORECASE)
""" "It drowns the pips, bring them up"."""


def without_the_other(text: str) -> str:
    """The request without the reason that names what it disturbs; "them" behind it are those."""
    before = _BEFORE.match(text)
    if before and len(_THEM.findall(text[before.end() :])) == 1:
        return _THEM.sub(before["who"].strip(), text[before.end() :])
    for why in (_BEHIND, _BEFORE):
        left = why.sub("", text)
        if left != text and not _OF_THE_OTHER.search(left):
            return left
    return text

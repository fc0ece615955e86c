"""Wish forms: "the rain must lie 8 dB lower", "the lead could use 2 dB more" in the words that the readers know."""

from __future__ import annotations

import re

from engine.planner.regex import regex

_NOBODY = r"i\b|we\b|you\b|u\b|what\b|who\b|which\b|there\b"
_WHO = rf"(?P<who>(?!{_NOBODY})(?:(?:the|my|our|his|her|all|both) )?[\w'& -]{{1,40}}?)"
_BEGINS = r"(?P<front>^\W*(?:(?:and|but|so|now|then|also|ok|no)\b[\s,]*)*|[.;!,]\s+(?:(?:and|but|so|then)\s+)?)"
_MUST = regex(
    rf"{_BEGINS}{_WHO} (?:(?:really|just|also|now|then|only) )*"
    r"(?:must|may|might|could|shall|has to|have to|had better|needs? to|wants? to|is to|are to|'d better"
    r"|is supposed to|are supposed to|would have to|will have to) (?:(?:really|just|also|now|then) )*"
    r"(?!not\b|never\b|n't\b|use\b|do with\b|stand\b (?:an?|some|\d))(?=[a-z])",
    re.IGNORECASE,
)
_LIES = regex(
    r"\b(?:(?P<modal>should(?: not)?)|let (?P<let>it|them|him|her|(?:the |my |our )?[\w'-]+(?: [\w'-]+)?))"
    r" (?:lie|lay|rest|live|stand|sit|end up|come out|come from|be placed|be set|be put)\b"
    r"(?= (?:(?:a|some|much|about|around|roughly|just|only|well|further|farther|more|less|closer|at|by|another|exactly"
    r"|slightly|\d|half|on the|to the|(?:the )?(?:hard )?(?:left|right)|in the (?:middle|centre|center))\b"
    r"|[\w.]+ ?(?:db|%)))",
    re.IGNORECASE,
)
_NEEDS = regex(
    rf"{_BEGINS}{_WHO} (?:(?:really|just|also|probably|definitely) )*(?:could (?:do with|use|stand|take)|can take"
    r"|can stand|may have|might like|deserves?|asks? for|calls? for|cr(?:y|ies) out for|begs? for|would benefit from"
    r"|would like|is in need of|are in need of|wouldn't mind|is (?:missing|lacking)|lacks?|can have)"
    r" (?=(?:an?|some|more|\d|two|three|four|half|about)\b)",
    re.IGNORECASE,
)


def as_wished(text: str) -> str:
    """The text with "should", "should be" and "needs" for all other ways to wish something of a thing."""
    should = _MUST.sub(r"\g<front>\g<who> should ", text)
    return _NEEDS.sub(r"\g<front>\g<who> needs ", _LIES.sub(_is, should))


def _is(match: re.Match[str]) -> str:
    whom = match["let"]
    return f"{whom} should be" if whom else f"{match['modal']} be"

"""So many bars from a bare number: "4 bars from 5", "from the 9th, 8 bars", "4 bars starting at 5" with the word."""

from __future__ import annotations

import re

from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_NO_BAR = (
    r"(?!\s*(?:db|%|bpm|hz|k?hz|ms|s\b|sec|semi|cents?|times|beats?|bars?\s+(?:to|before)|:|/|\.\d"
    r"|\d|st\b|x\b))"
)
_COUNT = r"(?:\d+|two|three|four|six|eight|twelve|sixteen|thirty-two)"
_FROM = r"(?:from|starting (?:from|at|on|with)|beginning (?:at|on|with)|as of|start(?:s|ing)? at)"
_BEHIND = regex(
    rf"(?P<head>\b{_COUNT}[ -]bars?(?: long)?,? )(?:to )?{_FROM} (?:the )?(?P<bar>\d{{1,3}})(?:st|nd|rd"
    rf"|th)?\b{_NO_BAR}",
    re.IGNORECASE,
)
_BEFORE = regex(
    rf"\b{_FROM} (?:the )?(?P<bar>\d{{1,3}})(?:st|nd|rd|th)?(?: on(?:wards?)?)?"
    rf"(?P<tail>,? (?:for )?{_COUNT} bars?\b(?! \d))",
    re.IGNORECASE,
)
_TURNED = regex(r"\bturn\b", re.IGNORECASE)
""" "Turn it up 4 bars from 5 on" makes nothing."""


def bars_from(text: str) -> str:
    """The request with "from bar 5" for "from 5", where a number of bars stands beside it."""
    if '"' in plain(text) or _TURNED.search(text):
        return text
    text = _BEHIND.sub(r"\g<head>from bar \g<bar>", text)
    return _BEFORE.sub(r"from bar \g<bar>\g<tail>", text)

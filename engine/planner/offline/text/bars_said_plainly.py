"""Bars said plainly: ways to tell a stretch of bars that would be taken for something else beside figures and verbs."""

from __future__ import annotations

import re

from engine.planner.regex import regex

_FIGURE = r"(?:minus |plus |[-−+])?\d+(?:\.\d+)?(?: ?dB)?"
_RIDE = rf"from {_FIGURE} to {_FIGURE}"
_BEHIND_FIGURE = regex(
    r"(?P<figure>\d|\d ?dB|\d ?%|\b(?:eighths?|quarters?|sixteenths?|octaves?|semitones?)|\d(?:th|nd)s?) "
    r"(?=bars \d+ ?(?:-|–|to|through) ?\d+)",
    re.IGNORECASE,
)
_THROUGH = regex(r"\b(?P<from>for (?:bars|measures) \d+) (?:through|thru) (?=\d)", re.IGNORECASE)
_STRETCH = regex(
    r"(?:\b(?:in|over|for|during|throughout|across) )?(?:\bthe )?"
    r"\bbars (?P<a>\d+) ?(?:-|–|to|and) ?(?P<b>\d+)\b(?! ?\.\d)"
    r"|\bfrom the (?:start|beginning) of bar (?P<c>\d+) to the end of bar (?P<d>\d+)\b"
    r"|\bfrom bar (?P<e>\d+) (?:up )?to bar (?P<f>\d+)\b(?! ?\.\d)",
    re.IGNORECASE,
)
_RIDES = regex(rf"\b{_RIDE}(?! ?bars?\b)", re.IGNORECASE)
_FIRST = regex(rf"^(?P<place>between bar \d+ and bar \d+),? (?P<ride>.*\b{_RIDE}\b.*?)(?P<end>[.!]*)$", re.IGNORECASE)
_LOOPED = regex(r"\bloop(?= playback\b)", re.IGNORECASE)
_COPIED = regex(r"\b(?:copy|duplicate|repeat|move|shift)\b", re.IGNORECASE)
_SO_THAT = regex(
    r",? so (?:that )?(?:it|they|the copy|that) (?:starts?|begins?|lands?|comes?) (?:in )?(?:at|on) (?=bar \d)",
    re.IGNORECASE,
)


def with_bars_plain(text: str) -> str:
    """The text with its stretches of bars as the readers know them.

    "70 bars 5-8" are no seventy bars, "loop playback" is no sound to make, "so that they start at bar 17" is where a
    copy goes; and a ride "from -2 to -14 dB from bar 5 to bar 9" has one "from" too many: it goes between two bars,
    wherever they are said.
    """
    text = _THROUGH.sub(r"\g<from>-", _BEHIND_FIGURE.sub(r"\g<figure> in ", text))
    if _RIDES.search(text):
        text = _FIRST.sub(r"\g<ride> \g<place>\g<end>", _STRETCH.sub(_between, text))
    if _COPIED.search(text):
        text = _SO_THAT.sub(" to ", text)
    return _LOOPED.sub("loop the", text)


def _between(match: re.Match[str]) -> str:
    """ "Between bar 5 and bar 9" for bars 5 to 8."""
    if match["e"]:
        return f"between bar {match['e']} and bar {match['f']}"
    first, last = match["a"] or match["c"], match["b"] or match["d"]
    return f"between bar {first} and bar {int(last) + 1}"

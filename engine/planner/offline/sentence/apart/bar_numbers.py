"""Bars told by number: "bars 5 to 8", "17-24"."""

from __future__ import annotations

import functools
import re

from engine.planner.offline.sentence.apart.place import Bars
from engine.planner.regex import regex

NUMBER = r"\d+(?:\.\d+)?"
""" "5", "5.5"."""
TO = r"to|till|til|until|through|thru|up to|up until|-|–"
""" "Bar 5 to 8"."""
BARS = regex(
    rf"(?P<bars>bars?|measures?)\s*(?P<a>{NUMBER})(?:\s*(?P<to>{TO}|and|&)\s*(?:the end of"
    rf" )?(?:bar\s*)?(?P<b>{NUMBER}))?(?![\w.]|\s*(?:db|%|bpm)\b)"
)
""" "Bars 5 to 8", "bar 5"."""
BAR_NUMBER = regex(
    r"(?P<bar>\d+(?:\.5)?)(?![\w.%:]|\s*(?:d ?bs?|%|bpm|k?hz|ms|s|st|semi\w*|bars?|beats?|percent|seconds?|sec|left"
    r"|right|cents?|octaves?|lufs|note|to 1)\b|/)"
)
""" "28" alone, which is no level, no time and no share."""


def pair_of(match: re.Match[str], *, is_bars: bool) -> Bars:
    """ "Bars 5 to 8", "bar 7 and 8" and "17 to 24" are whole bars; "5 to 9" goes up to there."""
    a = float(match["a"])
    b = match["b"] if "b" in match.re.groupindex else None
    if not b:
        return a, a + 1
    far = float(b) - a
    if far == 1 and "to" in match.re.groupindex and match["to"] in ("and", "&"):
        return a, float(b) + 1
    if "till" in match[0] or "til " in match[0]:
        return a, float(b)  # until bar 8 is not in it
    is_through = "to" in match.re.groupindex and match["to"] in ("through", "thru")
    is_whole = far % 4 == 3 or is_bars and (far % 4 != 0 or is_through) or far == 0
    return a, float(b) + is_whole


@functools.lru_cache(maxsize=4096)
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern that is put together where it is looked for, once each."""
    return regex(pattern)

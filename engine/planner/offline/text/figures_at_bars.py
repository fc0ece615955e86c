"""Figures at their bars: "from -18 dB at bar 9, linear up to 0 dB at bar 17" goes from one to the other there."""

from __future__ import annotations

import re

from engine.planner.regex import regex

_FIGURE = r"(?:\b(?:minus|plus) |(?<![\w.])[-−+]?)\d+(?:\.\d+)? ?(?:dB|%)?"
_RISES = (
    r"(?:(?:linear(?:ly)?|in a (?:straight )?line|straight|evenly|steadily|gradually|ramp(?:ing|s)?|ris(?:e|es|ing)"
    r"|climb(?:s|ing)?|fall(?:s|ing)?|go(?:es|ing)?|then|and) )*"
)
_TWO = regex(
    rf"(?:\bfrom )?(?P<a>{_FIGURE}) (?:at|in) bar (?P<n>\d+)(?P<way>,? {_RISES}(?:up |down )?)to "
    rf"(?P<b>{_FIGURE}) (?:at|in|by|until) bar (?P<m>\d+)(?! ?\.\d)",
    re.IGNORECASE,
)
_TEMPO = regex(r"\b(?:tempo|bpm)\b", re.IGNORECASE)


def with_figures_first(text: str) -> str:
    """The text with both figures before both bars, as readers of rides know them; tempos have their own."""
    if _TEMPO.search(text):
        return text
    return _TWO.sub(_told, text)


def _told(match: re.Match[str]) -> str:
    if not match["way"].strip():
        return match[0]  # nothing is said of the way: the readers know it as it stands
    return f"from {match['a']} to {match['b']} from bar {match['n']} to bar {match['m']}"

"""Bars of chords: "two bars of Am and one of F" is "Am, Am, F, one bar each"."""

from __future__ import annotations

import re

from engine.planner.offline.text.counts import counted
from engine.planner.regex import regex

_CHORD = r"[a-g](?:#|b)?(?:maj|min|m|dim|aug|sus|add)?\d{0,2}(?:[b#]\d{1,2})?(?:/[a-g](?:#|b)?)?(?![\w'])"
_FIRST = rf"(?:one|two|three|four|a|[1-4]) bars? (?:of|on) {_CHORD}"
_NEXT = rf"(?:one|two|three|four|a|[1-4]|another) (?:bars? )?(?:of|on) {_CHORD}"
_LISTED = regex(rf"\b{_FIRST}(?:(?:\s*,\s*(?:(?:and|then) )?|\s+(?:and|then) (?:then )?){_NEXT})+", re.IGNORECASE)
_EACH = regex(rf"(?P<count>one|two|three|four|a|[1-4]|another) (?:bars? )?(?:of|on) (?P<chord>{_CHORD})", re.IGNORECASE)


def with_a_bar_each(text: str) -> str:
    """The text with each chord as often as it has bars."""
    match = _LISTED.search(text)
    if match is None:
        return text
    chords: list[str] = []
    for one in _EACH.finditer(match[0]):
        chord = f"{one['chord'][0].upper()}{one['chord'][1:]}"
        chords += [chord] * (1 if one["count"].lower() == "another" else counted(one["count"].lower()))
    return f"{text[: match.start()]}{', '.join(chords)}, one bar each{text[match.end() :]}"

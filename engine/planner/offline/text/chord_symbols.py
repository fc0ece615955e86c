"""Chord symbols: "C, G, A minor, F" is C, G, Am, F in a row of chords; alone "A minor" is a key."""

from __future__ import annotations

import re

from engine.planner.regex import regex

_ROOT = r"[A-G](?:#|b|♯|♭|[ -]sharp|[ -]flat)?"
_KIND = r"(?:maj7|min7|maj|min|m7|m|7|sus[24]?|dim|aug|6|9|add9)?"
_SPOKEN = rf"(?:{_ROOT}|[a-g](?:[ -]sharp|[ -]flat)?)[ -](?:(?i:minor|major|min|maj)(?: 7(?:th)?| seventh)?)(?![\w-])"
_CHORD = rf"(?:{_SPOKEN}|{_ROOT}{_KIND}(?![\w'-]))"
_ROW = regex(rf"(?<![\w'-]){_CHORD}(?:(?:\s*,\s*(?:(?:and|then)\s+)?|\s*[-–→]\s*|\s+(?:(?:and|then"
    rf"|to)\s+)?){_CHORD}){{2,}}")
_ONE = regex(
    r"(?<![\w'-])(?P<root>[A-Ga-g])(?:(?P<sign>[#b♯♭]|[ -](?:sharp|flat)))?[ -](?P<mode>minor|major|min|maj)"
    r"(?P<seventh> 7(?:th)?| seventh)?(?![\w-])",
    re.IGNORECASE,
)
_SIGNS = {"sharp": "#", "♯": "#", "flat": "b", "♭": "b"}


def with_chord_symbols(text: str) -> str:
    """The text with the chords of each row of three or more as symbols."""
    return _ROW.sub(lambda row: _ONE.sub(_symbol, row[0]), text)


def _symbol(match: re.Match[str]) -> str:
    sign = (match["sign"] or "").lower().strip(" -")
    is_minor = match["mode"].lower().startswith("min")
    seventh = "7" if is_minor and match["seventh"] else "maj7" if match["seventh"] else ""
    return f"{match['root'].upper()}{_SIGNS.get(sign, sign)}{'m' if is_minor else ''}{seventh}"

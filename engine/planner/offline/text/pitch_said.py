"""Names of notes in a request: "a G", "F sharp", "Bb3"; a letter that begins a key is none."""

from __future__ import annotations

import re

from engine.planner.regex import regex

PITCH = (
    r"(?:[a-g](?:[ -]?(?:sharp|flat|natural)|#|♯|♭|b)?-?\d?)(?![\w#'’])"
    r"(?!\s+(?:major|minor|dorian|mixolydian|maj|min|scale|key)\b)"
)
"""A pattern, also of "c natural"; "a" alone is one only where an article or "to" stands before it."""
_PARTS = regex(r"(?P<step>[a-g])[ -]?(?P<sign>sharp|flat|natural|#|♯|♭|b)?(?P<octave>-?\d)?", re.IGNORECASE)


def pitch_said(text: str) -> str:
    """ "f sharp" → F#, "bb3" → Bb3, "c natural" → C."""
    match = _PARTS.fullmatch(text.strip())
    if not match:
        return ""
    sign = {"sharp": "#", "♯": "#", "#": "#", "flat": "b", "♭": "b", "b": "b"}.get((match["sign"] or "").lower(), "")
    return f"{match['step'].upper()}{sign}{match['octave'] or ''}"


def with_sign(name: str, sign: str) -> str:
    """The note of the same letter: F# made "natural" is F, C made "sharp" is C#."""
    match = _PARTS.fullmatch(name.strip())
    return pitch_said(f"{match['step']} {sign}") + (match["octave"] or "") if match else ""

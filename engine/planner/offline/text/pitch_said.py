"""Names of notes in a request: "a G", "F sharp", "Bb3"; a letter that begins a key is none."""

from __future__ import annotations

import re

PITCH = (
    r"(?:[a-g](?:[ -]?(?:sharp|flat)|#|♯|♭|b)?-?\d?)(?![\w#'’])"
    r"(?!\s+(?:major|minor|dorian|mixolydian|maj|min|scale|key)\b)"
)
"""A pattern; "a" alone is one only where an article or "to" stands before it."""
_PARTS = re.compile(r"(?P<step>[a-g])[ -]?(?P<sign>sharp|flat|#|♯|♭|b)?(?P<octave>-?\d)?", re.IGNORECASE)


def pitch_said(text: str) -> str:
    """ "f sharp" → F#, "bb3" → Bb3."""
    match = _PARTS.fullmatch(text.strip())
    if not match:
        return ""
    sign = {"sharp": "#", "♯": "#", "#": "#", "flat": "b", "♭": "b", "b": "b"}.get((match["sign"] or "").lower(), "")
    return f"{match['step'].upper()}{sign}{match['octave'] or ''}"

"""Names as they are spoken: "rhythm left" is the track "Rhythm L", "the break down" the marker "Breakdown"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.text.words import compiled, plain
from engine.planner.regex import regex

_SIDE = regex(r"^(?P<base>.*\w)[\s_.-]*(?:\(|\b|_)(?P<side>[LR])\)?$")
_SIDES = {"L": "left", "R": "right"}
_SHORTEST = 5
"""Letters of a name that may be said in two words."""
_LONGEST = 40
"""Letters of a name that anybody says."""


def as_written(text: str, names: Sequence[str]) -> str:
    """The request with these names as they are written, where it says them in other words."""
    if '"' in plain(text):
        return text
    for name in dict.fromkeys(names):
        for said in _spoken(name, names):
            if compiled(said, re.IGNORECASE).search(plain(text)):
                text = compiled(said, re.IGNORECASE).sub(name.replace("\\", r"\\"), plain(text))
                break
    return text


def _spoken(name: str, names: Sequence[str]) -> list[str]:
    """Other ways to say a name, as patterns."""
    side = _SIDE.match(name) if len(name) <= _LONGEST else None
    if side:
        base = side["base"].strip()
        if any(one.casefold() == base.casefold() for one in names):
            return []  # "rhythm left" may be the rhythm, to the left
        words = r"[\s_-]+".join(map(re.escape, re.split(r"[\s_-]+", base)))
        return [rf"(?<!\w){words}s?[\s_-]+{_SIDES[side['side']]}(?!\w)(?!\s+hand)"]
    letters = re.sub(r"[\s_-]", "", name)
    if not _SHORTEST <= len(letters) <= _LONGEST or not letters.isalpha():
        return []
    if letters != name:  # "Break Down", said "breakdown"
        return [rf"(?<!\w){letters}(?!\w)"]
    cuts = "|".join(rf"{letters[:at]}[\s-]{letters[at:]}" for at in range(3, len(letters) - 1))
    return [rf"(?<!\w)(?:{cuts})(?!\w)"] if cuts else []

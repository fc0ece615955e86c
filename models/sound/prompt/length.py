"""Words for a length without a number: short and long."""

from __future__ import annotations

import re

_SAID = re.compile(
    r"(?<![a-z-])(?:(?P<very>very|really|extremely)\s+)?(?P<word>short|long)(?![a-z-])"
    r"(?!\s+(?:way|ago|reverb|tail|decay|attack|notes?))"
)
_FACTORS = {"short": 0.5, "long": 2.0}


def length_word(prompt: str) -> str:
    """"short" or "long", with its degree, where a prompt has one; else ""."""
    hit = _SAID.search(prompt.lower())
    return " ".join(hit[0].split()) if hit else ""


def length_factor(prompt: str) -> float:
    """How much shorter or longer than usual it is to be, as a factor; 1 when nothing is said of it."""
    hit = _SAID.search(prompt.lower())
    if not hit:
        return 1.0
    return _FACTORS[hit["word"]] ** (2 if hit["very"] else 1)

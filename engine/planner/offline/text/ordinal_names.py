"""Ordinals that name a track: "the first violins" are Violin 1, where Violin 1 and Violin 2 are there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.text.words import plain

_ORDINALS = {1: "first|1st", 2: "second|2nd", 3: "third|3rd", 4: "fourth|4th"}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_NUMBERED = re.compile(r"^(?P<base>.+?)[\s_-]*(?P<number>[1-4]|I{1,3}|IV)$", re.IGNORECASE)
_NOT = r"(?!\s+(?:notes?|bars?|beats?|takes?|clips?|half|chords?)\b)"


def with_ordinal_names(text: str, tracks: Sequence[str]) -> str:
    """The same request with the tracks' own names; nothing inside quotation marks is changed."""
    if '"' in plain(text):
        return text
    numbered = [
        (match["base"].strip(), _value(match["number"]), name) for name in tracks if (match := _NUMBERED.match(name))
    ]
    bases = [base.lower() for base, _, _ in numbered]
    for base, number, name in numbered:
        if bases.count(base.lower()) > 1 and base.lower() not in ("track", "take", "audio", "midi"):
            one = re.escape(base.lower().removesuffix("s"))
            said = rf"\b(?:{_ORDINALS[number]}) {one}s?\b{_NOT}"
            text = re.sub(rf"{said}(?= \d)", f"{name} by", text, flags=re.IGNORECASE)
            text = re.sub(said, name, text, flags=re.IGNORECASE)
    return text


def _value(number: str) -> int:
    return int(number) if number.isdigit() else _ROMAN[number.lower()]

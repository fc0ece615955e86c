"""An interval and which way it goes, side by side: "down a minor third", "two octaves higher", "+3 semitones"."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from engine.planner.offline.text.number_words import spoken_number
from engine.planner.regex import regex

_COUNT = (
    r"(?P<count>[+−-]?\s?(?<!\d)\d{1,6}(?:\.\d{1,6})?|half an?|an?|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve)"
    r"(?P<half> and a half)?"
)
_SIZES = {
    **{"semitone": 1, "half step": 1, "half-step": 1, "half tone": 1, "semi": 1, "halftone": 1},
    **{"whole tone": 2, "whole step": 2, "whole-step": 2, "tone": 2, "tritone": 6},
    **{"minor second": 1, "major second": 2, "minor third": 3, "major third": 4, "third": 4, "perfect fourth": 5},
    **{"fourth": 5, "perfect fifth": 7, "fifth": 7, "minor sixth": 8, "major sixth": 9, "sixth": 9},
    **{"minor seventh": 10, "major seventh": 11, "seventh": 11, "octave": 12, "oct": 12, "cent": 0.01},
    **{"minor 2nd": 1, "major 2nd": 2, "minor 3rd": 3, "major 3rd": 4, "perfect 4th": 5, "perfect 5th": 7},
    **{"min 3rd": 3, "min third": 3, "maj 3rd": 4, "maj third": 4},
    **{"minor 6th": 8, "major 6th": 9, "minor 7th": 10, "major 7th": 11},
}
"""In semitones; major or perfect, as nothing else is said."""
_NUMBERED = {"3rd": 4, "4th": 5, "5th": 7, "6th": 9}
""" "Up a 5th"; "the 5th" may be one of several."""
_SIZE = (
    rf"(?:{_COUNT}\s+)?(?P<size>{'|'.join(sorted(_SIZES, key=len, reverse=True))}"
    rf"|(?<=\ba )(?:{'|'.join(_NUMBERED)})(?! (?:one|time|take|clip|bar|beat|note|verse|chorus|part|track)\b))s?\b"
    r"(?P<more> and a half)?(?!\s+of\b)"
)
_WAYS = {
    **dict.fromkeys(("up", "upwards", "higher", "above"), 1),
    **dict.fromkeys(("down", "downwards", "lower", "below", "deeper"), -1),
}
_WAY = rf"\b(?P<way>{'|'.join(_WAYS)})\b"
_BEHIND = regex(rf"{_SIZE}\s+(?:further\s+)?{_WAY}(?!\s+to\s+(?:bar|the|\d))", re.IGNORECASE)
_BEFORE = regex(rf"{_WAY}\s+(?:by\s+)?{_SIZE}", re.IGNORECASE)
_ALONE = regex(rf"(?:\bby\s+)?(?<![\w.]){_SIZE}", re.IGNORECASE)


@dataclass(frozen=True)
class Moved:
    """Characters start…end say how far and which way."""

    start: int
    end: int
    semitones: float
    """Without a sign where no way is told."""
    is_cents: bool
    way: str
    """The word for it; "" for none."""

    @property
    def has_way(self) -> bool:
        """Is it told whether it goes up or down?"""
        return bool(self.way)


def intervals_moved(text: str) -> list[Moved]:
    """Every interval that has its way beside it; where none has, those that are told without."""
    return list(_intervals_moved(text))


@functools.lru_cache(maxsize=64)
def _intervals_moved(text: str) -> tuple[Moved, ...]:
    """The same, remembered: a request is looked at by a dozen readers."""
    found: list[Moved] = []
    for pattern in (_BEHIND, _BEFORE, _ALONE):
        taken = [(one.start, one.end) for one in found]
        fresh = [
            match
            for match in pattern.finditer(text)
            if not any(a < match.end() and match.start() < b for a, b in taken)
        ]
        found += [one for match in fresh if (one := _moved(match))]
    return tuple(sorted(found, key=lambda one: one.start))


def _moved(match: re.Match[str]) -> Moved | None:
    said = (match["count"] or "").lower().replace("−", "-").replace(" ", "")
    size = {**_SIZES, **_NUMBERED}[match["size"].lower()]
    digits = said.lstrip("+-")
    if said.startswith("half"):
        count = 0.5
    elif digits.replace(".", "").isdigit():
        count = float(digits)
    else:
        count = 1.0 if said in ("", "a", "an") else float(spoken_number(said) or 1)
    count += 0.5 if match["half"] or match["more"] else 0.0
    way = (match.groupdict().get("way") or said[:1] if said[:1] in "+-" else match.groupdict().get("way") or "").lower()
    sign = _WAYS.get(way, -1 if way == "-" else 1)
    return Moved(*match.span(), sign * round(count * size, 4), match["size"].lower() == "cent", way)

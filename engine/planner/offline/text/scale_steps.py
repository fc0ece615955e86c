"""Intervals that keep to a scale: "a third lower, staying in F major", "two scale steps up", "diatonic sixths"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.planner.offline.text.number_words import spoken_number
from engine.planner.regex import regex

_ORDINALS = {"second": 1, "third": 2, "fourth": 3, "fifth": 4, "sixth": 5, "seventh": 6, "octave": 7}
_ORDINALS |= {"ninth": 8, "tenth": 9}
_NUMBERED = {"2nd": 1, "3rd": 2, "4th": 3, "5th": 4, "6th": 5, "7th": 6}
_SIZE = regex(
    rf"\b(?P<exact>(?:minor|major|perfect|diminished|augmented|min"
    rf"|maj)[ -])?(?P<size>{'|'.join((*_ORDINALS, *_NUMBERED))})s?\b",
    re.IGNORECASE,
)
_KEY = (
    r"[a-g](?:[ -]?(?:sharp|flat)|#|♯|♭|b(?!\w))?"
    r"(?:[ -]?(?:major|minor|maj|min|dorian|mixolydian|phrygian|lydian)|m(?!\w))"
)
_TO_IT = (
    r"(?:(?:and |but |all |still )*(?:stay(?:s|ing)?|keep(?:s|ing)?(?: (?:it|them|everything|all|that))?|remain(?:s"
    r"|ing)?"
    r"|fit(?:s|ting|ted)?(?: it)?|always) )?"
)
_IN_KEY = regex(
    rf"[\s,(]*\b{_TO_IT}(?:in|within|inside|to|of) (?:the )?(?:scale|key)(?: of)? ?(?P<key>{_KEY})?"
    rf"(?: of the (?:song|piece|tune))?\)?"
    rf"|[\s,(]*\b{_TO_IT}(?:in|within) (?:our |the song's |its )?(?P<name>{_KEY})\)?(?! *(?:scale|chord))"
    r"|[\s,(]*\b(?:in|within) (?:its|our|that|their) (?:own )?(?:scale|key)\)?"
    r"|[\s,(]*\bdiatonic(?:ally)?\b\)?",
    re.IGNORECASE,
)
_COUNTED = regex(
    r"\b(?P<count>an?|one|two|three|four|five|six|seven|\d) (?:scale|diatonic) (?:steps?|degrees?|notes?)\b"
    r"|\b(?P<count2>an?|one|two|three|four|five|six|seven|\d) (?:steps?|degrees?) (?=(?:(?:up|down|higher|lower) )?"
    r"(?:in|within|of) (?:the )?(?:scale|key)\b)",
    re.IGNORECASE,
)
_NAMES = ("", "whole tone", *list(_ORDINALS)[1:])


@dataclass(frozen=True)
class InScale:
    """The words without the scale, and the scale as it was told; "" for that of the song."""

    rest: str
    key: str
    steps: int | None = None
    """How many of its steps, where they are counted."""


def in_scale(text: str) -> InScale | None:
    """None where no scale is to be kept to."""
    counted, count = _COUNTED.search(text), None
    if counted:
        said = counted["count"] or counted["count2"]
        count = int(said) if said.isdigit() else 1 if said in ("a", "an") else int(spoken_number(said))
        text = f"{text[: counted.start()]} a {_NAMES[count]} {text[counted.end() :]}"
    match = _IN_KEY.search(text)
    if match is None:
        return InScale(text, "", count) if counted else None
    return InScale(_IN_KEY.sub(" ", text), (match["key"] or match["name"] or "").strip(), count)


def steps_of(words: str) -> int | None:
    """Of "a third" two; None for what is told exactly, such as a minor third."""
    match = _SIZE.search(words)
    if match is None or match["exact"]:
        return None
    return {**_ORDINALS, **_NUMBERED}[match["size"].lower()]

"""Numbers and keys in a prompt: tempo, bars, seconds, meter, key. Each is cut out of the text as it is read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.errors import UserError

_WORDS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "eight": 8,
    "ten": 10,
    "twelve": 12,
    "sixteen": 16,
    "twenty": 20,
    "thirty": 30,
    "sixty": 60,
    "a": 1,
    "half a": 0.5,
}
_COUNT = r"(\d+(?:\.\d+)?|one|two|three|four|five|six|eight|ten|twelve|sixteen|twenty|thirty|sixty|half a|a)"
_BPM = re.compile(
    r"(?:\btempo(?: of)? )?(\d+(?:\.\d+)?)\s*-?(?:bpm|beats per minute)\b|\btempo(?: of)? (\d+(?:\.\d+)?)"
)
_BARS = re.compile(rf"\b{_COUNT}[ -]?(?:bars?|measures?)\b")
# "80s" before another word is a decade, "60s" at the end or before "of" a length
_DECADE = re.compile(r"\b(?:1[89])?[1-9]0'?s\b(?= [a-z])(?! (?:of|long)\b)")
_MACHINE = r"(?!(?:303|606|707|808|909)s\b)"
"""Rhythm machines: "808s" are bass drums, not seconds."""
_SECONDS = re.compile(rf"\b{_MACHINE}{_COUNT}\s*-?(?:seconds?|secs?|s)\b(?: long)?")
_MINUTES = re.compile(rf"\b{_COUNT}\s*-?(?:minutes?|mins?|min)\b(?: long)?")
_METER = re.compile(r"\b(\d{1,2})\s?/\s?(2|4|8|16)\b(?: time)?")
_DANCES = {"waltz": (3, 4), "jig": (6, 8)}
_MODES = r"(major|minor|maj|min|dorian|phrygian|lydian|mixolydian|locrian)"
_KEY = re.compile(rf"\b(?:in )?(?:the key of )?([a-g])[ -]?(#|b|♯|♭|sharp|flat)?[ -]{_MODES}\b")
_BARE_KEY = re.compile(r"\b[Ii]n (?:the key of )?([A-G])(#|b|♯|♭)?(m)?(?![\w#♯♭'])")


@dataclass
class Numbers:
    """What was found, and the text without it."""

    text: str
    bpm: float | None = None
    bars: int | None = None
    seconds: float | None = None
    meter: tuple[int, int] | None = None
    key: str | None = None
    """Like "F# minor", or "F#" when no mode was said."""


def cut_numbers(prompt: str, text: str) -> Numbers:
    """Read numbers and key; `prompt` as written, `text` in lower case. UserError for a length of nothing."""
    found = Numbers(text)
    bare = _BARE_KEY.search(prompt)
    decades = [text[hit.start() : hit.end()] for hit in _DECADE.finditer(text)]
    for decade in decades:
        found.text = found.text.replace(decade, decade.replace("s", "~"))
    if match := _take(found, _KEY):
        mode = {"maj": "major", "min": "minor"}.get(match[3], match[3])
        found.key = f"{match[1].upper()}{_accidental(match[2])} {mode}"
    elif bare:
        found.key = f"{bare[1]}{_accidental(bare[2])}{' minor' if bare[3] else ''}"
        written = bare[0].lower()
        found.text = found.text.replace(written, " " * len(written), 1)
    if match := _take(found, _METER):
        found.meter = (int(match[1]), int(match[2]))
    if match := _take(found, _BPM):
        found.bpm = float(match[1] or match[2])
    if match := _take(found, _BARS):
        found.bars = int(_number(match[1]))
    if match := _take(found, _MINUTES):
        found.seconds = 60 * _number(match[1])
    if match := _take(found, _SECONDS):
        found.seconds = (found.seconds or 0.0) + _number(match[1])
    found.text = found.text.replace("~", "s")
    dance = next((meter for word, meter in _DANCES.items() if re.search(rf"\b{word}\b", text)), None)
    found.meter = found.meter or dance
    if found.bars == 0 or found.seconds == 0:
        raise UserError("A sound of length 0 cannot be made; say at least 1 bar or 0.05 seconds.")
    return found


def _take(found: Numbers, pattern: re.Pattern[str]) -> re.Match[str] | None:
    match = pattern.search(found.text)
    if match:
        found.text = found.text[: match.start()] + " " * len(match[0]) + found.text[match.end() :]
    return match


def _number(text: str) -> float:
    return _WORDS[text] if text in _WORDS else float(text)


def _accidental(text: str | None) -> str:
    return {"sharp": "#", "♯": "#", "#": "#", "flat": "b", "♭": "b", "b": "b"}.get(text or "", "")

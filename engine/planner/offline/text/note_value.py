"""Note values as lengths: "dotted eighth", "1/8 triplet", "three sixteenths", "quarter notes"."""

from __future__ import annotations

import re

from engine.planner.regex import regex

NOTE_VALUE = regex(
    r"\b(?:(?P<count>an?|one|two|three|five|seven|\d) )?"
    r"(?P<dot>dotted )?(?:1/(?P<part>2|4|8|16|32)(?:st|nd|th|s)?|(?P<nth>4|8|16|32)(?:th|nd)s?"
    r"|(?P<word>half|quarter|crotchet|eighth|quaver|sixteenth|thirty-second)s?)(?: |-)?(?P<after>dotted|triplets?"
    r"|t\b)?(?=\W|$)"
    r"(?!\s*(?:wet|of|way|as|the|depth|feedback|bars?|an?\b|sec|s\b))(?: ?-?(?:notes?|grid))?"
)
_NOTES = {"half": 2, "quarter": 4, "crotchet": 4, "eighth": 8, "quaver": 8, "sixteenth": 16, "thirty-second": 32}
_COUNTS = {"two": 2, "three": 3, "five": 5, "seven": 7}


def note_beats(note: re.Match[str]) -> float:
    """How long it is, in quarter notes."""
    beats = 4 / int(note["part"] or note["nth"] or _NOTES[note["word"]])
    after, count = note["after"] or "", note["count"] or "1"
    times = int(count) if count.isdigit() else _COUNTS.get(count, 1)
    return times * beats * (1.5 if note["dot"] or after == "dotted" else 2 / 3 if after.startswith("t") else 1)

"""Which notes of many a request names: "all notes above C5", "every second note", "the loud ones", "on beat 1"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.planner.offline.text.pitch_said import PITCH, pitch_said

_COUNTS = {"other": 2, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "eighth": 8}
_NOTES = r"(?:single )?(?:notes?|ones|tones?|pitches)"
_ALL = r"(?:all (?:of )?(?:the )?|every |each |any |the )?"
_WORDS = {
    "high": r"(?:high|higher|upper|top)",
    "low": r"(?:low|lower|bottom|deep|deeper)",
    "loud": r"(?:loud|louder|hard|strong|accented)",
    "quiet": r"(?:quiet|quieter|soft|softer|weak|ghost)",
    "long": r"(?:long|longer|held|sustained)",
    "short": r"(?:short|shorter)",
    "highest": r"highest",
    "lowest": r"lowest",
    "loudest": r"loudest",
    "quietest": r"(?:quietest|softest)",
    "longest": r"longest",
    "shortest": r"shortest",
}
_TONES = {
    "root": r"(?:roots?|root notes?|fundamentals?)",
    "third": r"thirds?",
    "fifth": r"fifths?",
    "seventh": r"sevenths?",
}
_BEATS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_BEAT = rf"(?:[1-9]|{'|'.join(_BEATS)})"
_CHORD = (
    r"(?:the )?(?:(?P<which>first|second|third|fourth|fifth|last|final) chord|chords|every chord|each chord"
    r"|all chords)"
)


@dataclass(frozen=True)
class NotesSaid:
    """The selection as `only` of the task edit_notes ("" for all notes), and the chord that it is of ("first", "")."""

    only: str
    rest: str
    """The words without it."""
    chord: str = ""


_WAYS = {"above": "above", "over": "above", "higher than": "above", "from": "from", "up to": "up to"} | dict.fromkeys(
    ("below", "under", "lower than", "beneath"), "below"
)
_FORMS = (
    (
        re.compile(
            rf"\b{_ALL}(?:(?:notes?|everything|all|that is|what is|lies?)\s+)+(?:that (?:is|are|lies?) )?"
            rf"(?P<way>above|over|higher than|below|under|lower than|from|up to|beneath)\s+(?:an? |the"
            rf" )?(?P<pitch>{PITCH})",
            re.IGNORECASE,
        ),
        lambda m: f"{_WAYS[m['way'].lower()]} {pitch_said(m['pitch'])}",
    ),
    (
        re.compile(rf"\bevery (?P<count>{'|'.join(_COUNTS)}) note\b", re.IGNORECASE),
        lambda m: f"every {_COUNTS[m['count'].lower()]}",
    ),
    (
        re.compile(
            rf"\b{_ALL}(?:notes? )?(?:on |of )(?:the )?(?:first beat|beat one|beat 1|downbeats?|ones?)(?: of"
            rf" (?:every|each) bar)?\b"
            r"|\bthe first beat of (?:every|each) bar\b|\b(?:all |the )?downbeats\b",
            re.IGNORECASE,
        ),
        lambda m: "beat 1",
    ),
    (
        re.compile(
            r"\b(?:the )?first (?:notes?|ones?|hits?|beats?) (?:of|in) (?:every|each|the|all) bars?\b"
            r"|\b(?:the )?(?:one|beat (?:one|1)) (?:of|in) (?:every|each) bar\b",
            re.IGNORECASE,
        ),
        lambda m: "beat 1",
    ),
    (
        re.compile(
            rf"\b{_ALL}(?:notes? )?on (?:the )?beats? (?P<beats>{_BEAT}(?:(?:,| and|, and| &)\s*{_BEAT})*)\b"
            r"(?: (?:of|in) (?:every|each|all) bars?)?",
            re.IGNORECASE,
        ),
        lambda m: f"beat {_beats(m['beats'])}",
    ),
    (re.compile(rf"\b{_ALL}(?:notes? on (?:the )?)?off-?beats?\b(?: notes?)?", re.IGNORECASE), lambda m: "offbeats"),
    *(
        (re.compile(rf"\b{_ALL}{words} {_NOTES}\b", re.IGNORECASE), lambda m, name=name: name)
        for name, words in _WORDS.items()
    ),
)


def _beats(said: str) -> str:
    """ "Two and 4" → "2 and 4"."""
    words = re.findall(rf"{_BEAT}\b", said.lower())
    return " and ".join(str(_BEATS.get(word) or word) for word in words)


_EVERY_NOTE = re.compile(
    r"\b(?:all (?:of )?(?:the |its |their )?|every (?:single )?|each |the |its"
    r" )?notes?\b(?! values?\b)",
    re.IGNORECASE,
)
_TONE = tuple(
    (tone, re.compile(rf"\b(?:all (?:the )?|the |its |their )?{words}\b(?! (?:chords?|notes?)\b)", re.IGNORECASE))
    for tone, words in _TONES.items()
)
_IN_CHORD = re.compile(rf"[\s,]*\b(?:in|of|from|on)\s+{_CHORD}[\s,]*", re.IGNORECASE)
_NUMBERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1, "final": -1}


def notes_said(text: str) -> NotesSaid | None:
    """What is selected; None where no notes are named."""
    if chord := _IN_CHORD.search(text):
        rest = _without(text, chord)
        for tone, form in _TONE:
            if match := form.search(rest):
                return NotesSaid(tone, _without(rest, match), (chord["which"] or "").lower())
    for form, only in _FORMS:
        if match := form.search(text):
            return NotesSaid(only(match), _without(text, match))
    every = _EVERY_NOTE.search(text)
    return NotesSaid("", _without(text, every)) if every else None


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"


def chord_number(which: str) -> int:
    """ "First" → 1, "last" → -1; 0 for every chord."""
    return _NUMBERS.get(which, 0)

"""Amount words: what has no figure of its own, as one: "a couple of bpm", "2 to 3 dB", "a short fade".

"down 2 to 3 dB"            → "down 2.5 dB"
"a tone and a half"         → "3 semitones"
"three sixteenths later"    → "0.75 beats later"
"a hair later"              → "10 ms later"
"a long fade out"           → "a 4 second fade out"
"""

from __future__ import annotations

import re
from collections.abc import Callable

from engine.planner.offline.text.note_value import NOTE_VALUE, note_beats
from engine.planner.offline.text.number_words import NUMBER_WORDS, SPOKEN, spoken_number
from engine.planner.regex import regex

_N = rf"(?:\d+(?:[.,]\d+)?|{NUMBER_WORDS})(?: and a half)?"
_GLIDES = regex(
    r"\b(?:from|fad\w+|ramp\w*|automat\w+|sweep\w*|rid(?:e|ing)|swell\w*|cresc\w*|decresc\w*|gradual\w*|slowly|random\w*"
    r"|humani[sz]e\w*|bars? \d)\b",
    re.IGNORECASE,
)
"""There two figures are the two ends of a way."""
_UNIT = r"(?P<unit>d ?bs?|decibels?|%|per ?cent|bpm|cents?|ms)"
_RANGES = tuple(
    regex(form, re.IGNORECASE)
    for form in (
        rf"\b(?:some ?where )?(?:around |about )?(?:in )?between (?P<a>{_N}) ?(?:d ?bs?|%|bpm|ms)? and (?P<b>{_N})"
        rf" ?{_UNIT}(?!\w)",
        rf"(?<![\w.:/-])(?:some ?where )?(?:around |about |maybe |like )*(?P<a>{_N}) ?(?:d ?bs?|%|bpm|ms)?"
        rf"(?: to | or |-| – |–)(?P<b>{_N}) ?{_UNIT}(?!\w)",
        r"(?<![\w.])(?:maybe |like |about )?an? (?P<unit>d ?b|decibel|bpm) or (?P<b>two|2)\b",
        rf"(?<=by )(?:some ?where )?(?:between )?(?P<a>{_N})(?: to | or | and |-)(?P<b>{_N})(?P<unit>)(?=\W*$)",
        rf"between (?P<a>{_N}) and (?P<b>{_N})(?P<unit>)(?= (?:percent )?(?:left|right)\b)",
        rf"(?<=tempo )(?:some ?where )?between (?P<a>{_N}) and (?P<b>{_N})(?P<unit>)(?=\W*$)",
    )
)
_TONES = regex(
    rf"\b(?:(?:an? |one )?(?:whole )?(?:tone|step) and a half|(?P<n>{_N.replace('(?: and a half)?', '')}) and a half"
    r" (?:whole )?(?:tones?|steps?))\b",
    re.IGNORECASE,
)
_HALF_BARS = regex(rf"\b(?P<n>{NUMBER_WORDS}|\d+) and a half (?=(?:bar|beat|second|octave)\b)", re.IGNORECASE)
_COUPLE = regex(
    r"\b(?:a |the (?=last|first))?(?P<last>(?:last|first) )?couple(?: of)?(?= (?!of\b)[a-z]{2,})", re.IGNORECASE
)
_FEW = regex(r"\ba few (?=(?:d ?b|decibels?|bpm|semitones?|semis|percent|%|cents|clicks)\b)", re.IGNORECASE)
_CLICKS = regex(rf"\b(?P<n>{_N}|an?) clicks? (?=(?:faster|slower|quicker|up|down)\b)", re.IGNORECASE)
_NOTCHES = regex(rf"\b(?:{_N}|an?|a few|some) (?:notch|hair|smidge|tick)(?:es|s)\b", re.IGNORECASE)
_LATER = r"(?=(?:later|earlier|early|late|sooner|ahead|behind|back|forwards?)\b)"
_NOTES_LATER = regex(NOTE_VALUE.pattern + r" " + _LATER, re.IGNORECASE)
_A_HAIR = regex(
    r"\b(?:just |only )?(?:an? (?:(?:tiny|little) )?(?:hair|touch|tad|smidge|tiny bit|whisker)) (?=(?:later|earlier"
    r"|late|early|sooner|ahead|behind)\b)",
    re.IGNORECASE,
)
_LATE_BY = regex(
    r"\b(?:(?P<late>late|later|behind)|early|earlier|ahead) by (?P<n>\d{2,4})(?=\W*$)", re.IGNORECASE
)
_FADE = regex(
    r"\b(?:an? )?(?:(?P<much>very|really|super|extremely) )?(?P<size>tiny|short|quick|brief|little|small|long|slow)"
    r" (?=fade[ -]?(?:in|out)\b)",
    re.IGNORECASE,
)
_FADE_S = {"long": 4.0, "slow": 4.0, "short": 0.5, "quick": 0.5, "brief": 0.5}
_O_CLOCK = regex(rf"\b(?:at |to )?(?P<hour>\d{{1,2}}|{NUMBER_WORDS}) ?o'? ?clock\b", re.IGNORECASE)


def with_amount_words(text: str) -> str:
    """The same words with figures for such amounts."""
    for change in _CHANGES:
        text = change(text)
    return text


_SPOKEN = regex(rf"\b(?!one\b(?! hundred)|oh\b|zero\b){SPOKEN}(?![\w'-])", re.IGNORECASE)


_OF_NOTES = regex(r"\b(?:velocit\w+|swing|quanti[sz]\w*|humani[sz]\w*|strength|notes?|legato)\b", re.IGNORECASE)


def with_figures(text: str) -> str:
    """What is said of notes, with figures for its numbers: "velocity seventy", "twenty-five percent swing"."""
    if '"' in text or not _OF_NOTES.search(text):
        return text
    return _SPOKEN.sub(lambda one: f"{spoken_number(one[0]):g}", text)


def number_of(said: str) -> float:
    """ "two and a half" → 2.5, "1,5" → 1.5."""
    said = said.lower()
    whole = said.removesuffix(" and a half").strip()
    value = float(whole.replace(",", ".")) if whole[0].isdigit() else float(spoken_number(whole))
    return value + (0.5 if said.endswith("and a half") else 0.0)


def _with_one_of_two(text: str) -> str:
    """The middle of what lies between two figures."""
    if _GLIDES.search(text):
        return text
    for form in _RANGES:
        match = form.search(text)
        if match is None:
            continue
        first, second = number_of(match.groupdict().get("a") or "1"), number_of(match["b"])
        if not first < second <= 4 * first:
            continue
        return f"{text[: match.start()]}{(first + second) / 2:g} {match['unit']}{text[match.end() :]}".replace(
            "  ", " "
        )
    return text


def _tones(match: re.Match[str]) -> str:
    count = number_of(match["n"]) if match["n"] else 1.0
    return f"{2 * count + 1:g} semitones"


def _fade(match: re.Match[str]) -> str:
    size_s = _FADE_S.get(match["size"].lower(), 0.1)
    size_s *= (2.0 if size_s > 1 else 0.4) if match["much"] else 1.0
    return f"a {size_s:g} second "


def _side(match: re.Match[str]) -> str:
    hour = int(match["hour"]) if match["hour"].isdigit() else spoken_number(match["hour"])
    hours = hour - 12 if hour > 6 else hour
    return "to the centre" if not hours else f"{min(100, abs(hours) * 20)}% {'left' if hours < 0 else 'right'}"


_CHANGES: tuple[Callable[[str], str], ...] = (
    _with_one_of_two,
    lambda text: _TONES.sub(_tones, text),
    lambda text: _HALF_BARS.sub(lambda match: f"{number_of(match['n']) + 0.5:g} ", text),
    lambda text: _COUPLE.sub(lambda match: f"{match['last'] or ''}2", text),
    lambda text: _NOTCHES.sub("a bit", text),
    lambda text: _FEW.sub("3 ", text),
    lambda text: _CLICKS.sub(
        lambda match: f"{1 if match['n'].lower() in ('a', 'an') else number_of(match['n']):g} bpm ", text
    ),
    lambda text: _LATE_BY.sub(lambda match: f"{match['n']} ms {'later' if match['late'] else 'earlier'}", text),
    lambda text: _A_HAIR.sub("10 ms ", text),
    lambda text: _NOTES_LATER.sub(lambda match: f"{note_beats(match):g} beats ", text),
    lambda text: _FADE.sub(_fade, text),
    lambda text: _O_CLOCK.sub(_side, text) if re.search(r"\bpan", text, re.IGNORECASE) else text,
)

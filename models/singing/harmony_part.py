"""Which parts are meant by "a third above", "octave below", "double" or "choir of four"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from engine.errors import UserError

MOST_PARTS = 8
_STEPS = {"unison": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "fifth": 4, "5th": 4,
          "sixth": 5, "6th": 5, "seventh": 6, "7th": 6, "octave": 7, "8ve": 7, "ninth": 8, "tenth": 9}
_NAMES = {number: name for name, number in _STEPS.items() if name[0].isalpha()}
_EXACT = {("minor", 1): 1, ("major", 1): 2, ("minor", 2): 3, ("major", 2): 4, ("perfect", 3): 5, ("perfect", 4): 7,
          ("minor", 5): 8, ("major", 5): 9, ("minor", 6): 10, ("major", 6): 11}
_INTERVAL = re.compile(
    rf"\b(?:(?P<before>low|lower|high|higher)\s+)?(?:(?P<kind>minor|major|perfect)\s+)?(?P<name>{'|'.join(_STEPS)})s?\b"
    r"(?:\s+(?:(?P<below>below|down|lower|under\w*|beneath)|(?P<above>above|up|higher|over|on top)))?")
_SEMITONES = re.compile(r"([+-]?\d+)\s*(?:semitones?|half[- ]?steps?|st)\b(?:\s+(?P<below>below|down|lower|under))?")
_DOUBLE = re.compile(r"\b(doubl\w*|unison|layer\w*|thick\w*|same|copy)\b")
_CHOIR = re.compile(r"\b(choirs?|choral|ensemble|group|gang|crowd|backing|background|satb|quartet|chords?)\b")
_ASKED = re.compile(
    rf"(?:\b(?:with|in|and|plus)\s+)?(?:\b(?:an?|the)\s+)?(?:"
    rf"(?:\b(?:{'|'.join(_STEPS)})\s+and\s+(?:an?\s+)?)*"
    rf"(?:\b(?:minor|major|perfect)\s+)?\b(?:{'|'.join(_STEPS)})s?\s+(?:above|below|up|down|higher|lower|under\w*|over)\b"
    rf"|\b(?:low|high)\s+octave\b|\b(?:{'|'.join(_STEPS)})s\b|\boctave\b"
    r"|\b(?:choirs?|choral|ensemble|gang|quartet|satb)\b(?:\s+of\s+\w+)?|\bdoubl(?:e|ed|es|ing)\b(?!\s+bass)|\bunison\b"
    r"|\b(?:(?:two|three|four)[- ]part\s+)?harmon(?:y|ies|ised|ized)\b)")
"""How a harmony is asked for among the words for a voice or a style."""
_COUNTS = {"one": 1, "two": 2, "duet": 2, "three": 3, "trio": 3, "four": 4, "quartet": 4, "satb": 4, "five": 5,
           "six": 6, "seven": 7, "eight": 8}
_CHOIR_STEPS = (0, -2, -4, -7, 2, 7, 0, -2)
"""What the singers of a choir sing, in scale steps from the melody: it is on top of the first four."""
_STACK = {1: (2,), 2: (2, -3), 3: (2, -3, -7), 4: (2, 4, -3, -7)}
_DOUBLE_CENTS = (-6.0, 6.0, -3.0, 3.0, -8.0, 8.0, -5.0, 5.0)
_DELAYS_S = (0.012, -0.012, 0.007, -0.007, 0.016, -0.016, 0.004, -0.004)
_FORMANTS = (0.985, 1.015, 0.99, 1.01, 0.98, 1.02, 0.995, 1.005)
_WIDEST_PAN = 0.6
_DOUBLE_NAME = "double"


@dataclass(frozen=True)
class HarmonyPart:
    """One added voice."""

    name: str
    steps: int | None
    """Scale steps from the melody; None: `semitones` holds exactly."""
    semitones: int = 0
    cents: float = 0.0
    delay_s: float = 0.0
    formant: float = 1.0
    """Scale of the resonances: another head."""
    pan: float = 0.0
    """−1 left … 1 right."""
    place: int = 0
    """Its number among the parts, from 0."""
    is_choir: bool = False
    """True when it may sing a lower note of the chords instead."""


def parts_of(interval: str, voices: int | None) -> tuple[HarmonyPart, ...]:
    """Read what was asked for; raises UserError for words that name no harmony."""
    words = re.sub(r"[-–]", " ", interval.lower())
    said = [*_intervals(words), *_semitones(words)]
    count = voices or next((_COUNTS[word] for word in re.findall(r"[a-z]+", words) if word in _COUNTS), None)
    if count is None and (found := re.search(r"\b([1-8])\b(?!\s*(?:semi|half|st|rd|th))", words)):
        count = int(found[1])
    if any(part.name != _DOUBLE_NAME for part in said):
        parts = [said[place % len(said)] for place in range(max(len(said), min(count or 0, MOST_PARTS)))]
    elif _CHOIR.search(words):
        parts = [replace(_diatonic(steps), is_choir=True) for steps in _CHOIR_STEPS[:count or 4]]
    elif _DOUBLE.search(words):
        parts = [_diatonic(0)] * (count or 2)
    elif not words.strip() or count or re.search(r"\b(harmon\w+|voices?|parts?)\b", words):
        parts = [_diatonic(steps) for steps in (_STACK.get(count or 1) or (_CHOIR_STEPS * 2)[1:(count or 1) + 1])]
    else:
        raise UserError(f"'{interval}' is no harmony; say 'third above', 'octave below', 'fifth', 'double' or "
                        "'choir of four'.")
    return _spread(parts[:MOST_PARTS])


def harmony_in(words: str) -> tuple[str, str]:
    """(what is said of harmonies, the rest): "a deep choir" → "choir", "a deep"."""
    found = [match[0] for match in _ASKED.finditer(words.lower())]
    rest = re.sub(r"\b(with|in|and|plus|as|of)\s*$", "", _ASKED.sub(" ", words.lower()).strip())
    return " and ".join(part.strip() for part in found), " ".join(rest.split()) if found else words


def added_parts(words: str) -> tuple[HarmonyPart, ...]:
    """The parts that are sung beside the lead; of a choir the lead is the first singer. None for no words."""
    if not words:
        return ()
    parts = parts_of(words, None)
    if not parts[0].is_choir:
        return parts
    pans = _pans(len(parts) - 1)
    return tuple(replace(part, pan=pan) for part, pan in zip(parts[1:], pans, strict=True))


def _intervals(words: str) -> list[HarmonyPart]:
    """"a third and a fifth above": a direction also holds for the intervals before it."""
    found: list[HarmonyPart] = []
    is_below: bool | None = None
    for match in reversed(list(_INTERVAL.finditer(words))):
        if match["below"] or match["above"] or match["before"]:
            is_below = bool(match["below"]) or (match["before"] or "").startswith("low")
        steps, sign = _STEPS[match["name"]], -1 if is_below else 1
        exact = _EXACT.get((match["kind"] or "", steps))
        name = f"{match['kind'] + ' ' if exact else ''}{_NAMES[steps]} {'below' if is_below else 'above'}"
        if exact is not None:
            found.append(HarmonyPart(name, None, sign * exact))
        else:
            found.append(_diatonic(sign * steps))
    return found[::-1]


def _semitones(words: str) -> list[HarmonyPart]:
    shifts = [int(match[1]) * (-1 if match["below"] else 1) for match in _SEMITONES.finditer(words)]
    return [HarmonyPart(f"{shift:+d} semitones", None, max(-24, min(24, shift))) for shift in shifts]


def _diatonic(steps: int) -> HarmonyPart:
    if steps == 0:
        return HarmonyPart(_DOUBLE_NAME, None)
    name = f"{_NAMES[abs(steps)]} {'below' if steps < 0 else 'above'}"
    return HarmonyPart(name, None, 12 if steps > 0 else -12) if abs(steps) == 7 else HarmonyPart(name, steps)


def _spread(parts: Sequence[HarmonyPart]) -> tuple[HarmonyPart, ...]:
    """Give each part its own tuning, time, head and place between left and right."""
    count = len(parts)
    pans = _pans(count)
    spread = []
    for place, part in enumerate(parts):
        closeness = 1.0 if part.name == _DOUBLE_NAME else 0.5
        cents, delay_s = closeness * _DOUBLE_CENTS[place], closeness * _DELAYS_S[place]
        spread.append(replace(part, cents=round(cents, 1), delay_s=round(delay_s, 4), formant=_FORMANTS[place],
                              pan=pans[place], place=place))
    return tuple(spread)


def _pans(count: int) -> list[float]:
    """Places from the outside to the middle, left and right in turn."""
    if count == 1:
        return [0.0]
    row = np.linspace(-_WIDEST_PAN, _WIDEST_PAN, count).round(2).tolist()
    return [row[place // 2] if place % 2 == 0 else row[count - 1 - place // 2] for place in range(count)]

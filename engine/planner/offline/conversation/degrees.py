"""Half, twice, more, less, the other way: changes of an earlier call's numbers without a figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engine.planner.offline.conversation.argument_names import MAIN, NAMES, SHARES, STEPS
from engine.planner.offline.conversation.change import ArgumentChange, limited_change
from engine.planner.offline.conversation.direction import DOWN, LEFT, OTHER_WAY, RIGHT, UP, way_of
from engine.planner.offline.reading.previous_call import numbers_of
from engine.planner.offline.text.words import Token
from engine.planner.regex import regex
from engine.tasks.task import Task

_FACTORS = (
    (regex(r"\bhalf again\b"), 1.5),
    (regex(r"\bthree quarters?\b"), 0.75),
    (regex(r"\btwo thirds?\b"), 2 / 3),
    (regex(r"\b(?:a |one )?third(?: of| as| the)\b|\ba third\b"), 1 / 3),
    (regex(r"\b(?:a |one )?quarter(?: of| as| the)?\b"), 0.25),
    (regex(r"\b(?:a |one )?tenth\b"), 0.1),
    (regex(r"\b(?:half|halve|halved|1/2|halfway)\b"), 0.5),
    (regex(r"\b(?:twice|double|doubled|2x)\b"), 2.0),
    (regex(r"\b(?:triple|three times|thrice)\b"), 3.0),
    (regex(r"\b(?:quadruple|four times)\b"), 4.0),
)


_CENTRE = regex(r"\b(?:middle|centre|center)\b")


def factor_changes(low: str, words: list[Token], row: Task, old: Mapping[str, Any]) -> Iterator[ArgumentChange]:
    """Half, twice, a third of a number of the call before; the other way round; the other side."""
    known = {arg.name for arg in row.args}
    numbers = {name: value for name, value in numbers_of(old).items() if name in known}
    found = next(((pattern.search(low), factor) for pattern, factor in _FACTORS if pattern.search(low)), None)
    match, factor = found or (None, 1.0)
    if match and numbers:
        used = frozenset(i for i, one in enumerate(words) if match.start() <= one.start < match.end())
        for name in _told(low, numbers):
            value = numbers[name]
            yield limited_change({name: value * factor}, "factor", used, row)
            if name in STEPS:
                yield limited_change({name: -value * factor}, "back factor", used, row)
            if name == "ratio" and factor < 1:
                yield limited_change({name: max(1.0, value * factor)}, "factor", used, row)
        if {"start_bar", "end_bar"} <= set(numbers):
            length = numbers["end_bar"] - numbers["start_bar"]
            yield limited_change({"end_bar": numbers["start_bar"] + length * factor}, "factor length", used, row)
    turn = next((name for name in ("value", "azimuth_deg", *STEPS) if numbers.get(name)), "")
    if turn:
        other = OTHER_WAY.search(low)
        used = frozenset(i for i, one in enumerate(words) if other and other.start() <= one.start < other.end())
        if other:
            yield limited_change({turn: -numbers[turn]}, "against", used, row)
        sign = way_of(low)
        sides = -1 if LEFT.search(low) else 1 if RIGHT.search(low) else 0
        sign = sides if turn in ("value", "azimuth_deg") and sides else sign
        if sign and sign * numbers[turn] < 0:
            yield limited_change({turn: -numbers[turn]}, "turn", _of_way(low, words), row)
    if "value" in numbers and _CENTRE.search(low):
        yield limited_change(
            {"value": 0.0}, "centre", frozenset(i for i, one in enumerate(words) if _CENTRE.match(one.low)), row
        )


def degree_changes(low: str, words: list[Token], row: Task, old: Mapping[str, Any]) -> Iterator[ArgumentChange]:
    """ "More", "less", "wetter", "longer": a number of the call without a figure."""
    known = {arg.name: arg for arg in row.args}
    numbers = {name: value for name, value in numbers_of(old).items() if name in known}
    sign = way_of(low)
    if not sign:
        return
    used = _of_way(low, words)
    for name in _told(low, numbers)[:2]:
        value = numbers[name]
        if name in SHARES or name in (
            "drive_db",
            "duration",
            "bars",
            "rate_hz",
            "bits",
            "ratio",
            "delay_s",
            "count",
            "release_ms",
        ):
            yield limited_change({name: value * (1.5 if sign > 0 else 0.5)}, "degree", used, row)
        elif name in ("loudness_lufs", "threshold_db", "set_db", "ceiling_db"):
            yield limited_change({name: value + 2 * sign}, "degree", used, row)
        elif name in ("value_db", "gain_db"):
            yield limited_change({name: 3.0 * sign}, "degree", used, row)
            yield limited_change({name: value * (1.5 if sign * value > 0 else 0.5)}, "degree of it", used, row)
        elif name in ("semitones", "cents"):
            yield limited_change({name: sign * (1 if name == "semitones" else 10)}, "degree", used, row)
        elif name in ("cutoff_hz", "freq_hz", "bpm"):
            yield limited_change({name: value * (1.25 if sign > 0 else 0.8)}, "degree", used, row)
    if (
        "effect" in old
        and "wet" not in numbers
        and "wet" in known
        and old["effect"] in ("reverb", "delay", "chorus", "phaser", "flanger")
    ):
        yield limited_change({"wet": 0.45 if sign > 0 else 0.15}, "degree new", used, row)


def _of_way(low: str, words: list[Token]) -> frozenset[int]:
    return frozenset(i for i, one in enumerate(words) if UP.fullmatch(one.low) or DOWN.fullmatch(one.low))


def _told(low: str, numbers: Mapping[str, float]) -> list[str]:
    """Which numbers a turn may mean: those it names, else the main one and the others after it."""
    named = [name for name, pattern in NAMES if name in numbers and pattern.search(low)]
    rest = [name for name in MAIN if name in numbers and name not in named]
    rest += [name for name in numbers if name not in named and name not in rest]
    return (named or rest[:1]) + [name for name in rest[:2] if name not in named and name not in rest[:1]]

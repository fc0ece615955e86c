"""Figures in a turn: what they may do to the numbers of an earlier call."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

from engine.planner.offline.conversation.argument_names import MAIN, NAMES, SHARES, STEPS
from engine.planner.offline.conversation.change import Args, ArgumentChange, limited_change
from engine.planner.offline.conversation.direction import LEFT, RIGHT, way_of
from engine.planner.offline.reading.previous_call import numbers_of
from engine.planner.offline.text.quantity import Quantity
from engine.planner.offline.text.words import Token
from engine.planner.regex import regex
from engine.tasks.task import Task

UNITS: dict[str, tuple[tuple[str, float], ...]] = {
    "dB": tuple(
        (name, 1.0)
        for name in ("value_db", "set_db", "gain_db", "threshold_db", "drive_db", "ceiling_db", "from", "to")
    ),
    "LUFS": (("loudness_lufs", 1.0),),
    "Hz": (("cutoff_hz", 1.0), ("freq_hz", 1.0), ("rate_hz", 1.0), ("value", 1.0)),
    "ms": (("release_ms", 1.0), ("attack_ms", 1.0), ("delay_s", 0.001), ("duration", 0.001), ("offset", 0.001)),
    "s": (("duration", 1.0), ("delay_s", 1.0), ("at", 1.0), ("start", 1.0), ("end", 1.0), ("offset", 1.0)),
    "bpm": (("bpm", 1.0), ("to_bpm", 1.0)),
    "bars": (("bars", 1.0), ("bar", 1.0), ("end_bar", 1.0), ("offset_beats", 4.0), ("count", 1.0)),
    "bar": (("bar", 1.0), ("start_bar", 1.0), ("end_bar", 1.0)),
    "beats": (("offset_beats", 1.0), ("count", 1.0)),
    "%": tuple((name, 0.01) for name in ("wet", "feedback", "depth", "value", "amount", "size", "ratio")),
    "semitones": (("semitones", 1.0), ("pitch", 1.0)),
    "cents": (("cents", 1.0),),
    "deg": (("azimuth_deg", 1.0), ("elevation_deg", 1.0)),
    "m": (("distance_m", 1.0),),
    "bits": (("bits", 1.0),),
    "ratio": (("ratio", 1.0),),
    "x": (("ratio", 1.0), ("count", 1.0)),
}


_THAN = regex(r"\b(?:more|less|fewer) than (?:that|this|it)\b")


_LEVELS = ("value_db", "set_db", "gain_db")
_MOST_DB = 24


def number_changes(
    low: str, words: list[Token], found: list[Quantity], row: Task, old: Mapping[str, Any]
) -> Iterator[ArgumentChange]:
    """What the figures of a turn may do to the numbers of a call."""
    known = {arg.name: arg for arg in row.args}
    numbers = {name: value for name, value in numbers_of(old).items() if name in known}
    assigned: list[tuple[str, float, Quantity]] = []
    taken: set[str] = set()
    for one in found:
        name, scale = _meant(low, one, known, numbers, taken)
        if name:
            value = one.value * scale
            if scale == 1.0 and name in SHARES and not one.unit and abs(value) > 1 and (known[name].high or 1) <= 1:
                value /= 100
            if (
                name in ("cutoff_hz", "freq_hz")
                and not one.unit
                and 0 < abs(value) < 25
                and abs(numbers.get(name, 1000)) > 25
            ):
                value *= 1000
            if name in _LEVELS and not one.unit and abs(value) > _MOST_DB:
                continue  # a level so far off would have been said in decibels
            taken.add(name)
            assigned.append((name, value, one))
    if not assigned:
        return
    used = frozenset(i for i, word in enumerate(words) for _, _, one in assigned if one.start <= word.start < one.end)
    said: Args = {}
    for name, value, _ in assigned:
        if name in ("loudness_lufs", "ceiling_db", "threshold_db") and value > 0:
            value = -value
        said[name] = value
    than = next((name for name in said if name in STEPS and numbers.get(name)), "") if _THAN.search(low) else ""
    if than:  # "two more than that" is told by what was, and by nothing else
        way = math.copysign(1, numbers[than]) * (-1 if re.search(r"\b(?:less|fewer)\b", low) else 1)
        yield limited_change({than: numbers[than] + way * abs(said[than])}, "further", used, row)
        return
    yield limited_change(said, "said", used, row)
    signed = {
        name: -abs(value) if numbers[name] < 0 else value
        for name, value in said.items()
        if name in STEPS and numbers.get(name, 0) < 0
    }
    if signed:
        yield limited_change(said | signed, "signed", used, row)
    sign = way_of(low)
    if any(name in STEPS for name in said):
        turned = {name: sign * abs(value) for name, value in said.items() if name in STEPS and sign}
        if turned and turned != {name: said[name] for name in turned}:
            yield limited_change(said | turned, "turned", used, row)
    sides = -1 if LEFT.search(low) and not RIGHT.search(low) else 1 if RIGHT.search(low) and not LEFT.search(low) else 0
    if "value" in said and sides:
        yield limited_change({**said, "value": sides * abs(said["value"])}, "side", used, row)
    if found[0].unit in ("bars", "beats") and len(found) == 1:
        size = found[0].value * (0.25 if found[0].unit == "beats" else 1)
        names = ("bar",) if "bar" in numbers else ("start_bar", "end_bar")  # what was copied stays, where to is later
        places = {name: numbers[name] for name in names if name in numbers}
        for way, why in ((1, "later"), (-1, "earlier")):
            if places:
                yield limited_change({name: value + way * size for name, value in places.items()}, why, used, row)
        if "end_bar" in numbers and "start_bar" in numbers:
            yield limited_change({"end_bar": numbers["start_bar"] + size}, "so long", used, row)
            yield limited_change({"end_bar": numbers["end_bar"] + size}, "up", used, row)
    if len(assigned) == 1 and not assigned[0][2].unit:
        for name in list(numbers)[:5]:
            is_share = (known[name].high or 1) <= 1
            value = _scaled(name, assigned[0][2].value, numbers[name]) if is_share or name not in SHARES else 0.0
            if (
                name not in said
                and (name not in SHARES or value <= 1)
                and 0.1 < value / (abs(numbers[name]) + 1e-9) < 10
            ):
                yield limited_change({name: -value if numbers[name] < 0 else value}, "said other", used, row)
    if len(assigned) == 1:
        name, value, _ = assigned[0]
        if name in numbers:
            size, before = abs(value), numbers[name]
            yield limited_change({name: before + size}, "up", used, row)
            yield limited_change({name: before - size}, "down", used, row)
            if name in STEPS and before:
                way = 1 if before > 0 else -1
                yield limited_change({name: way * size}, "on", used, row)
                yield limited_change({name: -way * size}, "back", used, row)
                yield limited_change({name: way * (abs(before) + size)}, "further", used, row)
                yield limited_change({name: way * (abs(before) - size)}, "nearer", used, row)


def _meant(
    low: str, one: Quantity, known: Mapping[str, Any], numbers: Mapping[str, float], taken: set[str]
) -> tuple[str, float]:
    """The argument that a figure is for, and the factor to its unit."""
    fitting = [(name, scale) for name, scale in UNITS.get(one.unit, ()) if name in known and name not in taken]
    if not one.unit:
        fitting = [(name, 0.001 if _is_nudge(name, numbers, one.value) else 1.0)
                   for name in (numbers or MAIN) if name in known and name not in taken]  # fmt: skip
        fitting = list(dict.fromkeys(fitting))
    if not fitting:
        return "", 1.0
    if one.unit == "bar" and "bar" in numbers and "bar" not in taken:
        return "bar", 1.0
    before, after = low[max(0, one.start - 16) : one.start], low[one.end : one.end + 14]
    options = dict(fitting)
    near = [
        (min((len(before) - match.end() for match in pattern.finditer(before)), default=99), name)
        for name, pattern in NAMES
        if name in options
    ]
    near += [
        (match.start() + 1, name) for name, pattern in NAMES if name in options and (match := pattern.search(after))
    ]
    best = min(near, default=(99, ""))
    if best[0] < 14:
        return best[1], options[best[1]]
    present = [(name, scale) for name, scale in fitting if name in numbers]
    if not one.unit and len(present) > 1:
        alike = [
            (abs(_scaled(name, one.value, numbers[name]) - abs(numbers[name])) / (abs(numbers[name]) + 1e-6), name)
            for name, _ in present
        ]
        return min(alike)[1], 1.0
    return (present or fitting)[0]


def _scaled(name: str, value: float, old: float) -> float:
    """The size of a figure without a unit in the unit of a setting."""
    value = abs(value)
    if name in SHARES and value > 1:
        return value / 100
    if _is_nudge(name, {name: old}, value):
        return value / 1000
    if name in ("cutoff_hz", "freq_hz") and value < 25 < abs(old):
        return value * 1000
    return value


def _is_nudge(name: str, numbers: Mapping[str, float], figure: float) -> bool:
    """ "20 ms later", then "10": that many milliseconds."""
    return name == "offset" and abs(numbers.get(name, 1.0)) < 1.0 <= abs(figure)


def scale_of(name: str, value: float, figure: Quantity) -> float:
    """By what a figure is multiplied to take the place of a number of a call; 0.0 where it cannot."""
    if figure.unit:
        return dict(UNITS.get(figure.unit, ())).get(name, 0.0)
    if _is_nudge(name, {name: value}, figure.value):
        return 0.001
    is_share = (name in SHARES or name == "value") and abs(value) <= 1 < abs(figure.value)
    return 0.01 if is_share else 1.0


def is_value(value: float, name: str, figure: Quantity) -> bool:
    """Is a number of a call what a figure says, whichever way?"""
    return abs(abs(figure.value * scale_of(name, value, figure)) - abs(value)) < 1e-6

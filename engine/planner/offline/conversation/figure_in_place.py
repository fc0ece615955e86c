"""Figure in place: which number of an earlier act a figure takes the place of, and in what unit.

A figure without a unit has the unit that the request had, so "make it four" behind "over two bars" is four bars.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from engine.planner.offline.conversation.amount_of_it import Amount
from engine.planner.offline.conversation.argument_names import SHARES
from engine.planner.offline.conversation.dials import dials_of, has_setting
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.previous_call import numbers_of
from engine.planner.offline.text.quantity import Quantity, quantities

_UNIT_OF = {
    "bpm": "bpm", "to_bpm": "bpm", "semitones": "semitones", "cents": "cents", "loudness_lufs": "LUFS", "bits": "bits",
    "azimuth_deg": "deg", "elevation_deg": "deg", "distance_m": "m", "ratio": "ratio", "duration": "s", "delay_s": "s",
    "offset": "s", "attack_ms": "ms", "release_ms": "ms", "offset_beats": "beats", "bars": "bars", "bar": "bar",
    "count": "x", "from": "dB", "to": "dB",
}  # fmt: skip
_MOST = {
    "dB": 24.0, "semitones": 36.0, "cents": 1200.0, "bpm": 400.0, "Hz": 20000.0, "s": 600.0, "ms": 5000.0,
    "beats": 400.0, "bars": 200.0, "bar": 2000.0, "x": 200.0, "bits": 24.0, "ratio": 100.0, "deg": 360.0,
    "velocity": 127.0, "m": 1000.0, "LUFS": 60.0,
}  # fmt: skip
_LEAST = {"velocity": 1.0, "bpm": 30.0, "bits": 1.0, "x": 1.0, "LUFS": 5.0, "bar": 1.0, "ratio": 0.05}
_FAR = 12
"""A bare figure this many times as much or as little as the old one is another number."""
_SLIGHT = 0.1
"""A bare figure for less of a side than this would have been said otherwise."""
THRESHOLDS = ("threshold_db", "ceiling_db", "loudness_lufs")
"""Of these a share is nothing that can be heard."""
_PLACES = ("start_bar", "end_bar", "start", "end", "at")


def places_of(frame: Frame, amount: Amount) -> Iterator[str]:
    """The numbers of the call that a figure may take the place of, the likeliest first."""
    numbers = numbers_of(frame.args)
    if not dials_of(frame) and not amount.of and frame.tool not in ("arrange", "automate"):
        return
    if amount.of:
        yield from (name for name in amount.of if name in numbers or has_setting(frame, name))
        return
    main = ["to_bpm"] if "to_bpm" in numbers else []
    main += [one.name for one in dials_of(frame) if one.name in numbers]
    yield from main
    yield from (name for name in numbers if name not in main and name not in _PLACES)
    if amount.figure and amount.figure.unit == "%" and "wet" not in numbers and has_setting(frame, "wet"):
        yield "wet"


def in_place(name: str, one: Quantity, old: float | None, frame: Frame, state: State) -> float | None:
    """The figure as such a number; None where it cannot be one."""
    is_bare = not one.unit or one.unit == "x" and name == "count"
    value = as_argument(name, one, frame, state)
    if is_bare:
        value = as_argument(name, replace(one, unit=unit_said(frame, name, state)), frame, state)
    if value is None:
        return None
    if is_bare and name.endswith("_hz") and old and abs(old) >= 1000 and abs(value) < 25:
        value *= 1000
    if name in (*THRESHOLDS, "set_db") and not one.signed and (old is None or old < 0):
        value = -abs(value)
    if old and old < 0 and not one.signed and name not in THRESHOLDS:
        value = -abs(value)
    most, unit = _MOST.get(unit_of(name, frame), 1e9), unit_of(name, frame)
    if name == "value" and is_bare and abs(value) < _SLIGHT:
        return None
    if name in SHARES and unit == "%":
        return value if abs(value) <= 1 else None
    if name == "threshold_db" or name == "drive_db":
        most = 80.0
    if abs(value) > most or abs(value) < _LEAST.get(unit, 0.0):
        return None
    far = is_bare and old and unit in ("bpm", "Hz", "s", "ms", "velocity") and not 1 / _FAR <= abs(value / old) <= _FAR
    return None if far else value


def unit_of(name: str, frame: Frame) -> str:
    """The unit of an argument; "" where it has none."""
    if name == "value" and frame.tool == "edit_notes":
        return "velocity"
    if name in _UNIT_OF:
        return _UNIT_OF[name]
    return "dB" if name.endswith("_db") else "Hz" if name.endswith("_hz") else "%" if name in SHARES else ""


def as_argument(name: str, one: Quantity, frame: Frame, state: State) -> float | None:
    """A quantity in the unit of an argument; None where it has another one."""
    own = unit_of(name, frame)
    if own == "%":
        share = one.value / 100 if one.unit == "%" or not one.unit and abs(one.value) > 1 else one.value
        return share if one.unit in ("%", "") else None
    if one.unit in ("", own) or {one.unit, own} == {"x", "ratio"}:
        return one.value
    context = state.context
    count, _, part = context.time_signature.partition("/")
    beat_s = 60 / context.tempo
    beats_in_bar = int(count) * 4 / int(part or 4)
    seconds = {"s": 1.0, "ms": 0.001, "beats": beat_s, "bars": beats_in_bar * beat_s, "bar": beats_in_bar * beat_s}
    if one.unit not in seconds or own not in ("s", "ms", "beats", "bars"):
        return None
    return round(one.value * seconds[one.unit] / seconds[own], 4)


def unit_said(frame: Frame, name: str, state: State) -> str:
    """The unit in which the request told this number; "" where it told none."""
    value, told = numbers_of(frame.args).get(name), frame
    while value is not None and told is not None:
        for one in quantities(told.said):
            new = as_argument(name, one, frame, state)
            if one.unit and new is not None and math.isclose(abs(new), abs(value), abs_tol=0.002):
                return one.unit
        older = state.frame(told.corrects) if told.corrects else None
        told, value = older, numbers_of(older.args).get(name) if older else None  # type: ignore[assignment]
    return ""

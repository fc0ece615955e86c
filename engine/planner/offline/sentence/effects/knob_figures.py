"""Knob figures: which number of an effect a figure is, by its name, its unit or what was turned last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.text.knob_words import DEFAULTS, UNITS
from engine.planner.offline.text.quantity import Quantity
from engine.tasks.reverb_time import size_of

_DYNAMICS = ("compressor", "gate", "limiter", "deesser")
_MODULATED = ("chorus", "phaser", "flanger", "tremolo")
_BY_UNIT: Mapping[str, Mapping[str, str]] = {
    "Hz": {"highpass": "cutoff_hz", "lowpass": "cutoff_hz", "eq": "freq_hz", "deesser": "freq_hz"}
    | dict.fromkeys(_MODULATED, "rate_hz"),
    "dB": {"eq": "gain_db", "distortion": "drive_db"} | dict.fromkeys(_DYNAMICS, "threshold_db"),
    "ratio": {"compressor": "ratio", "gate": "ratio", "deesser": "ratio"},
    "%": {"reverb": "wet", "delay": "wet", "distortion": "wet", "tremolo": "depth"}
    | dict.fromkeys(_MODULATED[:3], "wet"),
    "s": {"reverb": "size", "delay": "delay_s"},
    "ms": {"delay": "delay_s", "reverb": "delay_s"},
    "": {
        "highpass": "cutoff_hz", "lowpass": "cutoff_hz", "distortion": "drive_db", "limiter": "threshold_db",
        "deesser": "threshold_db", "gate": "threshold_db", "reverb": "wet", "delay": "wet", "tremolo": "depth",
    } | dict.fromkeys(_MODULATED[:3], "wet"),
}  # fmt: skip
"""What a figure of a unit sets of an effect where no knob is named."""
_LEAST_HZ = 20.0
_LEAST_DB = 8.0
"""A bare figure that is smaller is a ratio, no threshold."""
_SIGNED = ("gain_db",)


@dataclass(frozen=True)
class Figure:
    """A knob and what it is set to."""

    knob: str
    value: float


def default_of(kind: str, knob: str) -> float:
    """What an effect of ours stands at where nothing was said."""
    return float(DEFAULTS.get(kind, {}).get(knob, 0.0))


def as_figure(act: Frame, name: str, one: Quantity, last: Sequence[str]) -> Figure | None:
    """The knob that a figure is for, and its value as an argument; None where that cannot be."""
    knob = name if name and not (name == "size" and one.unit == "Hz") else _knob(act.kind, act.args, one, last)
    value = _value(knob, one)
    if not knob or value is None:
        return None
    if knob in _SIGNED and not one.signed and float(act.args.get(knob) or 0.0) < 0:
        value = -value
    if knob == "threshold_db":
        value = -abs(value)
    return Figure(knob, value)


def _knob(kind: str, args: Mapping[str, Any], one: Quantity, last: Sequence[str]) -> str:
    if one.unit:
        return _BY_UNIT.get(one.unit, {}).get(kind, "")
    if kind == "eq":
        return "freq_hz" if abs(one.value) >= _LEAST_HZ else "gain_db"
    if kind == "compressor":
        if one.signed and one.value < 0:
            return "threshold_db"
        fits = [name for name in last if name in UNITS and not (name == "threshold_db" and one.value <= _LEAST_DB)]
        return fits[0] if len(fits) == 1 else "ratio" if "ratio" in args and not fits and one.value <= 30 else ""
    if kind in _DYNAMICS and one.signed and one.value < 0:
        return "threshold_db"
    fits = [name for name in last if name in UNITS]
    return fits[0] if len(fits) == 1 else _BY_UNIT[""].get(kind, "")


def _value(knob: str, one: Quantity) -> float | None:
    unit, value = UNITS.get(knob, ""), one.value
    if unit == "%":
        share = value / 100 if one.unit == "%" or abs(value) > 1 else value
        return share if one.unit in ("%", "") and 0 <= share <= 1 else None
    if knob == "size":
        if one.unit == "%" or not one.unit and value <= 1:
            share = value / 100 if one.unit == "%" else value
            return share if 0 <= share <= 1 else None
        return size_of(value if one.unit in ("s", "") else value / 1000) if one.unit in ("s", "ms", "") else None
    if unit == "s":
        if one.unit == "" and value >= 5:
            return value / 1000
        return {"s": value, "ms": value / 1000, "": value}.get(one.unit)
    if unit == "ms":
        return {"ms": value, "s": value * 1000, "": value}.get(one.unit)
    if unit == "Hz":
        return {"Hz": value, "": value * 1000 if knob != "rate_hz" and value < _LEAST_HZ else value}.get(one.unit)
    return value if one.unit in ("", unit) or unit == "ratio" and one.unit in ("x", "ratio") else None

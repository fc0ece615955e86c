"""The effects that this stand-in has, with what their knobs show at each point of their way."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class ReaperKnob:
    """One parameter."""

    name: str
    shows: Callable[[float], str]
    norm: float = 0.5


@dataclass(frozen=True)
class ReaperPlugin:
    """One effect or instrument."""

    title: str
    """As REAPER writes its name."""
    knobs: tuple[ReaperKnob, ...]
    is_instrument: bool = False


def _line(low: float, high: float, decimals: int) -> Callable[[float], str]:
    return lambda norm: f"{low + norm * (high - low):.{decimals}f}"


def _curve(low: float, high: float, decimals: int) -> Callable[[float], str]:
    return lambda norm: f"{low * (high / low) ** norm:.{decimals}f}"


def _level(norm: float) -> str:
    return "-inf" if norm <= 0 else f"{20 * math.log10(norm * 4):+.2f}"


def _switch(norm: float) -> str:
    return "On" if norm >= 0.5 else "Off"


CATALOGUE: dict[str, ReaperPlugin] = {
    "ReaComp": ReaperPlugin(
        "VST: ReaComp (Cockos)",
        (
            ReaperKnob("Thresh", _line(-60, 12, 1), 1.0),
            ReaperKnob("Ratio", _curve(1, 101, 2), 0.3),
            ReaperKnob("Attack", _line(0, 500, 1), 0.006),
            ReaperKnob("Release", _line(0, 5000, 0), 0.02),
            ReaperKnob("Wet", _level, 0.25),
            ReaperKnob("Dry", _level, 0.0),
            ReaperKnob("Auto release", _switch, 0.0),
            ReaperKnob("Bypass", _switch, 0.0),
        ),
    ),
    "ReaLimit": ReaperPlugin(
        "VST: ReaLimit (Cockos)",
        (
            ReaperKnob("Threshold", _line(-60, 12, 2), 0.83),
            ReaperKnob("Ceiling", _line(-24, 0, 2), 1.0),
            ReaperKnob("Release", _curve(0.1, 1000, 1)),
        ),
    ),
    "ReaGate": ReaperPlugin(
        "VST: ReaGate (Cockos)",
        (
            ReaperKnob("Thresh", _line(-80, 12, 1), 0.0),
            ReaperKnob("Attack", _line(0, 500, 1)),
            ReaperKnob("Release", _line(0, 1000, 0)),
        ),
    ),
    "ReaEQ": ReaperPlugin(
        "VST: ReaEQ (Cockos)", (ReaperKnob("Global Gain", _level, 0.25), ReaperKnob("Bypass", _switch, 0.0))
    ),
    "ReaVerbate": ReaperPlugin(
        "VST: ReaVerbate (Cockos)",
        (ReaperKnob("Wet", _level, 0.1), ReaperKnob("Dry", _level, 0.25), ReaperKnob("Room size", _line(0, 1, 2))),
    ),
    "ReaDelay": ReaperPlugin(
        "VST: ReaDelay (Cockos)",
        (
            ReaperKnob("Wet", _level, 0.25),
            ReaperKnob("Dry", _level, 0.25),
            ReaperKnob("1: Enabled", _switch, 1.0),
            ReaperKnob("1: Length (time)", _line(0, 10000, 1), 0.0),
            ReaperKnob("1: Feedback", _level, 0.0),
            ReaperKnob("1: Lowpass", _curve(20, 24000, 0), 1.0),
        ),
    ),
    "ReaSynth": ReaperPlugin(
        "VSTi: ReaSynth (Cockos)", (ReaperKnob("Attack", _line(0, 5000, 1), 0.001),), is_instrument=True
    ),
}


BANDS = {0: "High Pass", 1: "Low Shelf", 2: "Band", 3: "Notch", 4: "High Shelf", 5: "Low Pass"}
"""Kinds of bands of the equaliser."""
BAND_KNOBS = (("Freq", _curve(20, 24000, 1)), ("Gain", _level), ("BW", _line(0.01, 4, 2)))
"""What each band has."""


def found(name: str) -> str:
    """The name in the catalogue of what a script asks for; "" when it is not installed."""
    bare = name.removeprefix("VST: ").removeprefix("VSTi: ").removesuffix(" (Cockos)")
    return next((one for one in CATALOGUE if one.casefold() == bare.casefold()), "")

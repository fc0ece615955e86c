"""How Live shows the values of its knobs: what `str_for_value` says."""

from __future__ import annotations

import math
from collections.abc import Callable


def fader(value: float) -> str:
    """Track volumes and sends: 0.85 is 0 dB, 1 is +6 dB; a straight line above −18 dB."""
    if value <= 0:
        return "-inf dB"
    return f"{40 * (value - 0.85) if value >= 0.4 else -18 + 60 * math.log10(value / 0.4):.1f} dB"


def clip_gain_db(value: float) -> float:
    """Gain of a clip: 0.4 is 0 dB, 1 is +24 dB."""
    if value <= 0:
        return -math.inf
    return 40 * (value - 0.4) if value >= 0.4 else 46 * math.log10(value / 0.4)


def _hertz(value: float) -> str:
    hertz = 20.0 * 1000.0**value
    return f"{hertz:.0f} Hz" if hertz < 1000 else f"{hertz / 1000:.2f} kHz"


def _milliseconds(value: float) -> str:
    time_ms = 0.01 * 10.0 ** (5 * value)
    return f"{time_ms:.2f} ms" if time_ms < 1000 else f"{time_ms / 1000:.2f} s"


SHOWN: dict[str, Callable[[float], str]] = {
    "plain": lambda value: f"{value:.2f}",
    "fader": fader,
    "pan": lambda value: "C" if abs(value) < 0.005 else f"{abs(round(50 * value))}{'L' if value < 0 else 'R'}",
    "hertz": _hertz,
    "milliseconds": _milliseconds,
    "decibels": lambda value: f"{-70 + 76 * value:.1f} dB",
    "ratio": lambda value: "inf : 1" if value >= 1 else f"{1 / (1 - value):.2f} : 1",
    "percent": lambda value: f"{100 * value:.0f} %",
    "resonance": lambda value: f"{0.1 * 180**value:.2f}",
    "choice": lambda value: f"Type {value:.0f}",
    "switch": lambda value: "On" if value else "Off",
}

"""Which of Live's own devices stands for which of our effects, and which of its knobs for which of our arguments.

Values are as Live shows them: dB, Hz, ms, %. A knob that a version of Live calls otherwise is told as missing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from engine.errors import DawError

Convert = Callable[[float], float]


def _same(value: float) -> float:
    return value


def _percent(value: float) -> float:
    return 100 * value


def _milliseconds(value: float) -> float:
    return 1000 * value


@dataclass(frozen=True)
class LiveEffect:
    """One effect as a device of Live's."""

    device: str
    arguments: Mapping[str, tuple[str, Convert]] = field(default_factory=dict)
    """Our argument → its knob, and how to convert."""
    fixed: Mapping[str, float] = field(default_factory=dict)
    """Knobs that make it this effect."""


_DYNAMICS = {
    "threshold_db": ("Threshold", _same),
    "ratio": ("Ratio", _same),
    "attack_ms": ("Attack", _same),
    "release_ms": ("Release", _same),
    "gain_db": ("Output Gain", _same),
}
_LOW_CUT, _BELL, _HIGH_CUT = 1.0, 3.0, 6.0


def _band(kind: float, gain: bool) -> LiveEffect:
    knobs = {"cutoff_hz": ("1 Frequency A", _same), "freq_hz": ("1 Frequency A", _same), "q": ("1 Resonance A", _same)}
    if gain:
        knobs["gain_db"] = ("1 Gain A", _same)
    return LiveEffect("EQ Eight", knobs, {"1 Filter On A": 1.0, "1 Filter Type A": kind})


EFFECTS: Mapping[str, LiveEffect] = {
    "compressor": LiveEffect("Compressor", _DYNAMICS),
    "gate": LiveEffect("Gate", {name: _DYNAMICS[name] for name in ("threshold_db", "attack_ms", "release_ms")}),
    "limiter": LiveEffect("Limiter", {"threshold_db": ("Ceiling", _same), "gain_db": ("Gain", _same)}),
    "reverb": LiveEffect(
        "Reverb", {"wet": ("Dry/Wet", _percent), "size": ("Decay Time", lambda size: 500 + 5500 * size)}
    ),
    "delay": LiveEffect(
        "Delay",
        {"wet": ("Dry/Wet", _percent), "feedback": ("Feedback", _percent), "delay_s": ("L Time", _milliseconds)},
        {"L Sync": 0.0},
    ),
    "eq": _band(_BELL, True),
    "highpass": _band(_LOW_CUT, False),
    "lowpass": _band(_HIGH_CUT, False),
}


def effect_named(name: str) -> LiveEffect:
    """The device for an effect; DawError that names the nearest way when there is none."""
    effect = EFFECTS.get(name)
    if effect is None:
        known = ", ".join(EFFECTS)
        raise DawError(f"Of Live's devices none stands for {name} (there is: {known}); put the effect on the clip.")
    return effect


def knobs_of(effect: LiveEffect, parameters: tuple[tuple[str, float], ...]) -> tuple[dict[str, float], list[str]]:
    """Values for the device's knobs, and the names of our arguments that it has no knob for."""
    knobs, unknown = dict(effect.fixed), []
    for name, value in parameters:
        if name in effect.arguments:
            label, convert = effect.arguments[name]
            knobs[label] = float(convert(value))
        else:
            unknown.append(name)
    return knobs, unknown

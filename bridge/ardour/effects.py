"""Which plugin of Ardour stands for which of our effects, and which of its controls for which of our arguments."""

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


def _bandwidth(q: float) -> float:
    """Octaves of a filter of this Q, as far as the equaliser goes."""
    import math

    return 2 / math.log(2) * math.asinh(1 / (2 * q))


@dataclass(frozen=True)
class ArdourEffect:
    """One effect as a plugin that comes with Ardour."""

    uri: str
    """Its LV2 URI, or the name of a Lua plugin."""
    stereo_uri: str = ""
    """Its twin for two channels, when it has one."""
    format: str = "lv2"
    arguments: Mapping[str, tuple[str, Convert]] = field(default_factory=dict)
    """Our argument → its control, and how to convert."""
    fixed: Mapping[str, float] = field(default_factory=dict)
    """Controls that make it this effect."""


_DYNAMICS = {
    "threshold_db": ("Threshold", _same),
    "ratio": ("Ratio", _same),
    "attack_ms": ("Attack", _same),
    "release_ms": ("Release", _same),
    "gain_db": ("Makeup", _same),
}
_FILTER = "ACE High/Low Pass Filter"

EFFECTS: dict[str, ArdourEffect] = {
    "reverb": ArdourEffect(
        "urn:ardour:a-reverb", arguments={"wet": ("Blend", _same), "size": ("Room Size", lambda v: 0.5 + v / 2)}
    ),
    "delay": ArdourEffect(
        "urn:ardour:a-delay",
        arguments={
            "delay_s": ("Time", _milliseconds),
            "wet": ("Dry/Wet", _percent),
            "feedback": ("Feedback", _percent),
            "cutoff_hz": ("LPF", _same),
            "gain_db": ("Output Gain", _same),
        },
    ),
    "compressor": ArdourEffect(
        "urn:ardour:a-comp", "urn:ardour:a-comp#stereo", arguments=_DYNAMICS, fixed={"Threshold": -18.0}
    ),
    "limiter": ArdourEffect(
        "urn:ardour:a-comp",
        "urn:ardour:a-comp#stereo",
        arguments={name: _DYNAMICS[name] for name in ("threshold_db", "attack_ms", "release_ms", "gain_db")},
        fixed={"Ratio": 20.0, "Attack": 0.1, "Release": 50.0, "Threshold": -1.0},
    ),
    "gate": ArdourEffect("urn:ardour:a-exp", "urn:ardour:a-exp#stereo", arguments=_DYNAMICS, fixed={"Ratio": 20.0}),
    "eq": ArdourEffect(
        "urn:ardour:a-eq",
        arguments={"freq_hz": ("Frequency 2", _same), "gain_db": ("Gain 2", _same), "q": ("Bandwidth 2", _bandwidth)},
    ),
    "highpass": ArdourEffect(
        _FILTER,
        format="lua",
        arguments={"cutoff_hz": ("High Pass Cut off frequency", _same), "q": ("High Pass Resonance", _same)},
        fixed={"High Pass Steepness": 2.0, "Low Pass Steepness": 0.0},
    ),
    "lowpass": ArdourEffect(
        _FILTER,
        format="lua",
        arguments={"cutoff_hz": ("Low Pass Cut off frequency", _same), "q": ("Low Pass Resonance", _same)},
        fixed={"Low Pass Steepness": 2.0, "High Pass Steepness": 0.0},
    ),
}


def effect_named(name: str) -> ArdourEffect:
    """The plugin for an effect; DawError that names the nearest way when there is none."""
    effect = EFFECTS.get(name)
    if effect is None:
        known = ", ".join(EFFECTS)
        raise DawError(
            f"Ardour comes with no plugin for {name} (there is: {known}); put the effect on the clip instead."
        )
    return effect


def controls_of(effect: ArdourEffect, parameters: tuple[tuple[str, float], ...]) -> tuple[dict[str, float], list[str]]:
    """Values for the plugin's controls, and the names of our arguments that it has no control for."""
    controls, unknown = dict(effect.fixed), []
    for name, value in parameters:
        if name in effect.arguments:
            label, convert = effect.arguments[name]
            controls[label] = float(convert(value))
        else:
            unknown.append(name)
    return controls, unknown

"""Which plugin of REAPER stands for which of our effects, and which of its knobs for which of our arguments.

Knobs are found by how their labels begin, since they differ from version to version, and turned until they show the
value: what REAPER's plugins show is in the units of our arguments, but for sound levels of echoes and rooms.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.errors import DawError

Convert = Callable[[float], float]


def _same(value: float) -> float:
    return value


def _milliseconds(value: float) -> float:
    return 1000 * value


def _level(share: float) -> float:
    """A share from 0 to 1 in dB, as these plugins show how loud the effect is."""
    return -150.0 if share <= 0 else 20 * math.log10(share)


@dataclass(frozen=True)
class ReaperEffect:
    """One effect as a plugin that comes with REAPER."""

    name: str
    """What REAPER finds it by."""
    arguments: Mapping[str, tuple[tuple[str, ...], Convert]] = field(default_factory=dict)
    """Our argument → how the labels of its knob may begin, and how to convert."""
    fixed: Mapping[str, tuple[tuple[str, ...], float]] = field(default_factory=dict)
    """Knobs that make it this effect, by our name of them."""
    band: int | None = None
    """Of the equaliser: the kind of band (0 high pass, 2 bell, 5 low pass)."""


_THRESHOLD = ("Thresh",)
_DYNAMICS: Mapping[str, tuple[tuple[str, ...], Convert]] = {
    "threshold_db": (_THRESHOLD, _same),
    "ratio": (("Ratio",), _same),
    "attack_ms": (("Attack",), _same),
    "release_ms": (("Release",), _same),
}

EFFECTS: dict[str, ReaperEffect] = {
    "reverb": ReaperEffect("ReaVerbate", {"wet": (("Wet",), _level), "size": (("Room size", "Roomsize"), _same)}),
    "delay": ReaperEffect(
        "ReaDelay",
        {
            "delay_s": (("1: Length (time)", "Length (time)"), _milliseconds),
            "wet": (("Wet",), _level),
            "feedback": (("1: Feedback", "Feedback"), _level),
            "cutoff_hz": (("1: Lowpass", "Lowpass"), _same),
        },
    ),
    "compressor": ReaperEffect(
        "ReaComp", {**_DYNAMICS, "gain_db": (("Wet",), _same)}, {"threshold_db": (_THRESHOLD, -18.0)}
    ),
    "limiter": ReaperEffect(
        "ReaLimit",
        {"threshold_db": (_THRESHOLD, _same), "release_ms": (("Release",), _same)},
        {"ceiling_db": (("Ceiling", "Brickwall"), -1.0)},
    ),
    "gate": ReaperEffect("ReaGate", {name: _DYNAMICS[name] for name in ("threshold_db", "attack_ms", "release_ms")}),
    "eq": ReaperEffect("ReaEQ", band=2),
    "highpass": ReaperEffect("ReaEQ", band=0),
    "lowpass": ReaperEffect("ReaEQ", band=5),
}


def effect_named(name: str) -> ReaperEffect:
    """The plugin for an effect; DawError that names the nearest way when there is none."""
    effect = EFFECTS.get(name)
    if effect is None:
        known = ", ".join(EFFECTS)
        raise DawError(
            f"REAPER comes with no plugin for {name} (there is: {known}); put the effect on the clip instead."
        )
    return effect


def settings_of(effect: ReaperEffect, parameters: tuple[tuple[str, float], ...]) -> tuple[dict[str, Any], list[str]]:
    """What the script is told to turn, and the names of our arguments that this plugin has no knob for."""
    given = dict(parameters)
    if effect.band is not None:
        return _band(effect.band, given)
    meanings = {name: {"argument": name, "labels": list(labels), "value": value} for name, (labels, value) in
                effect.fixed.items()}  # fmt: skip
    unknown = []
    for name, value in given.items():
        if name in effect.arguments:
            labels, convert = effect.arguments[name]
            meanings[name] = {"argument": name, "labels": list(labels), "value": float(convert(value))}
        else:
            unknown.append(name)
    return {"meanings": list(meanings.values())}, unknown


def _band(kind: int, given: Mapping[str, float]) -> tuple[dict[str, Any], list[str]]:
    known = {"freq_hz", "gain_db", "q"} if kind == 2 else {"cutoff_hz", "q"}
    band: dict[str, float] = {"type": kind}
    if (freq := given.get("freq_hz" if kind == 2 else "cutoff_hz")) is not None:
        band["freq_hz"] = float(freq)
    if kind == 2 and "gain_db" in given:
        band["gain_db"] = float(given["gain_db"])
    if "q" in given:  # the equaliser's width is in octaves
        band["octaves"] = float(2 / math.log(2) * math.asinh(1 / (2 * max(0.05, given["q"]))))
    return {"bands": [band]}, [name for name in given if name not in known]

"""Knob words: what musicians call the knobs of an effect, and the words that turn one up or down."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

Way = Literal["times", "change"]

EFFECT_WORDS: Mapping[str, str] = {
    "reverb": r"re-?verbs?|verb|reverberation|plate|hall|chamber|spring",
    "delay": r"delays?|echo(?:es)?|slap(?:back)?",
    "compressor": r"comp(?:ressor|ression)?s?",
    "gate": r"(?:noise )?gates?",
    "limiter": r"limiters?",
    "deesser": r"de-?essers?",
    "chorus": r"chorus(?: effect)?",
    "phaser": r"phaser",
    "flanger": r"flanger",
    "tremolo": r"tremolo",
    "distortion": r"distortion|overdrive|saturat(?:ion|or)",
    "highpass": r"high-?pass(?: filter)?|low-?cut|hpf",
    "lowpass": r"low-?pass(?: filter)?|high-?cut|lpf",
    "eq": r"eq",
}
THRESHOLD = r"th?re?s+h*(?:old)?s?|threash(?:h?old)?|thr"
"""With the slips of fast fingers: "treshold", "threshhold"."""
_DYNAMICS = {
    "threshold_db": THRESHOLD,
    "ratio": r"ratio",
    "attack_ms": r"attack(?: time)?",
    "release_ms": r"release(?: time)?|hold(?: time)?",
}
_RATES = {"wet": r"wet|mix|amount|dry/wet|wet/dry|blend", "rate_hz": r"rate|speed", "depth": r"depth"}
KNOBS: Mapping[str, Mapping[str, str]] = {
    "reverb": {
        "delay_s": r"pre-? ?delay",
        "size": r"decay(?: time)?|tail|(?:reverb )?time|length|ring(?:s|ing)?(?: out)?|size|room(?: size)?",
        "wet": r"wet|mix|dry/wet|wet/dry|blend",
    },
    "delay": {
        "feedback": r"feedback|repeats|regen(?:eration)?",
        "delay_s": r"(?:delay )?time",
        "wet": r"wet|mix|amount|dry/wet|wet/dry|blend",
    },
    "compressor": {**_DYNAMICS, "gain_db": r"make[- ]?up(?: gain)?"},
    "gate": _DYNAMICS,
    "limiter": {name: _DYNAMICS[name] for name in ("threshold_db", "release_ms")},
    "deesser": _DYNAMICS,
    **{name: {**_RATES, "feedback": r"feedback"} for name in ("chorus", "phaser", "flanger", "tremolo")},
    "distortion": {"drive_db": r"drive|gain", "wet": _RATES["wet"]},
    "highpass": {"cutoff_hz": r"cut-?off|freq(?:uency)?"},
    "lowpass": {"cutoff_hz": r"cut-?off|freq(?:uency)?"},
    "eq": {"freq_hz": r"freq(?:uency)?", "gain_db": r"gain", "q": r"q|bandwidth|width"},
}
DEFAULTS: Mapping[str, Mapping[str, float]] = {
    "reverb": {"size": 0.5, "wet": 0.25},
    "delay": {"wet": 0.3, "feedback": 0.35, "delay_s": 0.4},
    "compressor": {"threshold_db": -18, "ratio": 4, "attack_ms": 10, "release_ms": 120, "gain_db": 0},
    "gate": {"threshold_db": -45, "ratio": 10, "attack_ms": 1, "release_ms": 120},
    "limiter": {"threshold_db": -1, "release_ms": 120},
    "deesser": {"threshold_db": -30, "ratio": 4, "attack_ms": 1, "release_ms": 60},
    "chorus": {"wet": 0.5, "rate_hz": 1, "depth": 0.25, "feedback": 0.1},
    "phaser": {"wet": 0.5, "rate_hz": 0.5, "depth": 0.6, "feedback": 0.3},
    "flanger": {"wet": 0.5, "rate_hz": 0.2, "depth": 0.3, "feedback": 0.6},
    "tremolo": {"rate_hz": 5, "depth": 0.6},
    "distortion": {"wet": 1, "drive_db": 20},
    "highpass": {"cutoff_hz": 80},
    "lowpass": {"cutoff_hz": 8000},
    "eq": {"freq_hz": 3000, "gain_db": 3, "q": 0.7},
}
"""What an effect of ours stands at where nothing was said."""
UNITS: Mapping[str, str] = {
    "threshold_db": "dB", "gain_db": "dB", "drive_db": "dB", "ratio": "ratio", "attack_ms": "ms", "release_ms": "ms",
    "delay_s": "s", "size": "s", "wet": "%", "feedback": "%", "depth": "%", "rate_hz": "Hz", "cutoff_hz": "Hz",
    "freq_hz": "Hz", "q": "",
}  # fmt: skip
"""Of a room its size is told by how long it rings."""

_TIMES = ("attack_ms", "release_ms", "delay_s", "size")
BY_WORD: Mapping[tuple[str, str], str] = {
    ("reverb", "length"): "size",
    ("delay", "length"): "delay_s",
    ("gate", "length"): "release_ms",
    ("compressor", "speed"): "attack_ms",
    **{(name, "speed"): "rate_hz" for name in ("chorus", "phaser", "flanger", "tremolo")},
}
"""The knob that a word turns which names none."""
NAMED_ALONE: Mapping[str, str] = {
    "bigger": "size", "larger": "size", "smaller": "size", "wetter": "wet", "drier": "wet", "dryer": "wet",
    "deeper": "depth", "shallower": "depth",
    **dict.fromkeys(("dirtier", "cleaner", "rougher", "grittier", "crunchier", "fuzzier"), "drive_db"),
}  # fmt: skip
"""What such a word turns, of an effect that has it."""


def turned(knob: str, axis: str, way: int) -> int:
    """Which way the number of a knob goes: a slower attack is a longer one."""
    if axis == "speed" and knob in _TIMES:
        return -way
    return way


def step_of(knob: str, degree: float) -> tuple[Way, float]:
    """How far one word turns a knob up: so many times as much, or so many dB more."""
    if knob.endswith("_db"):
        return "change", 4.0 * degree
    if knob == "cutoff_hz":
        return "times", {0.5: 1.25, 2.0: 2.5}.get(degree, 1.6)
    return "times", 1 + (1.0 if knob in ("attack_ms", "release_ms") else 0.5) * degree


def kind_said(said: str) -> str:
    """The kind of effect that words name first; "" where they name none."""
    simple = re.sub(r"\bpre-? ?delay\b|\bde-?lay time\b", " ", said.lower())
    found = [
        (match.start(), kind)
        for kind, words in EFFECT_WORDS.items()
        if (match := re.search(rf"(?<!\w)(?:{words})(?!\w)", simple))
    ]
    return min(found)[1] if found else ""

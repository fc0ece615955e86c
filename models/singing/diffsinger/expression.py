"""How a phrase is sung, as a bank understands it: curves, gender, speed of speech, speakers; and words for them."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from models.singing.diffsinger.speaker import Mix
from models.singing.style import SingingStyle

_WORDS: tuple[tuple[str, dict[str, float]], ...] = (
    (r"\b(soft|softly|softer|gentle|gently|quiet|quietly|tender|intimate)\b",
     {"energy": -30, "tension": -35, "breathiness": 15}),
    (r"\b(loud|louder|strong|powerful|belt\w*|shout\w*)\b", {"energy": 30, "tension": 40, "breathiness": -10}),
    (r"\b(breathy|airy|husky)\b", {"breathiness": 50, "tension": -20}),
    (r"\b(bright|brighter|brilliant)\b", {"tension": 25}),
    (r"\b(dark|darker|warm|mellow)\b", {"tension": -25}),
    (r"\b(relaxed|lazy)\b", {"tension": -40}),
    (r"\bwhisper\w*\b", {"voicing": 0, "breathiness": 70, "tension": -40}),
    (r"\b(older|deeper|bigger)\b", {"gender": 25}),
    (r"\b(younger|childlike|smaller)\b", {"gender": -25}),
)
_NEUTRAL = {"voicing": 100.0}


WORDS = tuple(pattern for pattern, _ in _WORDS)
"""Patterns of the words that mean something here."""


@dataclass(frozen=True)
class Expression:
    """Values in the units of OpenUtau; the defaults change nothing."""

    curves: Mapping[str, float] = field(default_factory=dict)
    """energy, breathiness, tension −100 … 100; voicing 0 … 100."""
    gender: float = 0.0
    """−100 … 100; 100 shifts the formants 12 semitones down."""
    velocity: float = 100.0
    """Speed of consonants: 200 is twice as fast."""
    expressiveness: float = 1.0
    """0–1: how freely the pitch model sings."""
    tone_shift_semitones: float = 0.0
    """The timbre of another pitch, with vocoders that are pitch-controllable."""
    keeps_contour: bool = False
    """True when the pitch is drawn by rule, not by the bank's pitch model."""
    mix: Mix = ()
    steps: int = 20
    pitch_steps: int = 10
    depth: float = 1.0


def expression_of(words: str, style: SingingStyle, mix: Mix = ()) -> Expression:
    """Read style words; what they mean for vibrato, glides and robots is taken from the style."""
    values: dict[str, float] = {}
    for pattern, changes in _WORDS:
        if re.search(pattern, words.lower()):
            values |= changes
    plain = SingingStyle()
    drawn = ("vibrato_hz", "vibrato_cents", "portamento_s", "scoop_cents", "jitter_cents")
    less = style.vibrato_cents < plain.vibrato_cents and style.jitter_cents == plain.jitter_cents
    is_drawn = any(getattr(style, name) != getattr(plain, name) for name in drawn) or any(
        name in drawn for name, _ in style.ending)
    return Expression(
        curves={name: value for name, value in values.items() if name != "gender"},
        gender=values.get("gender", 0.0) - 100 * math.log2(style.formant), velocity=100 - 5 * style.consonant_db,
        expressiveness=0.5 if less else 1.0, keeps_contour=is_drawn, mix=mix,
    )


def neutral(name: str) -> float:
    """The value of a curve that changes nothing."""
    return _NEUTRAL.get(name, 0.0)

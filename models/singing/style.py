"""How it is sung: numbers, and the words that change them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Style:
    """The parameters of a performance."""

    vibrato_hz: float = 5.6
    vibrato_cents: float = 35.0
    vibrato_delay_s: float = 0.28
    portamento_s: float = 0.09
    scoop_cents: float = 40.0
    """How far below the first note a phrase begins."""
    jitter_cents: float = 2.5
    """Slow, random wandering of the pitch."""
    breath: float = 0.04
    """0 = pure tone, 1 = only air."""
    tilt_db_per_octave: float = 0.0
    """Brighter above 0, darker below."""
    loudness_lufs: float = -18.0
    is_whispered: bool = False
    has_breaths: bool = False
    """True when breaths are heard before phrases."""


_SOFT = {"breath": 0.22, "tilt_db_per_octave": -2.0, "loudness_lufs": -24.0}
_LOUD = {"tilt_db_per_octave": 1.2, "loudness_lufs": -14.0, "breath": 0.0}
_ROBOT = {"vibrato_cents": 0.0, "jitter_cents": 0.0, "scoop_cents": 0.0, "portamento_s": 0.012, "breath": 0.0}

_WORDS: tuple[tuple[str, dict[str, Any]], ...] = (
    (r"\b(soft|softly|softer|gentle|gently|quiet|quietly|tender|intimate)\b", _SOFT),
    (r"\b(loud|louder|strong|powerful|belt\w*|shout\w*)\b", _LOUD),
    (r"\b(breathy|airy|husky)\b", {"breath": 0.35, "has_breaths": True}),
    (r"\b(with breaths?|breaths)\b", {"has_breaths": True}),
    (r"\b(bright|brighter|brilliant|clear)\b", {"tilt_db_per_octave": 1.5}),
    (r"\b(dark|darker|warm|mellow)\b", {"tilt_db_per_octave": -2.0}),
    (r"\b(more|strong|wide|heavy|lots? of|big|operatic)\b[\w ]{0,8}\bvibrato\b|\bopera\w*\b", {"vibrato_cents": 65.0}),
    (r"\b(less|little|slight|subtle|light)\b[\w ]{0,8}\bvibrato\b", {"vibrato_cents": 15.0}),
    (r"\b(fast)\b[\w ]{0,8}\bvibrato\b", {"vibrato_hz": 6.4}),
    (r"\b(slow)\b[\w ]{0,8}\bvibrato\b", {"vibrato_hz": 4.8}),
    (r"\b(no|without|zero)\b[\w ]{0,8}\bvibrato\b|\b(straight|flat|pure|choirboy)\b", {"vibrato_cents": 0.0}),
    (r"\b(glid\w+|slid\w+|portamento|scoop\w*)\b", {"portamento_s": 0.18, "scoop_cents": 90.0}),
    (r"\bwhisper\w*\b", {"is_whispered": True, "loudness_lufs": -24.0}),
    (r"\b(robot\w*|autotune\w*|vocoder|mechanical)\b", _ROBOT),
)


def style_of(words: str) -> Style:
    """Read style words; those that mean nothing here change nothing."""
    style = Style()
    for pattern, changes in _WORDS:
        if re.search(pattern, words.lower()):
            style = replace(style, **changes)
    return style


def unknown_style_words(words: str) -> str:
    """What is left of the words when all that is understood is taken away; "" when nothing is."""
    rest = words.lower()
    for pattern, _ in _WORDS:
        rest = re.sub(pattern, " ", rest)
    rest = re.sub(r"\b(a|an|the|with|and|very|voice|in|of|more|less|much|bit|sing|sung|it|style|vocals?)\b", " ", rest)
    return " ".join(re.findall(r"[\w'-]+", rest))

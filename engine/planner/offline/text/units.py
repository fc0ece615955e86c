"""Units of quantities as they are written and said."""

from __future__ import annotations

import re

from engine.planner.regex import regex

UNITS: tuple[tuple[str, str, float], ...] = (
    (r"d\s?bs?(?:fs)?\b|decibels?\b", "dB", 1),
    (r"l\s?u\s?f\s?s\b|luffs?\b|lkfs\b", "LUFS", 1),
    (r"khz\b|k\s?hertz\b|kilohertz\b|k(?![a-z])", "Hz", 1000),
    (r"hz\b|hertz\b|cycles\b", "Hz", 1),
    (r"ms\b|millis?\b|milliseconds?\b|msecs?\b", "ms", 1),
    (r"(?:bpm|b\s?p\s?m)\b|beats (?:per|a) minute\b", "bpm", 1),
    (r"bars?\b|measures?\b|brs\b", "bars", 1),
    (r"beats?\b|crotchets?\b|quarter[\s-]notes?\b", "beats", 1),
    (r"quavers?\b|eighth[\s-]notes?\b", "beats", 0.5),
    (r"semi-?quavers?\b|sixteenth[\s-]notes?\b", "beats", 0.25),
    (r"minims?\b|half[\s-]notes?\b", "beats", 2),
    (r"%|percent\b|per\s?cent\b|pct\b|procent\b", "%", 1),
    (r"semi[\s-]?tones?\b|semis?\b|half[\s-]?steps?\b|half[\s-]?tones?\b|st\b", "semitones", 1),
    (r"whole[\s-]?(?:tones?|steps?)\b|tones?\b|steps? (?=up|down)", "semitones", 2),
    (r"oct(?:ave)?s?\b", "semitones", 12),
    (r"cents?\b", "cents", 1),
    (r"min(?:ute)?s?\b|m(?=\s?\d+\s?s)", "s", 60),
    (r"s(?:ec(?:ond)?s?)?\b|\"", "s", 1),
    (r"h(?:ou)?rs?\b", "s", 3600),
    (r"deg(?:ree)?s?\b|°|grad\b", "deg", 1),
    (r"cm\b|centimet(?:re|er)s?\b", "m", 0.01),
    (r"k\s?m\b|kilomet(?:re|er)s?\b", "m", 1000),
    (r"m(?:et(?:re|er)s?)?\b", "m", 1),
    (r"f(?:ee|oo)t\b|ft\b", "m", 0.3048),
    (r"inch(?:es)?\b", "m", 0.0254),
    (r"bits?\b|b\b", "bits", 1),
    (r"(?:to|:)\s?(?:one|1)\b(?!\.\d| (?:\w+(?:ty|teen)|hundred|thousand|oh)\b)|:\s?1\b", "ratio", 1),
    (r"x\b|times\b|×|fold\b", "x", 1),
)
"""(pattern, unit, factor), the longer ones first."""
LARGEST = 1e9
"""No amount in music is larger."""
UNIT = regex("|".join(f"(?P<u{i}>{pattern})" for i, (pattern, _, _) in enumerate(UNITS)), re.IGNORECASE)

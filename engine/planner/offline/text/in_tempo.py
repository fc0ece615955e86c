"""In tempo: how fast something is made, which it is anyway; no part of what it sounds like, nor of its name."""

from __future__ import annotations

import re

from engine.planner.regex import regex

_IN_TEMPO = regex(
    r"(?<=\w)[\s,]+(?:in (?:tempo|time)"
    r"|(?:in|at|to) the (?:song'?s? )?tempo(?: of (?:the|this) (?:song|session|project|track))?)(?=\s*(?:,|$))",
    re.IGNORECASE,
)


def without_tempo(words: str) -> str:
    """ "drum loop, in tempo" is a drum loop."""
    return _IN_TEMPO.sub("", words)

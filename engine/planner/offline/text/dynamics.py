"""Dynamics: how hard notes are struck, by the Italian words of a score."""

from __future__ import annotations

import re

_MARKS = (
    (r"fortissimo|ff", 112),
    (r"mezzo[- ]?forte|mf", 80),
    (r"forte", 96),
    (r"pianissimo|pp", 33),
    (r"mezzo[- ]?piano|mp", 64),
    (r"(?<=\bsing )piano|(?<=\benter )piano|(?<=\bplay )piano(?! part)|piano (?=dynamic)", 49),
)
"""Velocities as notation programs play them (MuseScore's table: pp 33, p 49, mp 64, mf 80, f 96, ff 112)."""


def velocity_of(words: str) -> tuple[int, re.Match[str]] | None:
    """The MIDI velocity that a dynamic mark stands for, and where it stands; None without one."""
    found = ((value, re.search(rf"(?<![\w-])(?:{mark})(?![\w-])", words, re.IGNORECASE)) for mark, value in _MARKS)
    return next(((value, match) for value, match in found if match), None)

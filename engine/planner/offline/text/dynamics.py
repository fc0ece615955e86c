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


def velocity_of(words: str) -> int | None:
    """The MIDI velocity that a dynamic mark in lower-case words stands for; None without one."""
    return next((value for mark, value in _MARKS if re.search(rf"(?<![\w-])(?:{mark})(?![\w-])", words)), None)

"""Sections without a preposition: "drums verse 3 dB down, chorus 1 up" is the drums in the verse, and in the chorus."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from engine.planner.offline.text.words import plain

_LEVEL = (
    r"(?:[-+−]?\d+(?:[.,]\d+)?(?!\s*(?:bars|beats|bpm))|up\b|down\b|louder\b|quieter\b|softer\b|lower\b"
    r"|a (?:bit|little|touch|tad)\b|slightly\b|much\b|muted?\b|out\b|off\b)"
)
_JOINT = r"(?:\s*[,;]\s*(?:and\s+)?|\s+and\s+)"


def with_section_said(text: str, names: Sequence[str], ends_with_a_thing: Callable[[str], str]) -> str:
    """The text; `ends_with_a_thing` gives the words of a track with which some words end, else ""."""
    said = plain(text)
    if '"' in said or not names or len(said) != len(text):
        return text
    sections = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    first = next(
        (
            (match, thing)
            for match in re.finditer(rf"\s+(?P<name>{sections})(?=\s+{_LEVEL})", said, re.IGNORECASE)
            if (thing := ends_with_a_thing(said[: match.start()]))
        ),
        None,
    )
    if first is None:
        return text
    match, thing = first
    rest = re.sub(
        rf"(?P<joint>{_JOINT})(?P<name>{sections})(?=\s+{_LEVEL})",
        lambda more: f"{more['joint']}{thing} in the {more['name']}",
        said[match.end() :],
        flags=re.IGNORECASE,
    )
    return f"{said[: match.start()]} in the {match['name']}{rest}"

"""Sounds: what is sung without words: "oohs", "la la la", "some aahs"."""

from __future__ import annotations

import re

from engine.planner.regex import regex

SYLLABLE = r"(?:o+h+|a+h+|o{2,}|la+|na+|da+|doo+|mm+|hm{2,})"
SOUNDS = rf"{SYLLABLE}s?(?:[ ,-]+(?:and )?{SYLLABLE}s?)*"
_ONLY = regex(rf"(?:(?:just|some|with|on|make (?:it|them)|sing|do|try) )*(?P<sounds>{SOUNDS})")


def sounds_in(words: str) -> str:
    """ "ooh" of "just oohs"; "" where words hold anything else."""
    match = _ONLY.fullmatch(words.strip().lower())
    return as_sung(match["sounds"]) if match else ""


def as_sung(sounds: str) -> str:
    """The syllables, one each."""
    return " ".join(re.sub(r"s$", "", one) for one in re.findall(r"\w+", sounds) if one != "and")

"""Pairs: two that are called alike but for their side: "OH L" and "OH R"."""

from __future__ import annotations

import re

from engine.planner.regex import regex

_SIDED = regex(r"[\s_-]*\(?(?:l|r|left|right)\)?$", re.IGNORECASE)


def stem_of(name: str) -> str:
    """What both are called; "" for a name without a side."""
    stem = _SIDED.sub("", name).lower()
    return stem if stem != name.lower() else ""


def are_pair(one: str, other: str) -> bool:
    """Are they the two sides of one thing?"""
    return one != other and stem_of(one) == stem_of(other) != ""

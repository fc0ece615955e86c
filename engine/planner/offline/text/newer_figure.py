"""The newer of two figures: "let it rest at 84 rather than 72", "80 is too low. 86"."""

from __future__ import annotations

import re

from engine.planner.regex import regex

_UNIT = r"(?: ?(?:d ?b|%|percent|hz|k|khz|ms|beats?|s|sec|seconds?|bpm|semitones?))?"
_RATHER_THAN = regex(
    rf"(?<![\d.:/])(?P<rather>\b(?:rather|better) )?(?P<new>[-+]?\d+(?:\.\d+)?{_UNIT})(?<!\d bars)"
    rf",? (?:(?:rather|instead|better) (?:than|of)|(?P<than>than)) (?:at |to |on )?[-+]?\d+(?:\.\d+)?{_UNIT}"
    r"(?![\w:/]|\.\d| ?(?:to|-|–|and|&|bars?|d ?b|%) ?\d| ?(?:bars?|th|st|nd|rd)\b)",
    re.I,
)
""" "Let it rest at 84 rather than 72", "rather 84 than 72": the new figure."""
_RANGE_BEFORE = regex(r"(?:\b(?:to|and|bars?)|[-–]) $", re.I)


def _newer_figure(match: re.Match[str]) -> str:
    """The figure that is wanted; all of it where it may be the end of a stretch of bars, or only compares."""
    is_range = _RANGE_BEFORE.search(match.string[: match.start()]) and re.search(r"\bbars?\b", match.string, re.I)
    return match[0] if is_range or match["than"] and not match["rather"] else match["new"]


_FIGURE_TOO_SUCH = regex(
    r"^(?:\W*(?:no|nah|hm+|oh)\b)?\W*\d+(?:\.\d+)?(?: ?(?:d ?b|%|hz|k|ms|bpm))? ?(?:is|was|'s|feels|sounds) (?:still "
    r"|a bit |way |much |far )*"
    r"too \w+[.,;:]+\s*(?:(?:so|make it|try|rather|better|go for|let's say|say|do)\s+)*(?=[-+]?\d[\d.]*(?: ?(?:d ?b|%"
    r"|hz|k|ms|bpm))?[\s.!]*$)",
    re.I,
)
""" "80 is too low. 86": the figure that is wanted."""


def newer_figure(text: str) -> str:
    """The text with the figure that is wanted alone, where it stands beside the one that is not."""
    return _RATHER_THAN.sub(_newer_figure, text)


def without_old_figure(text: str) -> str:
    """ "86" of "80 is too low. 86"."""
    return _FIGURE_TOO_SUCH.sub("", text)

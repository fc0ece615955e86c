"""The newer of two figures: "let it rest at 84 rather than 72", "80 is too low. 86", "from -2 to -5 dB"."""

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


_N = (
    r"(?:(?:minus|plus) |[-−+])?(?:\d+(?:[./]\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|sixteen"
    r"|twenty|thirty)"
)
_OF = (
    r"d ?bs?|decibels?|bars?|beats?|seconds?|secs?|s|ms|percent|%|k?hz|bpm|lufs|semitones?|cents?"
    r"|(?:percent |% ?)?(?:left|right)"
)
_FROM_TO = regex(
    rf"\bfrom (?P<a>{_N})(?: ?(?P<of_a>{_OF}))?(?: long)? (?P<to>(?:down |up )?(?:in)?to) (?P<b>{_N})"
    rf"(?: ?(?P<of_b>{_OF}))?(?![\w:/%]|\.\d)",
    re.I,
)
_SETS = regex(
    r"^\W*(?:(?:and|now|then|please|can you|could you)\W+)*(?:change|set|lower|raise|reduce|increase|turn|bring"
    r"|drop|cut"
    r"|push|put|take|get|stretch|squeeze|squash|shorten|lengthen|extend|compress|slow|speed|pan|move)\b",
    re.I,
)
_IS_A_WAY = regex(
    r"\b(?:over|across|during|through(?:out)?|between|gradual\w*|slowly|smoothly|fad\w+|rid(?:e|es|ing)|automat\w+"
    r"|sweep\w*|ramp\w*|swell\w*|accel\w*|rit\w*|in (?:the|bars?)|(?:at|by|from|until|till|to) (?:the|bar)|while"
    r"|every|each)\b",
    re.I,
)
_KNOBS = regex(r"\b(?:tempo|meter|metre|time signature|ratio|threshold|attack|release|feedback|mix|wet\w*|q"
    r"|bits?)\b", re.I)


def without_old_value(text: str) -> str:
    """ "Lower the room from -26 to -30 dB": to -30 dB; as it stands where it may tell a way, or bars."""
    match = _FROM_TO.search(text)
    if match is None or not _SETS.match(text) or _IS_A_WAY.search(f"{text[: match.start()]}{text[match.end() :]}"):
        return text
    unit = match["of_b"] or match["of_a"]
    if not unit and not _KNOBS.search(text):
        return text
    verb = _COMPRESSES.sub(r"\g<lead>stretch", text[: match.start()]) if unit and unit[0] in "bs" else None
    told = f"to {match['b']}{' ' if unit and unit[0].isalpha() else ''}{unit or ''}"
    return f"{verb or text[: match.start()]}{told}{text[match.end() :]}"


_COMPRESSES = regex(r"^(?P<lead>\W*(?:(?:and|now|then|please)\W+)*)(?:compress|slow|speed)\b", re.I)
""" "Compress it from four bars to two" is its length."""

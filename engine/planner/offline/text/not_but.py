"""Not this but that: "pan it not left but right", "instead of the cello mute the drums" name what is not meant."""

from __future__ import annotations

import re

from engine.planner.offline.text.words import COMMANDS, plain, tokens
from engine.planner.regex import regex

_NOT_BUT = regex(
    r"(?P<verb>\b(?:do|does|did)\s+)?\bnot (?!only\b|just\b|that\b|so\b|too\b|any\b|bad\b|sure\b|yet\b|merely\b"
    r"|enough\b)"
    r"(?:by |at |to |in |on )?(?:the |a |my )?[\w'.%-]+(?: [\w'.%-]+){0,4}?,? but (?:rather |only )?"
    r"(?=(?:the |a |my |our |by |at |to |in |on |up|down|left|right|over |from |into |around |\d|an? )\b|\d)",
    re.IGNORECASE,
)
_INSTEAD = regex(
    r"^(?P<lead>\W*(?:(?:please|now|ok(?:ay)?|and|so|no)\W+)*)(?P<old>(?:instead of|rather than) (?:the |my |our )?)",
    re.IGNORECASE,
)


def without_what_is_not(text: str) -> str:
    """The request without what it says is not meant."""
    simple = plain(text)
    if '"' in simple or len(simple) != len(text):
        return text
    match = _NOT_BUT.search(simple)
    if match and not match["verb"]:
        return f"{text[: match.start()]}{text[match.end() :]}"
    first = _INSTEAD.match(simple)
    verb = (
        next((one.start for one in tokens(simple) if one.low in COMMANDS and one.start > first.end()), 0)
        if first
        else 0
    )
    if first and verb and not re.search(r"[,;.] ?\w", simple[verb:]):
        old, said = simple[first.start("old") : verb].strip(" ,"), text[verb:].rstrip(" .!?")
        return f"{first['lead']}{said} {old}{text[verb + len(said) :]}"
    return text

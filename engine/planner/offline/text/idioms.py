"""Idioms: "tone it down", "rein the delay in" is less of it and no tone lower, "back to back" is nothing taken back."""

from __future__ import annotations

import re

from engine.planner.regex import regex

_NO_PITCH = r"(?!\s*\d)(?! (?:a |an |one |two |half )*(?:semi)?tones?\b)"
_TONED = regex(
    r"(?<!\ba )(?<!\bone )(?<!\bhalf )(?<!\bwhole )(?<!\d )\b(?:tone|rein|reel)"
    r" (?:(?P<what>(?:the |my |that |this |those )?[\w' ]+?) )?"
    rf"(?P<way>down|in|back)\b{_NO_PITCH}(?P<size> a (?:bit|little|touch|tad|lot))?",
    re.IGNORECASE,
)
_BEGINS = regex(
    r"(?:^|[^\w\s'’]\s*|\b(?:and|then|but|or|so|ok|okay|please|to|you|we|i|just|let'?s|can|could|would|should|must|maybe"
    r"|now|gotta|better|also|really)\s+)$",
    re.IGNORECASE,
)
"""Where a verb may stand."""
_IT = frozenset("it that this them things those these everything".split())
_VERBS = {"tone": "down", "rein": "in", "reel": "in"}


_IN_A_ROW = regex(r"\bback[ -]to[ -]back\b", re.IGNORECASE)


def said_straight(text: str) -> str:
    """The text with what such words mean in their place."""
    return _IN_A_ROW.sub("in a row", _TONED.sub(_less, text))


def _less(match: re.Match[str]) -> str:
    verb, what = match[0].split()[0].lower(), (match["what"] or "it").strip()
    if not _BEGINS.search(match.string[: match.start()]):
        return match[0]  # "the room tone back" is a thing that comes back
    if match["way"].lower() not in (_VERBS[verb], "back") or len(what.split()) > 4:
        return match[0]
    size = (match["size"] or "").strip()
    return f"{size} less".strip() if what.lower() in _IT else f"{size} less {what}".strip()

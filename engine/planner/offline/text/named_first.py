"""Named first: "Tash! Kev's loud enough" answers which one; "where am I sitting? The lead, I mean" asks of the lead."""

from __future__ import annotations

import re

from engine.planner.context import Context
from engine.planner.offline.text.words import COMMANDS
from engine.planner.regex import regex

_FIRST = regex(r"^\W*(?:the |my )?(?P<who>[\w']+(?: [\w']+)?)\s*[!.,;]\s+(?P<why>[^\d]+)$")
_SAYS_MORE = regex(
    r"\b(?:up|down|louder|quieter|softer|left|right|more|less|too|by|also|and|then|instead|both|other|half|again|out|in|off|on)\b",
    re.IGNORECASE,
)
_I_MEAN = regex(
    r"^(?P<question>\W*(?:where|what|how|which|is|are|does|do)\b[^?]*)\?\s*"
    r"(?P<who>(?:the |my )?[\w' ]{2,30}?),? i mean\W*$",
    re.IGNORECASE,
)
_POINTS = regex(r"\b(?:(?P<is>am|are|is|do|does) )?(?:i|we|it|he|she|that|this|they)\b", re.IGNORECASE)


def named_first(text: str, context: Context) -> str:
    """The request with what it names in its place; as it was for any other."""
    if asked := _I_MEAN.match(text):
        return _POINTS.sub(lambda one: _is(one["is"]) + asked["who"].strip(), asked["question"], count=1) + "?"
    calls = context.dialogue[-1].calls if context.dialogue else ()
    question = str((calls[0].get("args") or {}).get("text", "")) if calls and calls[0].get("tool") == "ask" else ""
    match = _FIRST.match(text) if question.startswith("Which") else None
    if match is None or match["who"].lower() not in question.lower() or match["why"].split()[0].lower() in COMMANDS:
        return text
    return text if _SAYS_MORE.search(match["why"]) else match["who"]


def _is(verb: str | None) -> str:
    if not verb:
        return ""
    return "does " if verb.lower() in ("do", "does") else "is "

"""Spared bars: "slap down a tone, but hands off the fill in bar 4" is "slap down a tone except in bar 4"."""

from __future__ import annotations

import re

from engine.planner.offline.text.counts import COUNT
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_BARS = (
    r"(?P<bars>(?:the )?bars? \d+(?: ?(?:-|–|to|and|through|thru) ?(?:bar )?\d+)?"
    rf"|(?:the |its )?(?:very )?(?:first|last|final|opening|closing) (?:{COUNT} )?bars?(?! of (?:it|that)\b))"
)
_WHAT = (
    r"(?:(?:the |that |my |its |any of the |all of )?(?:\w+ )?(?:fills?|licks?|runs?|bits?|parts?|notes?|stuff|ending"
    r"|turnaround|break|what(?:'s| is)?|anything|everything|it|them) )?(?:(?:in|at|of|over|during|on) )?"
)
_STILL = (
    r"(?:[ ,]*(?:alone|untouched|unchanged|as (?:it|they)(?:'s| is| are| was| were)|as is|in place"
    r"|out(?: of (?:it|this))?"
    r"|there|(?:like|how|where|the way) (?:it|they|that)(?:'s| is| are| was| were)|the same|in peace|please|pls|though"
    r"|tho))*"
)
_LEAD = r"(?:[,;.]|(?<=\w)(?= (?:but|except|apart|only|and (?:leave|keep|don'?t|hands|not)|leave|without)\b))\s*"
_FORM = regex(
    rf"{_LEAD}(?:(?:but|and|just|only|please|though)\s+)*"
    rf"(?:(?:leave|keep|spare|skip|don'?t (?:touch|change)|do not (?:touch|change)|hands off|not|no|except(?: for)?"
    rf"|apart from|other than|without)(?: touching| changing)? {_WHAT}{_BARS}{_STILL}"
    rf"|{_WHAT}(?P<those>{_BARS.replace('?P<bars>', '?:')}) (?:(?:can|should|must|may|has to|have to)\s+)*"
    rf"(?:(?:stays?|remains?|be left){_STILL}|untouched|unchanged|as (?:it is|they are)|as is))\s*[.!]*\s*$",
    re.IGNORECASE,
)
_OTHERWISE = regex(
    r"\b(?:trim|crop|cut|split|delete|remove|undo|take (?:it|that|this) back|revert|redo|export|bounce|marker|loop"
    r"|bars? \d|copy|duplicate|paste|solo|tempo|bpm)\b",
    re.IGNORECASE,
)
""" "Trim it, keep bars 5 to 8"."""


def with_bars_spared(text: str) -> str:
    """The request with "except in …" at its end where a clause spares bars of what it is done to."""
    simple = plain(text)
    match = _FORM.search(simple)
    if match is None or '"' in simple or len(simple) != len(text):
        return text
    head = text[: match.start()].rstrip(" ,;.")
    if len(head.split()) < 2 or _OTHERWISE.search(head) or re.search(r"[.!?;]\s", head):
        return text
    bars = match["bars"] or match["those"]
    return f"{head} except in {bars}"

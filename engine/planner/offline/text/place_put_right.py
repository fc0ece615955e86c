"""A place or a name put right in the same breath: "in bars 3 and 4... no, wait, in bar 4 only" is "in bar 4"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.text.self_correction import TAKEN_BACK
from engine.planner.offline.text.words import compiled, plain
from engine.planner.regex import regex

_NUMBERS = r"\d+(?:\s*(?:,|-|–|to|and|through|until|till|&)\s*(?:bars? )?\d+)*"
_BARS = rf"(?:bars? {_NUMBERS}|(?:the )?(?:first|last|second|third|fourth) (?:(?:two|three|four|six|eight|\d+) )?bars?)"
_PREPOSITION = r"(?:in|at|on|from|over|to|until|till|for|through|during|across|into|before|after)"
_TURN = rf"[\s,;:.!?…-]+(?:or )?{TAKEN_BACK}"
_BEHIND = (
    r"(?=\W*$|\s*[,.;!?…](?!\d)|\s+(?:and|but|then|please|instead|rather|though|by|with|up|down|louder|quieter"
    r"|softer|higher|lower|an? octave)\b)"
)


_MORE_BEHIND = (
    rf"(?:{_BEHIND}|(?=\s+(?:to|at|in|on|over|from|for|a|an|hard|left|right|halfway|under|like|track|clip|[-+]?\d+)"
    r"(?!\w)))"
)


def with_last_name(text: str, names: Sequence[str]) -> str:
    """The text with the track or clip that was meant: "mute the bass, sorry, the kick" is "mute the kick"."""
    simple = plain(text)
    if '"' in simple or not names or not _TAKEN.search(simple):
        return text
    name = rf"(?:(?:the|my|our) )?(?:{'|'.join(re.escape(plain(one)) for one in sorted(names, key=len, reverse=True))})"
    form = compiled(
        rf"(?<!\w){name}{_TURN}(?:(?:just|only|it'?s|that'?s) )*(?P<new>{name})(?: (?:i mean|i meant))*{_MORE_BEHIND}",
        re.IGNORECASE,
    )
    match = form.search(simple)
    return f"{text[: match.start()]}{text[slice(*match.span('new'))]}{text[match.end() :]}" if match else text


_TAKEN = regex(_TURN, re.IGNORECASE)


def with_last_place(text: str, sections: Sequence[str]) -> str:
    """The text with the place that was meant, where another one stands right before it and is taken back."""
    simple = plain(text)
    if '"' in simple:
        return text
    names = "|".join(re.escape(plain(one)) for one in sorted(sections, key=len, reverse=True)) or r"(?!)"
    place = rf"(?:{_BARS}|(?:the )?(?:{names})(?! \d))"
    form = compiled(
        rf"\b(?:(?P<how>{_PREPOSITION}) )?(?P<old>{place})(?: (?:only|alone))?{_TURN}"
        rf"(?:(?:just|only|it'?s|it should be|that'?s) )*(?:(?P<new_how>{_PREPOSITION}) )?(?P<new>{place})"
        rf"(?: (?:only|alone|i mean|i meant))*{_BEHIND}",
        re.IGNORECASE,
    )
    match = form.search(simple)
    if match is None:
        return text
    how = match["new_how"] or match["how"]
    place_said = " ".join(filter(None, (how, text[slice(*match.span("new"))])))
    return f"{text[: match.start()]}{place_said}{text[match.end() :]}"

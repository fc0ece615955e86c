"""Name is: "beats drowning the voice" is "beat's drowning the voice", where a track is called Beat and none Beats."""

from __future__ import annotations

import re
from collections.abc import Iterable

from engine.planner.offline.text.words import plain
from engine.planner.regex import regex_of

_LEADS_UP = r"(?:^|[,.;!?:]\s*|\b(?:the|my|our|that|and|but|so|cos|cause|because|since|ok|now|ugh|man|still|again) )"
_SOMEHOW = r"(?:(?:just|still|really|way|so|all|kinda|proper|super|far|much|only|a bit|a little|bit|not|now|always) )*"
_STATES = (
    rf" {_SOMEHOW}(?:(?:behind|ahead of|in front of|on top of|under|over|off|against) (?:the|my|our|everything)\b"
    rf"|too (?!\W*$)\w+|gone\b|lost\b|buried\b|missing\b|late\b|early\b|off(?! by\b)\b|dry\b|muddy\b"
    r"|boomy\b|harsh\b|boring\b|everywhere\b|nowhere\b|all over\b|in the way\b|out of (?:time|tune|key)\b"
    r"|(?!swing|ring|thing|morning|evening|string|reading|recording)[a-z]{3,}ing (?:me|us|it|him|her|them|the|my"
    r"|our|all|out|over|up|everything"
    r"|everyone|on|in|with|against|too|way)\b)"
)
""" "Kicks too loud", "pads swallowing the vox"; "drums ducking" may be a thing."""


_SHORTEST = 3


def with_name_is(text: str, names: Iterable[str]) -> str:
    """The request with the apostrophe that its writer left out; nothing in quotes."""
    simple = plain(text)
    if '"' in simple or len(simple) != len(text):
        return text
    known = {name.lower() for name in names}
    words = {word for name in known for word in name.split()}
    for name in known:
        if not name.isalnum() or len(name) < _SHORTEST or name.endswith("s") or f"{name}s" in words:
            continue
        form = regex_of(rf"(?i:(?P<lead>{_LEADS_UP})(?P<name>{re.escape(name)})s(?={_STATES}))")
        text = form.sub(r"\g<lead>\g<name>'s", text)
    return text

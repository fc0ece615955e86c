"""Given names: what follows "called", "rename … to" is a name whatever its words mean elsewhere: "Wall of Sound"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from engine.planner.offline.text.words import COMMANDS, plain, tokens
from engine.planner.regex import regex

_NAME = r"(?P<name>(?!it\b|them\b|that\b|this\b|something\b|after\b)[^,;:.!?\"]+?)"
_END = (
    r"(?=\s+(?:at|from|and|then|on|in|please|with|for|over|under|between|starting|containing|to|holding|where|when"
    r"|until|till|after|before|by|so)\b"
    r"|\s*[,;:.!?]|\s*$)"
)
_GIVEN = (
    regex(rf"\b(?:called|named|titled|labell?ed|entitled)\s+{_NAME}{_END}", re.IGNORECASE),
    regex(rf"\b(?:mark|label|tag)\b[^,;:.!?\"]{{2,60}}?\s+as\s+{_NAME}{_END}", re.IGNORECASE),
    regex(
        rf"\b(?:rename|relabel|retitle)\b[^,;:.!?\"]{{2,60}}?\s+(?:to|as|into)\s+{_NAME}\s*[.!]*$", re.IGNORECASE
    ),
)
_THING_NAMED = regex(
    r"^(?P<lead>\W*(?:(?:please|now|ok(?:ay)?|and|then|can you|could you|let'?s)\W+)*)(?:call"
    r"|name)\s+(?P<what>(?:the|my|our)\s+"
    r"[\w' -]+?)\s+(?P<name>[A-Z][\w'-]*(?:\s+[A-Z0-9][\w'-]*)*)\s*[.!]*$"
)
_MARKER_AT = regex(
    r"^(?P<lead>\W*(?:(?:please|now|ok(?:ay)?|and|then|can you|could you|let'?s)\W+)*)(?:call|name"
    r"|label)\s+the\s+marker\s+"
    r"(?:at|in|on)\s+(?:bar\s+)?(?P<bar>\d+)\s+(?P<name>[^,;:.!?\"]+?)\s*[.!]*$",
    re.IGNORECASE,
)
_EFFECTS = frozenset(
    "reverb verb hall room plate spring delay echo slap chorus phaser flanger tremolo vibrato distortion drive fuzz"
    " filter"
    " compressor comp limiter gate eq wall sound tape crusher phase space loud quiet soft slow fast left right up down"
    " solo mute stop play record dead fade drop break tempo key pan low high bright dark bass drum drums".split()
)
_HOLDER_FIRST = regex(
    r"^\W*(?:(?:please|now|ok(?:ay)?|and|then|can you|could you|let'?s|i (?:want|need)|give me|add|make|create|set"
    r" up|have)\W+)*"
    r"(?:an?\s+|one\s+)?(?:new\s+)?(?P<holder>bus|folder|group|submix)\s+(?P<called>(?:called"
    r"|named)\s+[^,;:.!?\"]+?),?\s+"
    r"(?:with|for|containing|holding|around)\s+(?!an?\b)(?P<what>[^,;:.!?\"]+?)(?:\s+(?:in it|inside|on it|in"
    r" there))?\s*[.!]*$",
    re.IGNORECASE,
)
_NO_VERB = regex(
    r"^(?P<what>[\w',& -]{2,80}?)\s+(?:to|in|into|through|under)\s+(?:an?|one)\s+(?:new\s+)?"
    r"(?P<holder>bus|folder|group|submix)\s+(?P<called>(?:called|named)\s+[^,;:.!?\"]+?)\s*[.!]*$",
    re.IGNORECASE,
)
_GROUPED_AS = regex(
    r"^(?P<lead>\W*(?:(?:please|now|ok(?:ay)?|and|then|can you|could you|let'?s)\W+)*)(?:group"
    r"|bundle)\s+(?P<what>[^;:.!?\"]+?)\s+as\s+"
    r"(?P<name>[^,;:.!?\"]+?)(?=\s*$|\s*[.!,;]|\s+(?:and|then)\b)",
    re.IGNORECASE,
)
LONGEST = 200
"""Characters of a request that is put in other words."""
_STANDS_FOR = ("Zubrova", "Kelmanto", "Ostravin")
"""Words that mean nothing."""


def with_given_names(text: str, is_thing: Callable[[str], bool], names: Sequence[str]) -> tuple[str, dict[str, str]]:
    """The request with a word of no meaning for each given name that has a meaning, and what that stands for.

    `is_thing`: is a word the name of something that there is, or part of it? `names`: of all that there is.
    """
    known = {name.lower() for name in names}
    parts = {word for name in known for word in re.findall(r"\w+", name)}
    named: dict[str, str] = {}
    if '"' in plain(text) or len(plain(text)) != len(text):
        return text, named
    text = _in_order(text, is_thing) if len(text) <= LONGEST else text
    for pattern in _GIVEN:
        match = pattern.search(text)
        name = _up_to_command(match["name"].strip()) if match else ""
        if match is None or not name or _MORE.search(name) or name.lower() in known or len(named) == len(_STANDS_FOR):
            continue
        words = re.findall(r"\w+", name.lower())
        if any(word in _EFFECTS | COMMANDS | parts or is_thing(word) for word in words):
            stand = _STANDS_FOR[len(named)]
            named[stand] = name
            text = f"{text[: match.start('name')]}{stand}{text[match.start('name') + len(name) :]}"
    return text, named


def _in_order(text: str, is_thing: Callable[[str], bool]) -> str:
    """A request that says the name first, or last, in the words by which it is read."""
    match = _THING_NAMED.match(text)
    if match and is_thing(re.sub(r"^(?:the|my|our)\s+", "", match["what"], flags=re.IGNORECASE)):
        text = f"{match['lead']}rename {match['what']} to {match['name']}"
    text = _MARKER_AT.sub(r"\g<lead>rename the marker at bar \g<bar> to \g<name>", text)
    holder = _HOLDER_FIRST.match(text) or _NO_VERB.match(text)
    if holder and tokens(holder["what"])[0].low not in COMMANDS:
        way = "route {} to" if holder["holder"].lower() in ("bus", "submix") else "put {} in"
        text = f"{way.format(holder['what'])} a {holder['holder']} {holder['called']}"
    return _GROUPED_AS.sub(r"\g<lead>put \g<what> in a folder called \g<name>", text)


_MORE = regex(r"\s(?:to|into)\s", re.IGNORECASE)
""" "Verse to Dawn and Bridge to Dusk": two names."""
_NEXT = regex(r",?\s+(?:and|then|but)\s+(?:then\s+)?(?P<verb>\w+)", re.IGNORECASE)


def _up_to_command(name: str) -> str:
    """ "Lead and mute it" is a name and something to do."""
    ends = (one.start() for one in _NEXT.finditer(name) if one["verb"].lower() in COMMANDS)
    return name[: next(ends, len(name))]


def in_own_words(value: Any, given: Mapping[str, str]) -> Any:
    """An argument, or several, with the names in place of the words that stand for them."""
    if isinstance(value, list | tuple):
        return [in_own_words(one, given) for one in value]
    if isinstance(value, dict):
        return {name: in_own_words(one, given) for name, one in value.items()}
    for stand, name in given.items() if isinstance(value, str) else ():
        value = value.replace(stand, name)
    return value

"""Word names: a track called "Low", "Octave" or "Solo" is meant where its name stands as one: "pan low left"."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.reading.stand_in import with_stand_ins
from engine.planner.offline.text.polite import LEAD
from engine.planner.offline.text.words import compiled, plain
from engine.planner.regex import regex

_WORDS = frozenset(
    "low high up down left right double octave third fifth room hall plate spring click solo mute pan drop fade loop"
    " reverse chorus echo delay loud quiet soft slow fast bright dark dead tempo key top bottom middle air wide"
    " sub".split()
)
"""Words that say where, how far or what to do."""
_VERBS = frozenset("solo mute pan drop fade loop reverse double".split())
_STANDS_FOR = ("Vordika", "Molterin", "Sabrenko", "Tulvesta", "Berlunde", "Quonsara")
"""Words that mean nothing."""
_BEFORE = regex(
    r"(?:^|[,;&]|\b(?:the|my|our|and|mute|unmute|solo|unsolo|pan|arm|freeze|copy|duplicate|transpose|colou?r|turn|bring"
    r"|except|but|not))\s*$",
    re.IGNORECASE,
)
_FIRST = regex(LEAD + "$", re.IGNORECASE)
_AFTER = regex(
    r"\s*(?:$|[,.;!?&]|[+-]?\d|(?:up|down|left|right|hard|and|too|by|to the|an? (?:bit|little|touch|tad"
    r"|tone|semitone|third|fourth|fifth|octave)|two|three|muted|soloed|is|louder|quieter|softer|lower|higher|please|off"
    r"|on)\b)",
    re.IGNORECASE,
)
_DONE = regex(
    r"\s+(?:(?:up|down)(?=\s*(?:$|[,.;!?+-]|\d|(?:an?|by|two|three)\b))|(?:left|right|hard|by|an?|to|is|louder|quieter"
    r"|softer|lower|higher)\b|[+-]?\d)",
    re.IGNORECASE,
)
""" "Solo up 2" moves what is called so, "double up the vocal" doubles."""
_TONE = regex(r"\b(?:eq|boost|cut|shelf|roll|hz|khz|freq\w*|filter|lows|highs|mids|end)\b", re.IGNORECASE)
""" "Cut the low a bit" is about its tone."""


def with_word_names(text: str, scene: DialogueState) -> tuple[str, DialogueState, dict[str, str]]:
    """The request with a word of its own for each such name, the scene in those words, and what they stand for."""
    names = [name for name in scene.context.tracks if name.lower() in _WORDS]
    if not names or '"' in plain(text):
        return text, scene, {}
    said: dict[str, str] = {}
    for name in names:
        word = _STANDS_FOR[min(len(said), len(_STANDS_FOR) - 1)]
        named = compiled(rf"(?<![\w-]){re.escape(name)}(?![\w-])", re.IGNORECASE)
        for match in reversed(list(named.finditer(plain(text)))):
            if said.get(word, name) == name and _is_name(text, match):
                text = f"{text[: match.start()]}{word}{text[match.end() :]}"
                said[word] = name
    if not said:
        return text, scene, {}
    return text, with_stand_ins({name: word for word, name in said.items()}, scene), said


def _is_name(text: str, match: re.Match[str]) -> bool:
    before, is_tone = plain(text)[: match.start()], _TONE.search(text)
    is_first = _FIRST.match(before) is not None
    if not is_first and match[0][:1].isupper():
        return re.search(r"\b(?:an?|one|two|by|called|named)\s+$|\d\s*$", before, re.IGNORECASE) is None
    if is_first and match[0].lower() in _VERBS:
        return _DONE.match(plain(text), match.end()) is not None and not is_tone
    return (
        (is_first or _BEFORE.search(before) is not None)
        and bool(_AFTER.match(plain(text), match.end()))
        and not is_tone
    )

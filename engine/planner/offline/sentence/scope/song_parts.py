"""Song parts: the places a sentence tells of the song itself, where a clip is called like one of its parts as well."""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.planner.offline.sentence.apart.place import Bars, Place
from engine.planner.offline.sentence.apart.places import Places
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.scope.edges import edges_in
from engine.planner.offline.slots.bars import last_bar
from engine.planner.offline.slots.clause import Clause
from engine.planner.regex import regex

_THERE = regex(
    r"\b(?P<told>from (?:there|here|that point|then)(?: on(?:wards?)?)?|(?:just |only |right )?(?:in )?there|in"
    r" that (?:part|bit|section))\b"
)


@dataclass(frozen=True)
class InSong:
    """The one place that is told."""

    bars: Bars
    how: str
    """in, at, from, to or bare, as in `Place`; edge: the last bars of the song."""
    words: frozenset[str]
    """The words of the sentence that tell no place."""
    is_named: bool = False
    """Is it a part of the song, told by its name?"""


def song_end(said: Said) -> float:
    """The first bar behind everything."""
    return float(last_bar(Clause("", "", "", said.scene)))


def in_song(said: Said, text: str = "") -> InSong | None:
    """The one place that the text tells; None where it tells none, several, or something that is no place."""
    text = text or said.text
    edges = [one for one in edges_in(said) if text == said.text]
    there = _THERE.search(text)
    places = Places(text, said.scene, () if edges or there else said.focus.bars)
    told = [one for one in places.told() if not (there and one.start >= there.start() and one.end <= there.end())]
    told += places.bare([(one.start, one.end) for one in told])
    told = [one for one in told if not any(edge.start <= one.start < edge.end for edge in edges)]
    if len(edges) == 1 and not told and edges[0].bars:
        size, end = edges[0].bars, song_end(said)
        bars = (1.0, 1.0 + size) if edges[0].is_front else (end - size, end)
        return InSong(bars, "edge", _left(text, [(edges[0].start, edges[0].end)]))
    if len(told) != 1 or edges or told[0].is_open or len(told[0].spans) != 1:
        return None
    one = told[0]
    if one.how == "before":
        return None
    spans = [(one.start, one.end), *([there.span("told")] if there else [])]
    how = one.how
    if there and "from" in there["told"]:
        return InSong((one.spans[0][0], song_end(said)), "from", _left(text, spans), _is_named(one, text))
    if there:
        how = "in"
    return InSong(one.spans[0], how, _left(text, spans), _is_named(one, text))


def _is_named(place: Place, text: str) -> bool:
    return not re.search(r"\bbars?\b|\d\s*$", text[place.start : place.end]) or bool(
        re.search(r"[a-z]+ \d$", text[place.start : place.end]) and "bar" not in text[place.start : place.end]
    )


def _left(text: str, spans: list[tuple[int, int]]) -> frozenset[str]:
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return frozenset(re.findall(r"[a-z']+", text))

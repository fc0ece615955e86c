"""Edges: "its first two bars", "the last beat of the riff", "the back half": an end of what is named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from engine.planner.context import ClipInfo
from engine.planner.offline.sentence.apart.place import Bars, Place
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.scope.lying import beats_of_bar
from engine.planner.offline.slots.clause import Clause
from engine.planner.offline.text.counts import COUNT, counted
from engine.planner.offline.text.quantity import Quantity
from engine.planner.regex import regex

_EDGE = regex(
    r"(?:(?:over|in|for|on|during|with) )?(?:the |its |their |his |her )?(?:very )?"
    r"(?P<which>first|last|final|opening|closing|front|back|second|latter) "
    rf"(?:(?P<half>half)|(?:(?P<count>{COUNT}) )?(?P<unit>bars?|beats?|measures?"
    r"|sec(?:ond)?s?(?= (?:of|off|from|out|in|and|only|again|please|too)\b|\s*(?:$|[,.;!]))))\b"
    r"(?: (?:of|off|from) (?:it|that|them|this)\b)?"
)
_FRONT = frozenset("first opening front".split())


@dataclass(frozen=True)
class Edge:
    """An end of a clip, told at characters `start` … `end`."""

    start: int
    end: int
    is_front: bool
    bars: float
    """How long; 0: half of it."""

    def of(self, clip: ClipInfo) -> Bars | None:
        """These bars of a clip; None where it is shorter."""
        if clip.bars is None:
            return None
        start, end = clip.bars
        size = self.bars or (end - start) / 2
        if size > end - start + 1e-6:
            return None
        return (start, start + size) if self.is_front else (end - size, end)


def edges_in(said: Said) -> list[Edge]:
    """The ends of clips that are told; those of a part of the song are places."""
    found: list[Edge] = []
    for match in _EDGE.finditer(said.text):
        whole = [one for one in said.places if one.start <= match.start() < one.end and one.end > match.end() + 1]
        is_thing = any(one.start <= match.start() and match.end() <= one.end for one in said.things)
        if whole or is_thing or match["which"] == "second" and not match["half"]:
            continue
        size = 0.0
        if not match["half"]:
            size = float(counted(match["count"] or "one"))
            size /= _of_a_bar(match["unit"], said)
        found.append(Edge(match.start(), match.end(), match["which"] in _FRONT, size))
    return found


def _of_a_bar(unit: str, said: Said) -> float:
    """How many of them a bar has."""
    if unit.startswith("sec"):
        return Clause("", "", "", said.scene).bar_s
    return beats_of_bar(said) if unit.startswith("beat") else 1.0


def outside(said: Said, edges: Sequence[Edge]) -> tuple[list[Place], list[Quantity], frozenset[str]]:
    """The places, amounts and words beside the ends that are told."""
    spans = [(one.start, one.end) for one in edges]

    def is_inside(start: int) -> bool:
        return any(a <= start < b for a, b in spans)

    told = frozenset(word for a, b in spans for word in re.findall(r"[a-z0-9']+", said.text[a:b]))
    rest = said.text
    for a, b in reversed(spans):
        rest = rest[:a] + rest[b:]
    stays = frozenset(re.findall(r"[a-z0-9']+", rest))
    around = [one for one in said.places if any(one.start <= a and b <= one.end <= b + 1 for a, b in spans)]
    places = [one for one in said.places if not is_inside(one.start) and one not in around]  # "cut it to its first bar"
    amounts = [one for one in said.amounts if not is_inside(one.start)]
    return places, amounts, frozenset(said.bag - (told - stays))

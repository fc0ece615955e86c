"""Every stretch of bars that a sentence names, in its order: "bars 5-6 and 9-10", "the chorus", "bar 3 … bar 1"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.part_said import PART, N, edge, numbered, sections
from engine.planner.offline.text.words import compiled
from engine.planner.regex import regex

_MORE = regex(
    rf"\s*(?:,|,?\s*(?:and|plus|&|\+))\s*(?:(?:in|on|of)\s+)?(?:bars?\s+)?(?P<a>{N})(?:\s*(?:to|-|–|through)\s*(?P<b>{N}))?(?=\W|$)"
    rf"(?!\s*(?:dB|%|bpm|semi|times|beats?\b|sec|ms\b|hz|k?hz))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class BarSpan:
    """Bars `first` … before `end`, told at characters `at` … `to`."""

    first: float
    end: float
    at: int
    to: int


def spans_said(text: str, scene: DialogueState, *, edges: bool = False) -> list[BarSpan] | None:
    """The stretches; None where one of them has no clear end ("from bar 5"), which is that bar with `edges`."""
    found: list[BarSpan] = []
    for bars in PART.finditer(text):
        if found and bars.start() < found[-1].to:
            continue
        if not bars["a"]:
            reach = edge(bars, [], scene)
        elif bars["b"] and (bars["to"] or "").lower() == "and" and not bars["from"]:
            found += [BarSpan(float(bars[one]), float(bars[one]) + 1, *bars.span(one)) for one in ("a", "b")]
            found[-2] = BarSpan(found[-2].first, found[-2].end, bars.start(), bars.end("a"))
            reach = None
        else:
            reach = numbered(bars)
            if reach is None and edges and not bars["b"]:
                found.append(BarSpan(float(bars["a"]), float(bars["a"]) + 1, bars.end("from"), bars.end()))
            elif reach is None:
                return None
        if reach:
            found.append(BarSpan(*reach, bars.start(), bars.end()))
        while more := _MORE.match(text, found[-1].to) if bars["a"] else None:
            first, end = float(more["a"]), float(more["b"] or more["a"])
            if end < first:
                return None
            found.append(BarSpan(first, end + 1, more.start(), more.end()))
    names = "|".join(re.escape(name) for name in sorted(sections(scene), key=len, reverse=True)) or r"(?!)"
    named = compiled(
        rf"\b(?:the |our )?(?:whole |entire )?(?P<name>{names})\b(?:'s)?(?: section| part)?", re.IGNORECASE
    )
    for match in named.finditer(text):
        if not any(one.at < match.end() and match.start() < one.to for one in found):
            found.append(BarSpan(*sections(scene)[match["name"].lower()], *match.span()))
    return _joined(sorted(found, key=lambda one: one.at), text)


_AND = regex(r"(?:\s|,|\band\b|&|\bin\b|\bof\b|\bthe\b|\bbars?\b)*")


def _joined(found: list[BarSpan], text: str) -> list[BarSpan]:
    """ "Bars 5 and 6" are one stretch."""
    joined: list[BarSpan] = []
    for one in found:
        if joined and joined[-1].end == one.first and _AND.fullmatch(text[joined[-1].to : one.at]):
            joined[-1] = BarSpan(joined[-1].first, one.end, joined[-1].at, one.to)
        else:
            joined.append(one)
    return joined

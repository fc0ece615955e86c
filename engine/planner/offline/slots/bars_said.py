"""The bars that a sentence names, and the sentence without them: "in the chorus", "bars 5 to 8", "for bar 12"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.part_said import PART, numbered, sections
from engine.planner.offline.slots.spans_said import BarSpan, spans_said
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.words import compiled
from engine.planner.regex import regex

Bars = tuple[float, float]
DURING = r"(?:in|during|over|for|throughout|through|across|within|only in|just in)"
_BEFORE = regex(rf"[\s,]*\b{DURING}\s*$", re.IGNORECASE)
_FROM_THERE = regex(
    r"\b(?:from|at|on|to|until|till|by|before|after|into|behind|since|starting)\s*$", re.IGNORECASE
)


def sections_in(text: str, scene: DialogueState, *, before: str = DURING) -> list[tuple[tuple[int, int], Bars, str]]:
    """Each part of the song where something is to happen: where its words stand with "in the", its bars, its name."""
    parts = sections(scene)
    named = compiled(rf"[\s,]*\b{before}\s+{name_of(parts)}(?!['\w])", re.IGNORECASE)
    return [(match.span(), parts[match["name"].lower()], match["name"]) for match in named.finditer(text)]


def bars_called(words: str, scene: DialogueState) -> Bars | None:
    """The bars of words that name a part of the song and nothing else: "the coda", "bars 3 to 6", "bar 9"."""
    bare = re.sub(r"^(?:the|our|my|this|that)\s+", "", words.strip(" ,?.!"), flags=re.IGNORECASE)
    reach = sections(scene).get(bare.lower())
    if reach and not any(one.end - one.start >= len(bare) for one in things(bare, scene)):
        return reach
    bars = PART.fullmatch(bare)
    return numbered(bars) if bars and bars["a"] else None


def without_bars(text: str, scene: DialogueState) -> tuple[str, Bars] | None:
    """The rest and the bars, from the first to before the last; None where there are none, several, or only an edge."""
    parts = sections(scene)
    found = [(span, reach) for span, reach, _ in sections_in(text, scene)]
    first = compiled(rf"^\W*{name_of(parts)}(?=\s+without\b|\s*[:,])", re.IGNORECASE).match(text)
    found += [(first.span(), parts[first["name"].lower()])] if first and not found else []
    bars = list(PART.finditer(text))
    if len(found) + len(bars) != 1:
        return None
    if found:
        (start, end), reach = found[0]
        return f"{text[:start]} {text[end:]}", reach
    head = text[: bars[0].start()]
    if _FROM_THERE.search(head) or not bars[0]["a"] or _are_two(bars[0]):
        return None
    told = numbered(bars[0])
    return None if told is None else (f"{_BEFORE.sub('', head)} {text[bars[0].end() :]}", told)


def name_of(parts: Mapping[str, Bars]) -> str:
    """A pattern for the name of a part of the song, with what may stand around it."""
    names = "|".join(re.escape(name) for name in sorted(parts, key=len, reverse=True)) or r"(?!)"
    return rf"(?:the\s+|our\s+)?(?:whole\s+|entire\s+)?(?:letter\s+)?(?P<name>{names})(?:\s+(?:section|part))?"


def without_all_bars(text: str, scene: DialogueState) -> tuple[str, list[Bars]] | None:
    """The rest and each stretch of several: "in bars 5 to 8 and 17 to 20", "in the verse and the outro"."""
    spans = spans_said(text, scene) or []
    if spans and are_listed(spans, text):
        head = text[: spans[0].at]
        is_topic = not head.strip() and re.match(r"\s*(?:[:,]|\bwithout\b)", text[spans[-1].to :])
        is_told = _BEFORE.search(head) or is_topic or _MUTED.search(head)
        if is_told and (len(spans) > 1 or text[spans[0].at :].lower().startswith("the ")):
            return f"{_BEFORE.sub('', head)} {text[spans[-1].to :]}", [(one.first, one.end) for one in spans]
    one_stretch = without_bars(text, scene)
    return one_stretch and (one_stretch[0], [one_stretch[1]])


def are_listed(spans: Sequence[BarSpan], text: str) -> bool:
    """Do they stand side by side, with only "and" between?"""
    return all(_AND.fullmatch(text[one.to : other.at]) for one, other in pairwise(spans))


_MUTED = regex(r"\b(?:mute|silence)\s*$", re.IGNORECASE)
""" "Silence the first 2 bars on all tracks": those bars of them."""
_AND = regex(rf"(?:\s|,|&|\band\b|\bplus\b|\balso\b|\bagain\b|{DURING}\b)*", re.IGNORECASE)


def _are_two(bars: re.Match[str]) -> bool:
    """ "Bars 3 and 6" are two, and not all between them."""
    return bool(bars["b"]) and (bars["to"] or "").lower() == "and" and abs(float(bars["b"]) - float(bars["a"])) != 1

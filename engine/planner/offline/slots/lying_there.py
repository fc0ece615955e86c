"""Lying there: the clips of a track that lie where the words place them.

"bin the BVs in chorus 2"       → the clip that begins in the second chorus
"a fifth up on the harp at 25"  → the one that begins in bar 25
"the theme at the end, slower"  → the last one
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.context import ClipInfo
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.bars import last_bar
from engine.planner.offline.slots.clause import Clause
from engine.planner.offline.slots.thing import Thing
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.markers import sections_named
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

Span = tuple[int, int]
Bars = tuple[float, float]
_NEAR_BARS = 0.1
_LEAST_BARS = 0.5
_NO_PLACE = regex(
    r"\b(?:to|into|onto|until|till?|up to|before|after|by|towards?|than|like|as|called|named|leave|keep"
    r"|without|over|where|when|once)\s+(?:(?:in|at|from|the|our|my)\s+)*$",
    re.IGNORECASE,
)
"""Behind such words a section is a goal, a measure or an exception."""
_BUT = regex(
    r"\b(?:except|but|apart from|other than|besides|not)\s+(?:(?:for|in|at|the|our|my)\s+)*$", re.IGNORECASE
)
""" "Everywhere but in the outro"."""
_GOES_ON = regex(
    r"\s*(?:(?:part|section|bit)\s+)?(?:on\b(?!\s*[\w\"])|onwards?\b|to\b|until\b|till?\b|through\b|-)", re.IGNORECASE
)
_STANDS = regex(
    r"(?:^|[,.;:!?]|\b(?:in|at|from|for|of|on|over|during|through|the|our|my|both|all|each|every|only|just|also|and|then"
    r"|now|same))\W*$",
    re.IGNORECASE,
)
_OBJECT = regex(
    r"\s+(?:the|an?|my|our|it|its|this|that|these|those|him|her|them|all|both|everything)\b", re.IGNORECASE
)
""" "Drop the sub": a deed, no section."""
_UNITS = r"%|per ?cent|degrees?|hertz|d\s?b|k?hz|k|ms|s|sec|bpm|cents?|semi\w*|steps?|bars?|beats?|times"
_AT_BAR = regex(
    r"\b(?:(?:at|from|in|on|of|around)\s+(?:the\s+)?(?:(?:bar|measure)s?\s+)?|(?:bar|measure)s?\s+)(?P<bar>\d+)\b"
    rf"(?!\s*(?:[.,:/]\d|%|(?:{_UNITS})\b|(?:to|and|-|–)\s*\d))",
    re.IGNORECASE,
)
_NOUN = regex(r"(?:one|clip|region|part|bit|phrase|entry|section|take)\b", re.IGNORECASE)
_EDGES = (
    (regex(r"\b(?:at|from|of) the (?:very )?(?:start|beginning|top|opening)\b(?! of)", re.IGNORECASE), 0),
    (regex(r"\b(?:at|from) the (?:very )?end\b(?! of)", re.IGNORECASE), -1),
    (regex(r"\b(?P<which>opening|early|earlier|earliest) ", re.IGNORECASE), 0),
    (regex(r"\b(?P<which>closing|late|later|latest) ", re.IGNORECASE), -1),
)
_JOINT = regex(r"\s*(?:,|&|\+|,?\s*\b(?:and|plus)\b)\s*(?:(?:the|my|our)\s+)?", re.IGNORECASE)


def lying_there(
    text: str, clips: Sequence[ClipInfo], scene: DialogueState, goals: Sequence[object] = (), *, by_edge: bool = True
) -> list[ClipInfo]:
    """Those of a track's clips, in their order, that the words place; none where they place none, or all.

    `goals` are bars that tell something else: where a thing is to go.
    """
    if len(clips) < 2 or any(not one.bars for one in clips):
        return []
    simple = plain(text)
    named = _beside_sections(things(simple, scene), simple, scene)
    areas = _areas(simple, named, str(clips[0].track))
    found: list[ClipInfo] = []
    for span, bars in _sections(simple, named, scene):
        if bars[0] not in goals and _is_within(span, areas):
            there = _in(bars, clips)
            is_spared = _BUT.search(simple[: span[0]])
            found += [one for one in clips if one not in there] if is_spared else there
    for match in () if found else _AT_BAR.finditer(simple):
        bar = float(match["bar"])
        if bar not in goals and _is_within(match.span(), areas):
            found += [one for one in clips if one.bars and abs(one.bars[0] - bar) < _NEAR_BARS]
    for pattern, place in _EDGES if by_edge and not found else ():
        edge = pattern.search(simple)
        if edge and _is_within(edge.span(), areas) and _is_of_something(edge, simple, named):
            found.append(clips[place])
    meant = [one for one in clips if one in found]
    return meant if len(meant) < len(clips) else []


def _areas(text: str, named: Sequence[Thing], track: str) -> list[Span]:
    """Where a place is one of this track: behind its name, or before it where nothing else is named."""
    tracks = {one for thing in named for one in thing.tracks}
    if len(tracks) < 2:
        return [(0, len(text))]
    found: list[Span] = []
    for number, thing in enumerate(named):
        if track not in thing.tracks:
            continue
        start = named[number - 1].end if number else 0
        begin = thing.start - len(text[start : thing.start].rpartition(" the ")[2]) if number else 0
        after = number + 1
        while after < len(named) and _JOINT.fullmatch(text[named[after - 1].end : named[after].start]):
            after += 1
        found.append((begin, named[after].start if after < len(named) else len(text)))
    return found


def _beside_sections(named: Sequence[Thing], text: str, scene: DialogueState) -> list[Thing]:
    """The things, without those that are sections: "in the break" names no drums."""
    spans = {span for span, _ in sections_named(text, scene.context.markers, 1.0)}
    own = {name.lower() for name in scene.context.tracks}
    return [one for one in named if (one.start, one.end) not in spans or text[one.start : one.end].lower() in own]


def _is_of_something(edge: re.Match[str], text: str, named: Sequence[Thing]) -> bool:
    """ "The early clip", "the closing theme": not "closing the book"."""
    is_adjective = "which" in edge.groupdict()
    return not is_adjective or bool(_NOUN.match(text, edge.end())) or any(one.start == edge.end() for one in named)


def _is_within(span: Span, areas: Sequence[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in areas)


def _sections(text: str, named: Sequence[Thing], scene: DialogueState) -> list[tuple[Span, Bars]]:
    """The sections that are named as the place of something."""
    last = float(last_bar(Clause(text, "", "", scene)))
    found = []
    for span, bars in sections_named(text, scene.context.markers, last):
        is_name = any(one.start <= span[0] and span[1] <= one.end for one in named)
        is_behind = any(text[one.end : span[0]] in (" ", "'s ") for one in named)
        is_place = _STANDS.search(text[: span[0]]) or is_behind
        is_deed = _OBJECT.match(text, span[1]) and not re.search(r"\b(?:the|in|at)\s+$", text[: span[0]])
        if is_place and not (is_deed or is_name or _NO_PLACE.search(text[: span[0]]) or _GOES_ON.match(text, span[1])):
            found.append((span, bars))
    return found


def _in(bars: Bars, clips: Sequence[ClipInfo]) -> list[ClipInfo]:
    """What begins in these bars, else what goes on in them."""
    begins = [one for one in clips if one.bars and bars[0] - _LEAST_BARS <= one.bars[0] < bars[1] - _LEAST_BARS]
    inside = [one for one in clips if one.bars and min(one.bars[1], bars[1]) - max(one.bars[0], bars[0]) > _LEAST_BARS]
    return begins or inside

"""Places told before: "it must be gone by Storm. Fade it over the four bars before": before Storm."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.counts import COUNT, counted
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_BARS_BEFORE = regex(
    rf"(?P<told>.+?[.,;!]\s+.*\b(?:over|in|during|for|through|across|within) (?:the |those )?(?:last )?(?:{COUNT}"
    rf" )?bars?"
    r" (?P<way>before|after|behind)(?: (?:it|that|this))?)(?P<end>[\s.!]*)$",
    re.IGNORECASE,
)
_POINTED = regex(r" (?:it|that|this)$", re.IGNORECASE)
_COPIED_ON = regex(
    rf"^(?P<head>.*\b(?:copy|duplicate|paste|put|place|repeat)\b.+?),? (?:and|then|and then)(?: again)?,?"
    rf" (?P<n>{COUNT}) bars?"
    r" (?:later|on|further|after that|further on|after)(?: again| too| as well)?(?P<end>[\s.!]*)$",
    re.IGNORECASE,
)


def with_bars_before_it(text: str, scene: DialogueState) -> str:
    """The request with the place of its first clause behind "the bars before"."""
    match = _BARS_BEFORE.match(plain(text)) if len(plain(text)) == len(text) and '"' not in text else None
    if match is None:
        return text
    said = taken_apart(text[: match.start("way")], scene)
    cut = next((at for at, char in enumerate(said.text) if char in ".,;!"), -1)
    first = [one for one in said.places if one.end <= cut + 1]
    if len(first) != 1 or len(first[0].spans) != 1 or first[0].is_open:
        return text
    place = first[0]
    bar = place.spans[0][1] if match["way"] != "before" and place.how == "in" else place.point
    return f"{_POINTED.sub('', match['told'])} bar {number(bar)}{match['end']}"


def with_copies_further_on(text: str, scene: DialogueState) -> str:
    """ "Copy this to the drop and four bars later again": the second copy by its bar."""
    simple = plain(text)
    match = _COPIED_ON.match(simple) if len(simple) == len(text) and '"' not in text else None
    if match is None:
        return text
    places = taken_apart(match["head"], scene).places
    if len(places) != 1 or len(places[0].spans) != 1 or places[0].is_open:
        return text
    bar = places[0].point + counted(match["n"])
    return f"{text[: match.end('head')]} and again at bar {number(bar)}{match['end']}"

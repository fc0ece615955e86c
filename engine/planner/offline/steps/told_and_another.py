"""Told, and another: "the melody is too high. Two steps lower please, and the piano too" is done to both."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_TOO = regex(
    r"^(?P<told>[^.!?;]+)[.!?;]\s+(?P<order>[^.!?;,]*?),? (?:and|with|plus) (?P<other>(?:the |my |our )?[\w' -]{2,30}?)"
    r" (?:too|as well|also|along(?: with (?:it|him|her|them|that))?|with (?:it|them))[\s.!]*$",
    re.IGNORECASE,
)


def with_who_was_told(text: str, scene: DialogueState) -> str:
    """The order with both named."""
    simple = plain(text)
    match = _TOO.match(simple) if '"' not in simple else None
    if match is None or things(match["order"], scene):
        return text
    told = [one for one in things(match["told"], scene) if len(one.tracks) == 1]
    if len(told) != 1 or not things(match["other"], scene):
        return text
    who = match["told"][told[0].start : told[0].end]
    return f"the {who} and {match['other']} {match['order']}"

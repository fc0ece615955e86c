"""Exchanged: "swap the keys with the bass" would be two moves, each of which could be meant otherwise."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.polite import LEAD
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_EXCHANGE = regex(
    rf"{LEAD}(?:swap|exchange|switch) (?:round |around )?[^,.;]+? (?:with|and|for) [^,.;]+$",
    re.IGNORECASE,
)
_OTHERWISE = regex(
    r"\b(?:sides?|left|right|channels?|names?|words?|lyrics|text|voices?|singer|takes?|colou?rs?|effects?|plugins?|chords?"
    r"|sounds?|instruments?|samples?|tempo|key|order|notes?|bars?|parts?|tracks? order)\b",
    re.IGNORECASE,
)
WHERE_EACH = "I can't exchange two things in one step; say to which bar or track each of them should go."


def asked_to_exchange(text: str, scene: DialogueState) -> str:
    """What is said instead of moving one thing onto the other; "" for any other words."""
    simple = plain(text)
    if not _EXCHANGE.match(simple) or _OTHERWISE.search(simple):
        return ""
    return WHERE_EACH if len(things(text, scene)) == 2 else ""

"""Offer dropped: another request behind "did I get that right: …?" is read as if that had not been asked."""

from __future__ import annotations

import re
from dataclasses import replace

from engine.planner.context import Context
from engine.planner.offline.doubts.asked_back import offered
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.words import plain, tokens
from engine.planner.regex import regex

_SHORT = 4
"""So few words may be an answer."""
_ANSWERS = regex(
    r"^\W*(?:(?:a+h+|o+h+|h+m+|m+h+|u+gh+|well|ha(?:ha)*|um+|uh+|er+)\W+)*(?:no|nope|nah|not|yes|yeah|yep|yup"
    r"|ok(?:ay)?|sure|only|just|but|and|or|rather|instead|sorry|actually"
    r"|i (?:mean|meant|said)|more|less|too|with|without|in|on|at|from|to|for|by|make (?:it|that)|it|that|this|them"
    r"|those|these|the (?:other|first|second|last))\b|\b(?:instead|rather|i (?:mean|meant))\W*$",
    re.IGNORECASE,
)


def without_dropped_offer(context: Context, text: str) -> Context:
    """The context without an offer that the words are no answer to; they tell what is to be done to what themselves."""
    scene = DialogueState.of(context)
    simple = plain(text)
    if not offered(scene) or _ANSWERS.search(simple) or not things(simple, scene):
        return context
    words, before = ({one.low for one in tokens(plain(one))} for one in (text, context.dialogue[-1].user))
    if len(words) <= _SHORT or 2 * len(words & before) >= len(words):
        return context  # an answer, or the same said again
    return replace(context, dialogue=context.dialogue[:-1])

"""When a language model is asked: where offline is not sure, and where the words lean on the conversation."""

from __future__ import annotations

import re

from engine.planner.context import Context, Planner
from engine.planner.llm.past import REPLIES
from engine.planner.offline.doubts.same_deed import are_the_same
from engine.planner.offline.reading.dialogue_state import DialogueState, without_talk
from engine.planner.regex import regex
from engine.tasks.plan import Plan

MOST_WORDS = 8
_MORE_THAN_AN_ORDER = regex(
    r"[.,;:!?…–。，！？](?!\d)\s*\S|[?？]\s*$"
    r"|\b(?:it|its|that|this|those|these|them|they|he|she|him|her|one|ones|there|here|same|again|other|others|another|back"
    r"|too|so|more|less|still|instead|but|only|except|should|would|like|as|because|when|while|until|behind|before|after"
    r"|first|second|last|old|new|everything|whole)\b",
    re.IGNORECASE,
)
"""What leans on something, limits it, wishes, tells or asks."""
_LOOKS = ("chat", "session_info", "history")


def only_looks(reading: Plan) -> bool:
    """Is the reading small talk, or a question that changes nothing?"""
    return all(step.task in _LOOKS or step.row.on_session == "measures" for step in reading.steps)


def is_sure(text: str, context: Context, reading: Plan, offline: Planner) -> bool:
    """Is the offline reading taken without asking the model? Only a short plain order is: "mute the drums".

    Longer ones that it reads as acts were right in 107 of 124 turns of people who had never seen the product, and in a
    conversation of seventy turns four of those it was sure of did more harm than all that the model planned.
    """
    if reading.choices or reading.note or any(step.task in REPLIES for step in reading.steps):
        return False
    if len(text.split()) > MOST_WORDS or _MORE_THAN_AN_ORDER.search(text.strip()):
        return False
    if not context.dialogue:
        return True
    alone = offline.plan(text, without_talk(context))
    return are_the_same(alone.steps, reading.steps, DialogueState.of(context))

"""A question behind an order: "print the stems, and what's the hat fader on", "hats down 2, where are they now?".

Every word of both is known, else the message is left to the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from engine.planner.offline.asked.questions import asked_of_session
from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.steps.each_by_itself import in_a_row
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_JOINT = regex(
    r"(?:\s*[,.;!]+\s+|\s+(?=and\b))(?:(?:and|oh|also|then|btw|by the way|ok|now|so)[\s,]+)*"
    r"(?=(?:tell me |(?:on |at |to )?(?:what|which)|where|how|who)(?:'?s|'?re)?\b)",
    re.IGNORECASE,
)
_POINTS = regex(r"\b(?:it|its|they|their|that|he|she)\b(?:'s|'re)?", re.IGNORECASE)
_A_FILE = regex(r"\b(?:mp3|wav|flac|m4a|aac|ogg|mixdown|bounce)s?\b", re.IGNORECASE)
_OF_ALL = regex(r"\b(?:mix|song|spot|piece|whole thing|everything|tune|episode|show|advert|jingle"
    r"|master)\b", re.IGNORECASE)
Read = Callable[[str, DialogueState], list[Step] | None]


def question_behind(text: str, scene: DialogueState, read: Read) -> list[Step] | None:
    """The steps of the order and the line that is asked for; None for any other message."""
    simple = plain(text).strip()
    if '"' in simple:
        return None
    for joint in _JOINT.finditer(simple):
        order, question = simple[: joint.start()], simple[joint.end() :]
        asked = asked_of_session(_named(question, order, scene), scene) if order.strip() else None
        if not asked or any(one.task in REPLIES for one in asked):
            continue
        if asked_of_session(order, scene):
            continue
        done = read(order, scene)
        if done and not any(one.task in (*REPLIES, "undo", "redo") for one in done):
            return in_a_row([done, asked])
    return None


def _named(question: str, order: str, scene: DialogueState) -> str:
    """ "What's it at now" asks of what the order names."""
    if _OF_ALL.search(order) and _A_FILE.search(order):
        return _POINTS.sub(partial(_said_of, "the song"), question)
    named = {one.tracks for one in taken_apart(order, scene).things if one.tracks}
    if len(named) != 1 or len(tracks := named.pop()) != 1:
        return question
    return _POINTS.sub(partial(_said_of, tracks[0]), question)


def _said_of(name: str, match: re.Match[str]) -> str:
    return name + (" is" if match[0].lower().endswith(("'s", "'re")) else "")

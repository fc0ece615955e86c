"""Same again: a wish for something longer, lower or louder that would only repeat the last call is asked about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.text.polite import LEAD
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step
from engine.tasks.task import find_task

HOW_LONG = "How long should it be, in bars or seconds?"
HOW_LOUD = "How loud should it be, in LUFS or by how many dB?"
WHICH_SOUND = "Which sound should I make?"
WHAT_DIFFERENT = "What should be different about it?"
_LENGTH = regex(r"\b(?:longer|shorter|length|(?:as|so|too) (?:long|short)|extend\w*|halve|double)\b")
_LEVEL = regex(r"\b(?:louder|quieter|level|too (?:loud|quiet|hot|soft))\b")
_OTHER = regex(
    r"\b(?:faster|slower|lower|higher|deeper|softer|harder|darker|brighter|more|less|fewer|different\w*|too \w+"
    r"|not so|without|leave out)\b"
)
_THERE = regex(r"^\W*(?:(?:and|but|no|ok) )*(?:(?:only|just) )?(?:in |over )?(?:there|here)(?: (?:only|please))*\W*$")
_AGAIN = regex(
    r"\b(?:again|another|once more|one more|same|repeat|redo|retry|twice|too|also|as well|another take|more takes?"
    r"|next one|try)\b(?! (?:\w+ )?(?:but|only))"
)


_POINTS = regex(
    r"^\W*(?:(?:\w+ ){1,2}(?:it|that|this|them|those|these)(?: \w+)?"
    r"|(?:an?other|one more|a new) (?:take|one|try|version))\W*$",
    re.IGNORECASE,
)
_LOOKS_FOR = regex(rf"{LEAD}(?:find|locate|show|tell|check|list|look)\b", re.IGNORECASE)


def asked_what_changes(steps: Sequence[Step], text: str, scene: DialogueState) -> str:
    """The question that stands for one step which says word for word what the last turn did; "" for any other.

    Also for a sound that would be made of words about what is there: "fatten it", "find the loudest part".
    """
    if len(steps) != 1 or _is_quick(steps[0]):
        return ""
    prompt = str(steps[0].args.get("prompt", ""))
    if steps[0].task == "generate_audio" and (_POINTS.match(prompt) or _LOOKS_FOR.match(text)):
        return WHAT_DIFFERENT if scene.context.dialogue else WHICH_SOUND
    if not scene.context.dialogue:
        return ""
    low = plain(text).lower()
    if _THERE.match(low) and steps[0].task in ("sing", "speak", "generate_audio", "generate_midi", "harmonize"):
        return WHAT_DIFFERENT  # "there only" is no word that is sung
    kinds = [(_LENGTH, HOW_LONG), (_LEVEL, HOW_LOUD), (_OTHER, WHAT_DIFFERENT)]
    question = next((one for pattern, one in kinds if pattern.search(low)), "")
    if not question or _AGAIN.search(re.sub(r"\btoo (?=\w)", "", low)):
        return ""
    state = State.of(scene)
    last = [one for one in state.frames if one.turn == state.last_turn and one.is_live]
    is_same = any(one.tool == steps[0].task and dict(one.args) == dict(steps[0].args) for one in last)
    return question if is_same else ""


def _is_quick(step: Step) -> bool:
    """Moves of the session may be made twice: "lower" again is lower."""
    return find_task(step.task).kind != "model"

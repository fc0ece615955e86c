"""A question changes nothing: what looks is kept, and all else is told so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.reading.dialogue_state import REPLIES
from engine.planner.offline.steps.is_question import is_question
from engine.planner.offline.steps.safety import is_deletion
from engine.planner.regex import regex
from engine.tasks.plan import Step
from engine.tasks.task import find_task

_LOOKS = (
    "history",
    "session_info",
    "describe_music",
    "caption_audio",
    "detect_sounds",
    "detect_target_sound",
    "transcribe",
)
_LOOKING = ("list", "get_tempo", "compare")
_WAS_DONE = regex(
    r"\b(?:did|done|do(?:ing)? (?:last|before|first)|was|were|been|have|has|had|'ve|chang\w*|edit\w*|histor\w*|undo\w*"
    r"|undone|redo\w*|last|before|earlier|ago|previous\w*|since|yet|so far|already|again|made|came|came from|from"
    r"|recipe|requests?|steps?|happen\w*|prompt|generated?|seed|model|when|why|how did)\b",
    re.IGNORECASE,
)
ONLY_ASKED = "You asked a question, so nothing is changed. Say what to do if you want it done."
_WORDS_ONLY = regex(
    r"\b(?:just|only) (?:asking|curious|wondering|a question)\b|\bopinion only\b|\bonly (?:your|an) opinion\b"
    r"|\bnothing (?:touched|changed)\b|\b(?:don'?t|do not|without) (?:touch|chang)(?:e|ing)? (?:anything|a thing)\b",
    re.IGNORECASE,
)
"""Who says so wants nothing done."""


def answered_only(steps: Sequence[Step], text: str, is_asked: bool = False) -> list[Step]:
    """The same steps; where words only ask, and a step would change something, a reply that changes nothing.

    What is now is answered from the session; only what was done, from the history. `is_asked`: the user's own language
    says that it is a question.
    """
    if is_question(text) and [step.task for step in steps] == ["history"] and not _WAS_DONE.search(text):
        return [Step("session_info", {"aspect": "overview"})]
    is_asked = is_asked or is_question(text) or "?" in text and _WORDS_ONLY.search(text) is not None
    if not is_asked or all(only_looks(step) for step in steps):
        return list(steps)
    return [Step("ask", {"text": ONLY_ASKED})]


def asked_about(before: Sequence[Step], steps: Sequence[Step]) -> tuple[tuple[Step, ...], ...]:
    """What a question would do, offered beside the reply that nothing is changed: "what would a flute sound like?"."""
    was_asked = [step.args.get("text") for step in steps] == [ONLY_ASKED]
    return (tuple(before),) if was_asked and not any(is_deletion(step.task, step.args) for step in before) else ()


def only_looks(step: Step) -> bool:
    """Does a step change nothing?"""
    return (
        step.task in (*REPLIES, *_LOOKS)
        or step.args.get("action") in _LOOKING
        or find_task(step.task).on_session == "measures"
    )

"""Place unread: "mute the keys only the first time" is not done to all of it; which bars are meant is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.steps.bars_meant import with_bars_told
from engine.planner.offline.steps.only_there import WHICH_BARS
from engine.planner.offline.steps.spots import in_bars
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_PLACE = regex(
    r"\b(?:at|towards?|near|around|only in|from|until) the (?:very )?(?:start|beginning|end|top)\b"
    r"(?! of (?:bar|the (?:range|keyboard|neck|beat)))"
    r"|\bin the middle of the (?:song|track|piece|tune|session|\w+)\b|\b(?:only )?(?:the|every)"
    r" (?:first|second|third|last|other) time(?: (?:around|round|through))?\b|\bgoing into the \w+|\bhere and there\b"
    r"|\bevery (?:other|second|2nd|third|3rd|fourth|4th|eighth|8th) (?:bar|beat|measure)\b|\bnow and then\b",
    re.IGNORECASE,
)
NO_SOLO = "A solo holds for the whole song. Should the other tracks be muted in those bars instead? Then say which."
_NUMBERED = regex(r"\bbars? \d", re.IGNORECASE)
_HOLD = ("mix", "apply_effect", "change_tempo_key", "edit_notes", "automate")
_BARS = ("start_bar", "end_bar", "start", "end", "only", "bar", "at")


def place_unread(steps: Sequence[Step], text: str, scene: DialogueState) -> str:
    """The question where a place was said that no step has; "" else."""
    if steps and all((step.task, step.args.get("action")) == ("mix", "solo") for step in steps):
        told = plain(in_bars(with_bars_told(plain(text), scene), DialogueState.of(scene.context)))
        return NO_SOLO if _NUMBERED.search(told) else ""
    if not steps or any(step.task not in _HOLD or step.op != "fresh" for step in steps):
        return ""
    if any(name in step.args for step in steps for name in _BARS) or not _PLACE.search(plain(text)):
        return ""
    return WHICH_BARS

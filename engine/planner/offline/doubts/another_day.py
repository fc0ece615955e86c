"""Another day: "back to how it was on Tuesday" is not the last thing that was done here."""

from __future__ import annotations

from collections.abc import Sequence

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_DAY = regex(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|yesterday(?:'s)?|(?:last|this) (?:week|month|night|evening"
    r"|morning"
    r"|weekend|rehearsal)(?:'s)?|the other day|(?:a|two|three|few|\d+) (?:hours?|days?|weeks?|months?) ago)\b"
    r"|\bbefore the (?:call|meeting|rehearsal|break|holidays?|weekend)\b"
)


def goes_back_to_a_day(text: str, steps: Sequence[Step], scene: DialogueState) -> bool:
    """Would the last thing be taken back where a day is told?"""
    names = " ".join((*scene.context.tracks, *(clip.name for clip in scene.context.clips))).lower()
    day = _DAY.search(plain(text).lower())
    return day is not None and day[0] not in names and any(one.task == "undo" for one in steps)

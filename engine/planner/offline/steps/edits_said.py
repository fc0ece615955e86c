"""Edits said: forms of cutting and fading that name one clip and mean nothing else."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.reading.router import Route
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.polite import LEAD
from engine.planner.offline.text.quantity import quantities
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_FADED = regex(
    rf"{LEAD}fade (?:(?P<way>in|out) [^,.;]+?|[^,.;]+? (?P<where>in|out))"
    r"(?: (?:over|for|across|during) (?:(?:the|its) )?(?:(?:first|last) )?[\w.]+ "
    r"(?:bars?|beats?|seconds?|secs?|s|ms))?\W*$",
    re.IGNORECASE,
)


def faded(text: str, scene: DialogueState) -> Route | None:
    """ "Fade the vocal in over 2 bars": the start of that clip; between two bars it is a level that changes."""
    match = _FADED.search(plain(text))
    if match is None or "?" in text or any(one.unit == "bar" for one in quantities(text)):
        return None
    way = (match["way"] or match["where"]).lower()
    return Route("edit_clip", f"fade_{way}", 0.95) if _is_one(text, scene) else None




def _is_one(text: str, scene: DialogueState) -> bool:
    return len({clip for thing in things(text, scene) for clip in thing.clips}) == 1

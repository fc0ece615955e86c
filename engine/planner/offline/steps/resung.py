"""Resung: a line that was sung, wanted higher or lower: the voice is transposed where it lies."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.text.intervals import semitones_of
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_SING = re.compile(
    r"^\W*(?:(?:please|now|ok|and|can you|could you|let'?s|have (?:it|her|him)|instead)\W+)*(?:sing|sung|have it"
    r" sung)\s+"
    r"(?:it|that|this|them|(?:the|that) (?:whole |entire |same )?(?:line|thing|melody|song|part|tune|vocal|phrase"
    r"|hook|verse))"
    r"(?: again| all)?,? (?P<size>an? [\w ]{0,12}?(?:octave|third|fourth|fifth|sixth|second)|(?P<count>\d+|two|three) "
    r"(?:semitones?|steps?|semis))\s+(?P<way>lower|higher|down|up|deeper|above|below)\b",
    re.IGNORECASE,
)
_COUNT = {"two": 2, "three": 3}


def resung(text: str, scene: DialogueState) -> list[Step] | None:
    """The transposition of what was sung last; None where nothing was sung or no interval is said."""
    match = _SING.match(plain(text))
    if not match or not scene.done:
        return None
    sung = [one for one in State.of(scene).frames if one.tool == "sing" and one.is_live and one.out]
    if not sung:
        return None
    said = (match["count"] or "").lower()
    size = (_COUNT.get(said) or int(said)) if said else abs(semitones_of(match["size"]))
    size = -size if match["way"].lower() in ("lower", "down", "deeper", "below") else size
    return [Step("change_tempo_key", {"clip": sung[-1].out[-1], "semitones": size})] if size else None

"""Abbreviated: "the interview", where "Int Ruth" and "Int Joan" are: one of these, and no other voice."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.regex import regex
from engine.tasks.plan import Step

_ALL = regex(r"\b(?:both|all|each|every|everything|two|three)\b", re.IGNORECASE)
_LONG, _SHORT = 6, (3, 4)
"""Letters of the word and of what stands for it in names."""


def abbreviated_several(text: str, scene: DialogueState) -> list[Step] | None:
    """The question which is meant; None where a track is called by the whole word, or the word means them anyway."""
    if _ALL.search(text):
        return None
    tracks = scene.context.tracks
    parts = (name for name, _ in scene.context.markers)
    names = " ".join((*tracks, *(clip.name for clip in scene.clips), *parts)).lower()
    for match in re.finditer(rf"[a-z]{{{_LONG},}}", text.lower()):
        word = match[0]
        if word.endswith("s") or word in names:
            continue
        called = [one for one in tracks if (first := one.lower().split()[0]) != word and _is_short(first, word)]
        meant = [one for one in things(text, scene) if one.start <= match.start() < one.end]
        if len(called) > 1 and meant and not set(called) & {track for one in meant for track in one.tracks}:
            listed = " or ".join(f"“{one}”" for one in called[:4])
            return [Step("ask", {"text": f"Which one do you mean: {listed}?"})]
    return None


def _is_short(first: str, word: str) -> bool:
    return _SHORT[0] <= len(first) <= _SHORT[1] and word.startswith(first)

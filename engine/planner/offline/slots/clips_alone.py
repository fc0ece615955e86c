"""Clips alone: those that words name which say nothing else: "the pad", "the lead vox clips", "it"."""

from __future__ import annotations

import re

from engine.planner.context import ClipInfo
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.regex import regex

_IT = regex(r"^(?:it|this|that|the clip|this clip)$", re.IGNORECASE)


def clips_alone(what: str | None, scene: DialogueState) -> list[ClipInfo]:
    """The clips that alone are named by these words; none where they say anything else."""
    words = re.sub(r"\s+(?:clips?|regions?)$", "", (what or "it").strip(), flags=re.IGNORECASE)
    if _IT.match(words):
        focus = scene.clip(scene.focus(("audio", "midi"))) if scene.done else None
        return [focus] if focus else []
    found = things(words, scene)
    bare = re.sub(r"^(?:the|my|our)\s+", "", words, flags=re.IGNORECASE)
    if len(found) != 1 or len(found[0].tracks) > 1 or found[0].end - found[0].start < len(bare):
        return []
    return [clip for clip in scene.clips if clip.id in found[0].clips]

"""Pointing ahead: a clause that works on a clip which only a later clause names."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.reading.mentions import named_words
from engine.planner.offline.slots.clause import Clause
from engine.planner.offline.slots.fill import fill
from engine.planner.offline.steps.routes import ranked
from engine.planner.offline.text.words import tokens
from engine.planner.regex import regex
from engine.tasks.task import find_task

_POINTS = regex(r"\b(?:it|that|this|these|those|them|everything|all|selection|selected)\b|\"", re.IGNORECASE)
_NEEDS_NONE = (("arrange", "new_track"), ("arrange", "rename"))


BARE = 2
"""Words of a verb alone: "reverse and flange the pad" is about the pad, whatever is selected."""


def lacks_a_clip(part: str, scene: DialogueState) -> bool:
    """Does the first clause work on a clip and name none ("denoise, compress and de-ess the vocal")?"""
    best = ranked(part, scene)[0]
    if best.task in REPLIES or any(named_words(part, scene)):
        return False
    if len(tokens(part)) > BARE and (scene.done or scene.context.selected_clips):
        return False
    if _POINTS.search(part) or (best.task, best.kind) in _NEEDS_NONE:
        return False
    row = find_task(best.task)
    return best.task in ("apply_effect", "arrange") or "clip" in (
        {arg.name for arg in row.args if arg.required} | {name for group in row.one_of for name in group}
    )


def point_to_what_follows(parts: list[str], scene: DialogueState) -> None:
    """ "brighten the guitar, but first clean it": "it" is what the clause that now comes later names."""
    for part in parts[1:]:
        best = next((one for one in ranked(part, scene) if one.task not in REPLIES), None)
        args = fill(Clause(part, best.task, best.kind, scene)) if best else {}
        on_track = [clip.id for clip in scene.clips if clip.track and clip.track == args.get("track")]
        clip = on_track[0] if len(on_track) == 1 else args.get("clip")
        if isinstance(clip, str) and not clip.startswith("$") and scene.matches(part):
            scene.pointed = clip
            return

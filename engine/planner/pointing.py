"""Pointing ahead: a clause that works on a clip which only a later clause names."""

from __future__ import annotations

from engine.planner.clauses import ranked
from engine.planner.mentions import named_words
from engine.planner.scene import REPLIES, Scene
from engine.planner.slots.clause import Clause
from engine.planner.slots.fill import fill
from engine.task import find_task


def lacks_a_clip(part: str, scene: Scene) -> bool:
    """Does the first clause work on a clip and name none ("denoise, compress and de-ess the vocal")?"""
    best = ranked(part, scene)[0]
    if best.task in REPLIES or scene.done or scene.context.selected_clips or any(named_words(part, scene)):
        return False
    return any(arg.name == "clip" and arg.required for arg in find_task(best.task).args) or best.task == "apply_effect"


def point_to_what_follows(parts: list[str], scene: Scene) -> None:
    """ "brighten the guitar, but first clean it": "it" is what the clause that now comes later names."""
    for part in parts[1:]:
        best = next((one for one in ranked(part, scene) if one.task not in REPLIES), None)
        clip = fill(Clause(part, best.task, best.kind, scene)).get("clip") if best else None
        if isinstance(clip, str) and not clip.startswith("$") and scene.matches(part):
            scene.pointed = clip
            return

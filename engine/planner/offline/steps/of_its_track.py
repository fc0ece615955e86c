"""Of its track: a step and the other clips of the track that it is about."""

from __future__ import annotations

import re
from dataclasses import replace

from engine.planner.context import ClipInfo
from engine.planner.offline.reading.dialogue_state import DialogueState, side_by_side
from engine.planner.offline.slots.lying_there import lying_there
from engine.planner.regex import regex
from engine.tasks.plan import Step

DONE_TO_EACH: dict[str, tuple[str, ...]] = {
    "edit_clip": ("reverse", "normalize", "gain"),
    "edit_notes": (),
    "change_tempo_key": (),
    "apply_effect": (),
    "denoise": (),
    "enhance_speech": (),
    "transcribe": (),
    "harmonize": (),
    "audio_to_midi": (),
    "sing": (),
    "render_midi": (),
    "arrange": ("move", "duplicate", "delete"),
}
"""What is done to each clip of a track that is named; some tasks with some of their actions only."""
NTH = {
    "first": 0,
    "1st": 0,
    "opening": 0,
    "second": 1,
    "2nd": 1,
    "third": 2,
    "3rd": 2,
    "fourth": 3,
    "4th": 3,
    "last": -1,
}
ORDER = rf"(?P<nth>{'|'.join(NTH)}|final|closing)"
NOUN = r"(?:clip|region|part|bit|piece|phrase|section|half|chunk)s?"
COUNTED = regex(rf"\b{ORDER}(?: (?!bars?\b|beats?\b)[\w']+){{0,2}}? {NOUN}\b", re.IGNORECASE)
SPAN = ("start_bar", "end_bar")
_AT_ITS_EDGE = tuple(("edit_clip", one) for one in ("cut", "trim", "split", "fade_out")) + (
    *(("arrange", one) for one in ("move", "place", "duplicate")),
)
"""What is done at the end of a clip, or to bring it there."""


def lying_beside(clip: ClipInfo, scene: DialogueState) -> list[ClipInfo]:
    """The clips of its kind on its track, in their order; none where some lie on each other."""
    return side_by_side([one for one in scene.clips if one.track == clip.track and one.kind == clip.kind])


def there_of(step: Step, clip: ClipInfo, text: str, scene: DialogueState) -> list[ClipInfo]:
    """The clips beside the one of a step that the words place; none where they place none."""
    lying = lying_beside(clip, scene)
    goals = [step.args["bar"]] if step.task == "arrange" and "bar" in step.args else []
    by_edge = (step.task, step.args.get("action")) not in _AT_ITS_EDGE
    return lying_there(text, lying, scene, goals, by_edge=by_edge)


def is_for_each(step: Step) -> bool:
    """Is it done to each clip of a track that is named?"""
    kinds = DONE_TO_EACH.get(step.task)
    return kinds is not None and (not kinds or str(step.args.get("action") or "") in kinds)


def of_clip(step: Step, clip: ClipInfo, name: str = "clip", **values: float) -> Step:
    """The step for another clip."""
    return replace(step, args={**step.args, name: clip.id, **values})

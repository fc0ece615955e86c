"""Nudged there: "the vox in the chorus 20 ms later" moves the clip that lies there, and by that much only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_GOAL = r"\b(?:to|at|into|onto|until|before|after)\s+(?:the |our |my )?"


def nudged_there(steps: Sequence[Step], text: str, scene: DialogueState) -> list[Step]:
    """The steps; of moves by an amount of time a section says which clip is meant, and is no goal."""
    low = plain(text).lower()
    there = [
        bar
        for name, bar in scene.context.markers
        if re.search(rf"\bin (?:the |our |my )?{re.escape(name.lower())}\b", low)
        and not re.search(rf"{_GOAL}{re.escape(name.lower())}\b", low)
    ]
    if len(there) != 1 or not steps or not all(_is_nudge(step) for step in steps):
        return list(steps)
    ends = sorted(bar for _, bar in scene.context.markers if bar > there[0])
    told = [replace(step, args={name: v for name, v in step.args.items() if name != "bar"}) for step in steps]
    lying = [step for step in told if _begins_in(step, there[0], ends[0] if ends else float("inf"), scene)]
    return lying or told


def _is_nudge(step: Step) -> bool:
    is_by_time = bool({"offset", "offset_beats"} & {*step.args})
    return step.task == "arrange" and step.args.get("action") == "move" and is_by_time


def _begins_in(step: Step, start: float, end: float, scene: DialogueState) -> bool:
    clip = scene.clip(step.args.get("clip"))
    return clip is not None and clip.bars is not None and start - 0.1 <= clip.bars[0] < end

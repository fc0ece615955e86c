"""Crossfaded: two clips that lie end to end on a track fade out and in where they meet, and stay where they are.

One clip of both would be shorter than they are, and what follows would come too early.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.planner.context import ClipInfo
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.tasks.plan import Step

_SHORT_S = 0.1
"""As long as a join is, where nothing says how long."""
_NEAR_S = 0.05


def crossfaded(steps: Sequence[Step], scene: DialogueState) -> list[Step]:
    """The steps, with two fades for a crossfade of such clips."""
    return [each for step in steps for each in _in_two(step, scene)]


def _in_two(step: Step, scene: DialogueState) -> list[Step]:
    listed = step.args.get("clips")
    is_one = (step.task, step.args.get("action")) == ("edit_clip", "crossfade") and isinstance(listed, list | tuple)
    pair = [clip for one in listed or () if (clip := scene.clip(one))] if is_one else []
    if len(pair) != 2 or not pair[0].track or pair[0].track != pair[1].track:
        return [step]
    first, second = sorted(pair, key=lambda one: one.start)
    if {first.kind, second.kind} != {"audio"} or abs(_gap_s(first, second)) > max(_NEAR_S, first.length / 2):
        return [step]
    overlap_s = max(0.0, -_gap_s(first, second))
    duration = step.args.get("duration") or (overlap_s if overlap_s > _NEAR_S else _SHORT_S)
    return [
        replace(step, args={"clip": first.id, "action": "fade_out", "duration": duration}),
        replace(step, args={"clip": second.id, "action": "fade_in", "duration": duration}),
    ]


def _gap_s(first: ClipInfo, second: ClipInfo) -> float:
    return second.start - (first.start + first.length)

"""Clock times of the session: "cut 0:16 to 0:17 out of Ben", whose clip lies from 0:14, is its third second."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.planner.context import ClipInfo
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.tasks.plan import Step

_TASKS = ("edit_clip", "apply_effect", "inpaint", "transcribe")
"""Tasks whose times count from the beginning of a clip."""
_TIMES = ("start", "end", "at")
_SLACK_S = 0.05


def in_the_clip(steps: Sequence[Step], scene: DialogueState) -> list[Step]:
    """The same steps; times that do not lie in the clip, but where it lies in the session, count from its beginning."""
    return [_counted(step, scene) for step in steps]


def of_the_clip(clip: ClipInfo, times_s: Sequence[float]) -> bool:
    """Do these times lie in the session where the clip lies?"""
    end = clip.start + clip.length
    return bool(times_s) and all(clip.start - _SLACK_S <= one <= end + _SLACK_S for one in times_s)


def _counted(step: Step, scene: DialogueState) -> Step:
    clip = scene.clip(step.args.get("clip")) if step.task in _TASKS else None
    times = {name: float(step.args[name]) for name in _TIMES if isinstance(step.args.get(name), int | float)}
    if clip is None or clip.start <= _SLACK_S or clip.length <= 0 or clip.track is None:
        return step
    told = {name: value for name, value in times.items() if value > 0}
    if max(told.values(), default=0.0) <= clip.length + _SLACK_S or not of_the_clip(clip, list(told.values())):
        return step
    inside = {name: round(min(clip.length, max(0.0, value - clip.start)), 3) for name, value in told.items()}
    return replace(step, args={**step.args, **inside})

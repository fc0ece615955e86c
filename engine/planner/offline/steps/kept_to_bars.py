"""Kept to bars: "reverse this", with four bars of a long recording selected, is done to these and not to all of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.planner.context import ClipInfo, Context
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.place import Bars
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.slots.clause import number
from engine.tasks.plan import Plan, Step

_SAYS_WHERE = ("start_bar", "end_bar", "start", "end", "at", "bar", "duration")
_EDITS = ("reverse", "gain", "normalize")
_NEAR = 1e-3


def kept_to_bars(plan: Plan, text: str, context: Context) -> Plan:
    """The plan, with the bars that are selected where it is about a recording that goes on before or behind them."""
    bars = context.selected_bars
    if bars is None or not context.is_newly_selected or context.files or any(one % 1 for one in bars):
        return plan
    scene = DialogueState.of(context)
    said = taken_apart(text, scene)
    if said.places and not _are_goals(plan.steps) or any(not one.is_pointed for one in said.things):
        return plan
    return replace(plan, steps=tuple(_kept(one, bars, scene) for one in plan.steps))


def _are_goals(steps: Sequence[Step]) -> bool:
    """ "Copy this to bar 5": the place is where it goes."""
    return all((one.task, one.args.get("action")) in (("arrange", "duplicate"), ("arrange", "move")) for one in steps)


def _kept(step: Step, bars: Bars, scene: DialogueState) -> Step:
    if step.task == "automate" and step.args.get("track") in scene.context.selected_tracks:
        is_bare = not {name for name in (*_SAYS_WHERE, "action") if name in step.args}
        span = {"start_bar": number(bars[0]), "end_bar": number(bars[1])}
        return replace(step, args={**step.args, **span}) if is_bare else step
    clip = scene.clip(step.args.get("clip"))
    if clip is None or clip.id not in scene.context.selected_clips or not _goes_on(clip, bars):
        return step
    told = {name for name in _SAYS_WHERE if name in step.args}
    first, last = number(bars[0]), number(bars[1])
    action = step.args.get("action")
    if step.task == "arrange" and action in ("duplicate", "move") and told <= {"bar"}:
        return replace(step, args={**step.args, "start_bar": first, "end_bar": last})
    if told:
        return step
    inside = {"start_bar": int(bars[0]), "end_bar": int(bars[1]) - 1}
    if step.task == "arrange" and action == "delete":
        return Step("edit_clip", {"clip": clip.id, "action": "cut", **inside})
    if step.task == "apply_effect" or step.task == "edit_clip" and action in _EDITS:
        return replace(step, args={**step.args, **inside})
    if step.task == "export" and step.args.get("what") == "clip" and clip.track:
        rest = {name: value for name, value in step.args.items() if name not in ("what", "clip")}
        return replace(
            step, args={"what": "tracks", "track": clip.track, "start_bar": first, "end_bar": last, **rest}
        )
    return step


def _goes_on(clip: ClipInfo, bars: Bars) -> bool:
    """Does a recording sound in the bars, and outside of them?"""
    if clip.bars is None or clip.kind == "midi":
        return False
    start, end = clip.bars
    meets = start < bars[1] - _NEAR and bars[0] < end - _NEAR
    inside = bars[0] >= start - _NEAR and bars[1] <= end + _NEAR
    return meets and inside and (start < bars[0] - _NEAR or end > bars[1] + _NEAR)

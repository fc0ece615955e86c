"""Fades of notes: they are the volume of their track, which is written over what is there, as where it is ducked."""

from __future__ import annotations

from dataclasses import replace

from engine.planner.context import Context
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.scope.where import fader_of
from engine.planner.offline.slots.automate import SILENT_DB
from engine.planner.offline.slots.clause import Clause, number
from engine.tasks.plan import Plan, Step

_FADES = ("fade_in", "fade_out")


def with_fades_of_notes(plan: Plan, context: Context) -> Plan:
    """The plan, with a ride for a fade of notes whose track has a volume that changes already."""
    if all(one.args.get("action") not in _FADES for one in plan.steps):
        return plan
    scene = DialogueState.of(context)
    return replace(plan, steps=tuple(_ridden(one, scene) for one in plan.steps))


def _ridden(step: Step, scene: DialogueState) -> Step:
    clip, length = scene.clip(step.args.get("clip")), step.args.get("duration")
    is_fade = step.task == "edit_clip" and step.args.get("action") in _FADES and step.op == "fresh"
    if not is_fade or clip is None or clip.kind != "midi" or clip.bars is None or not clip.track:
        return step
    if not _has_a_ride(clip.track, scene):
        return step
    size = float(length) / Clause("", "", "", scene).bar_s if isinstance(length, int | float) else 1.0
    level = fader_of(clip.track, scene)
    is_out = step.args["action"] == "fade_out"
    start, end = (clip.bars[1] - size, clip.bars[1]) if is_out else (clip.bars[0], clip.bars[0] + size)
    ends = (level, float(SILENT_DB)) if is_out else (float(SILENT_DB), level)
    span = {"start_bar": number(round(start, 3)), "end_bar": number(round(end, 3))}
    ride = {"parameter": "volume", "from": number(ends[0]), "to": number(ends[1])}
    return Step("automate", {"track": clip.track, **ride, **span})


def _has_a_ride(track: str, scene: DialogueState) -> bool:
    for call in scene.context.history:
        is_ride = call.tool == "automate" and call.args.get("parameter") == "volume"
        is_ducked = call.tool == "route" and call.args.get("action") == "sidechain"
        told = (call.args.get("track"), *(call.args.get("tracks") or ()))
        if call.stands and (is_ride or is_ducked) and track in told:
            return True
    return False

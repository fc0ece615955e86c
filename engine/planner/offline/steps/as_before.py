"""As before: "the harp too" is as much of the harp as of what that was done to: all its clips, or what lies there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from engine.planner.context import ClipInfo
from engine.planner.offline.reading.dialogue_state import DialogueState, DoneCall
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.of_its_track import (
    COUNTED,
    ORDER,
    SPAN,
    is_for_each,
    lying_beside,
    of_clip,
    there_of,
)
from engine.planner.offline.text.markers import sections_named
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_PART_SAID = regex(
    rf"\b(?:{ORDER}|bars? \d+|(?:at|in|from) \d+|here|there|end|start|early|late|part|clip)\b", re.IGNORECASE
)
"""Words that may tell a part of a track."""


def as_before(step: Step, text: str, scene: DialogueState) -> list[Step]:
    """The step for as many clips of the track that is named."""
    clip = scene.clip(step.args.get("clip"))
    is_new = step.op == "fresh" and not is_for_each(step)
    done = _acts_before(step, scene) if is_new or step.op in ("again", "fix") else []
    said = things(text, scene)
    named = {track for thing in said for track in thing.tracks}
    if not done or clip is None or clip.track not in named:
        return [step]
    if any(one.args.get("track") for one in done) and not any({"clip", "clips"} & {*one.args} for one in done):
        takes_track = any(arg.name == "track" for arg in step.row.args)
        rest = {name: value for name, value in step.args.items() if name != "clip"}
        return [replace(step, args={**rest, "track": clip.track})] if takes_track else [step]
    ids = {str(one) for act in done for one in (act.args.get("clip"), *act.out, *(act.args.get("clips") or ()))}
    before = [one for one in scene.clips if one.id in ids]
    own = {one for thing in said for one in thing.clips}
    lying = [one for one in lying_beside(clip, scene) if one.id in own]
    if len(lying) < 2 or not before or any(one.track == clip.track for one in before):
        return [step]
    if there_of(step, clip, text, scene) or COUNTED.search(text) or any(one in step.args for one in SPAN):
        return [step]
    meant = lying if _was_whole(before, step.task, scene) else _beside(before, lying)
    if not meant or len(meant) > 1 and not is_for_each(step):
        return [step]
    more = [of_clip(replace(step, op="fresh", base=""), one) for one in meant[1:]]
    return [of_clip(step, meant[0]), *(more if step.op == "fix" else [of_clip(step, one) for one in meant[1:]])]


def _acts_before(step: Step, scene: DialogueState) -> list[DoneCall]:
    """The calls of the turn that a step is about, of its task."""
    turns = [one.turn for one in scene.last_turn()] if scene.context.dialogue else []
    turn = int(step.base.partition(".")[0]) - 1 if step.base else turns[0] if turns else -1
    return [one for one in scene.done if one.turn == turn and one.tool == step.task] if turns else []


def _was_whole(clips: Sequence[ClipInfo], tool: str, scene: DialogueState) -> bool:
    """Was it done to all clips of a track, or to a track of which no part was spoken of since?"""
    own, ids = {one.track for one in clips}, {one.id for one in clips}
    if {one.id for one in scene.clips if one.track and one.track in own} <= ids:
        return True
    turns = {one.turn for one in scene.done if one.tool == tool and ids & {one.args.get("clip"), *one.out}}
    said = [plain(scene.context.dialogue[turn].user) for turn in turns]
    return not any(sections_named(one, scene.context.markers, 1.0) or _PART_SAID.search(one) for one in said)


def _beside(before: Sequence[ClipInfo], clips: Sequence[ClipInfo]) -> list[ClipInfo]:
    """The clips that lie where others lie."""
    spans = [one.bars for one in before if one.bars]
    return [one for one in clips if one.bars and any(min(one.bars[1], b) - max(one.bars[0], a) > 0.5 for a, b in spans)]

"""Siblings: what one request did to several things is put right for all of them, and done to all clips of another.

    "3 to 1 on that though", after a compressor on each clip of the bass → on each of them
    "same for the guitar"                                                → on each of its clips
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from engine.planner.context import ClipInfo
from engine.planner.offline.conversation.acts import ONLY_TELLS, done_last
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.conversation.things import Things
from engine.planner.offline.reading.dialogue_state import DialogueState, side_by_side
from engine.planner.offline.reading.previous_call import TARGETS
from engine.planner.offline.slots.bars import last_bar
from engine.planner.offline.slots.clause import Clause
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.whole_track import DONE_TO_EACH, in_bars_of
from engine.planner.offline.text.markers import sections_named
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_PICKED = regex(
    r"\b(?:there|here|(?:that|this|other|later|earlier|next|previous|opening|final|middle|second|third|fourth|[1-5](?:st"
    r"|nd|rd|th))(?: (?:one|clip|part|bit|time|half))?|first|last|(?:one|clip|part|bit) (?:at|in|from|on)|clips? \d"
    r"|bars? \d+|one of|the (?:low|high|loud|quiet|long|short|left|right|old|new|big|small)(?:er|est)? one"
    r"|only (?:the|on|in|at)|just (?:the|on|in|at))\b(?<!\bthat)(?<!\bthis)",
    re.IGNORECASE,
)
"""One of several is picked out."""
_PLACES = ("start_bar", "end_bar", "bar", "start", "end", "at", "marker")
_SPAN = ("start_bar", "end_bar")


def with_siblings(steps: Sequence[Step], text: str, scene: DialogueState) -> list[Step]:
    """The steps, a correction for all that was done alike before, and the same again for all clips of a track."""
    if not scene.done or not scene.context.dialogue or any(step.depends_on() for step in steps):
        return list(steps)
    simple = plain(text)
    if _PICKED.search(simple) or _names_a_part(simple, scene):
        return list(steps)
    state = State.of(scene)
    made: list[Step] = []
    for step in steps:
        base = _base(step, state)
        if base is None:
            made.append(step)
            continue
        if part := _of_a_part(step, base, simple, state):
            made.append(part)
            continue
        is_same = _on(step.args) == _on(base.args)
        found = _put_right(step, base, simple, scene, state) if is_same else _to_each(step, base, simple, scene, state)
        is_one = sum(other.base == step.base for other in steps) == 1 or is_same
        made += found if found and is_one else [step]
    return [step for at, step in enumerate(made) if step not in made[:at]]


def _names_a_part(text: str, scene: DialogueState) -> bool:
    return bool(sections_named(text, scene.context.markers, float(last_bar(Clause(text, "", "", scene)))))


def _base(step: Step, state: State) -> Frame | None:
    """The call that a step puts right or repeats, or changes without saying so."""
    if step.op in ("fix", "again"):
        return state.frame(step.base)
    alike = [one for one in done_last(state) if one.tool == step.task and _on(one.args) == _on(step.args)]
    same = [one for one in alike if set(one.args) <= {*step.args} and one.args.get("effect") == step.args.get("effect")]
    return same[0] if len(same) == 1 and _on(step.args) and step.task in ("apply_effect", "denoise") else None


def _on(args: Any) -> tuple[str, ...]:
    return tuple(str(args[name]) for name in TARGETS if name in args)


def _rest(args: Any) -> dict[str, Any]:
    return {name: value for name, value in args.items() if name not in TARGETS}


def _put_right(step: Step, base: Frame, text: str, scene: DialogueState, state: State) -> list[Step] | None:
    """The same correction for what the request did alike to others."""
    changed = {name: value for name, value in _rest(step.args).items() if base.args.get(name) != value}
    gone = set(base.args) - set(step.args)
    if base.tool in ONLY_TELLS or step.op == "again" or not changed and not gone or set(changed) & set(_PLACES):
        return None
    named = {track for thing in things(text, scene) for track in thing.tracks}
    alike = [
        one
        for one in state.turn(base.turn)
        if one.tool == base.tool and _rest(one.args) == _rest(base.args) and one.state in ("done", "replaced")
        and (not named or named & _tracks(one, scene))
    ]  # fmt: skip
    if len(alike) < 2 or base not in alike:
        return None
    kept = [{name: value for name, value in one.args.items() if name not in gone} for one in alike]
    return [
        replace(step, args={**args, **changed}) if one is base else _corrected(step, {**args, **changed}, one)
        for one, args in zip(alike, kept, strict=True)
    ]


_SET = ("route", "set_track")
"""What is set as it is said, whatever it was before."""


def _of_a_part(step: Step, base: Frame, text: str, state: State) -> Step | None:
    """ "The stack 6 less", after two were sent at once: for that one, the other stays as it is."""
    tracks = base.args.get("tracks")
    if step.task not in _SET or step.op != "fix" or not isinstance(tracks, list | tuple) or not tracks:
        return None
    named = {one for mention in Things(text, state).mentions for one in mention.ids}
    clips = {f"track:{state.cards[one].view.track}" for one in named if one in state.cards}
    part = [str(one) for one in tracks if f"track:{one}" in named | clips]
    if list(step.args.get("tracks") or ()) != list(tracks) or not 0 < len(part) < len(tracks):
        return None
    return told_as(Step(step.task, {**_rest(step.args), **_track_or_tracks(part)}), "again", base)


def _track_or_tracks(part: Sequence[str]) -> dict[str, Any]:
    return {"track": part[0]} if len(part) == 1 else {"tracks": list(part)}


def _corrected(step: Step, args: dict[str, Any], one: Frame) -> Step:
    return Step(step.task, args) if step.op == "fresh" else told_as(Step(step.task, args), "fix", one)


def _tracks(frame: Frame, scene: DialogueState) -> set[str]:
    tracks = {str(one) for one in (frame.args.get("track"), *(frame.args.get("tracks") or ())) if one}
    return tracks | {str(track) for clip in (*frame.clips(), *frame.out) if (track := scene.track_of(clip))}


def _to_each(step: Step, base: Frame, text: str, scene: DialogueState, state: State) -> list[Step] | None:
    """The same again for each clip of the track that is named: where it was done to some bars only, for those there."""
    name = "clip" if "clip" in step.args else "midi"
    clip, old = scene.clip(step.args.get(name)), scene.clip(base.args.get(name))
    kinds = DONE_TO_EACH.get(step.task)
    if clip is None or old is None or clip.track == old.track or kinds is None:
        return None
    if step.task == "arrange" or kinds and step.args.get("action") not in kinds and not _has_bars(step):
        return None
    named = {one for thing in things(text, scene) if clip.track in thing.tracks for one in thing.clips}
    lying = side_by_side([one for one in scene.clips if one.track == clip.track and one.kind == clip.kind])
    meant = [one for one in lying if one.id in named]
    if _has_bars(step):
        meant = in_bars_of(step, meant)
    elif "start" in step.args or "end" in step.args or "at" in step.args:
        return None
    else:
        meant = _beside(base, old, meant, scene, state)
    return [replace(step, args={**step.args, name: one.id}) for one in meant] or None


def _has_bars(step: Step) -> bool:
    return all(name in step.args for name in _SPAN)


def _beside(
    base: Frame, old: ClipInfo, clips: Sequence[ClipInfo], scene: DialogueState, state: State
) -> list[ClipInfo]:
    """Of these those beside the clips that it was done to, where it was not done to all clips of its track."""
    done = {clip for one in state.turn(base.turn) if one.tool == base.tool for clip in one.clips()} | {old.id}
    lying = [one for one in scene.clips if one.track == old.track and one.kind == old.kind]
    if {one.id for one in lying} <= done:
        return list(clips)
    bars = [one.bars for one in lying if one.id in done and one.bars]
    return [one for one in clips if one.bars and any(one.bars[0] < b - 0.1 and a + 0.1 < one.bars[1] for a, b in bars)]

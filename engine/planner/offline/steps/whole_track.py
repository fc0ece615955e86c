"""Whole track: a name that means all of a track ("reverse the vocal") is done to each of its clips.

A clause is filled with one clip of that name. Where the track has several, none of them selected, counted or just
worked on, an edit goes to each; what has a place goes to the clip that lies there, a fade in to the first, a fade out
to the last.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from engine.planner.context import ClipInfo
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.thing import Thing
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.as_before import as_before
from engine.planner.offline.steps.of_its_track import (
    COUNTED,
    DONE_TO_EACH,
    NOUN,
    NTH,
    ORDER,
    SPAN,
    is_for_each,
    lying_beside,
    of_clip,
    there_of,
)
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_TOGETHER = ("join", "crossfade")
_ONE: dict[str, int] = {"fade_in": 0, "fade_out": -1}
_EACH_FADES = regex(r"\b(?:all|each|every|both)\b", re.IGNORECASE)
_BEFORE_NAME = regex(rf"\b{ORDER}\s+$", re.IGNORECASE)
_ONE_MEANT = regex(
    rf"\b(?:other|next|previous|original|one of the|this|these|selected)(?: [\w']+){{0,2}}? (?:{NOUN}|one|take)\b"
    rf"|\b(?:{NOUN}|take) (?:\d|one|two|three)\b",
    re.IGNORECASE,
)
"""One of several is meant, which is told in another way."""
_COUNTS = {"both": 2, "two": 2, "three": 3, "four": 4}
_ALL_SAID = regex(
    r"(?<!leave )(?<!keep )\b(?:all|each|every|(?:all |the )?(?P<count>both|two|three|four))"
    r"(?: of (?:them|these|those|hers|his|its)| (?:(?:the|her|his|its) )?(?:[\w']+ ){0,2}?"
    r"(?:clips?|bits?|parts?|regions?|entries|lots|ones)\b|(?=\W*$|[,.;]))",
    re.IGNORECASE,
)
_ALSO = regex(r"^\W*(?:and|also|plus)\b|\b(?:too|as well|also)\b", re.IGNORECASE)
_PARTS = ("cut", "trim", "split", "loop", "fade_in", "fade_out")
"""Edits whose bars tell a part of a clip."""


def on_whole_tracks(steps: Sequence[Step], text: str, scene: DialogueState) -> list[Step]:
    """The steps, with one for each clip where the words name a track of several, or those that lie where they say."""
    steps = _of_the_place([one for step in steps for one in _one_each(step)], text, scene)
    simple = plain(text)
    if _ONE_MEANT.search(simple) or any(step.depends_on() for step in steps):
        return list(steps)
    steps = [one for step in steps for one in as_before(step, simple, scene)]
    whole = [thing for thing in things(simple, scene) if thing.clips]
    named = {clip for thing in whole for clip in thing.clips}
    counted = [_BEFORE_NAME.search(simple[: thing.start]) for thing in whole] + [COUNTED.search(simple)]
    match = next((one for one in counted if one), None)
    nth = NTH.get(match["nth"].lower(), -1) if match else None
    if nth is not None and len(whole) == 1:
        steps = [_among(step, named, scene) for step in steps]
    made = [one for step in steps for one in _each(step, simple, named, nth, scene)]
    if len([step for step in made if _has_clip(step)]) == 1:
        made = [one for step in made for one in _all_said(step, simple, whole, scene)]
    return [step for place, step in enumerate(made) if step not in made[:place] or not _is_edit(step)]


def _of_the_place(steps: list[Step], text: str, scene: DialogueState) -> list[Step]:
    """The steps, done to the clips that lie where the words place them instead of to another of that track."""
    tracks = {track for thing in things(text, scene) for track in thing.tracks}
    on = {scene.track_of(step.args.get(name)) for step in steps for name in ("clip", "midi")} - {None}
    if not tracks and len(on) > 1:
        return steps
    is_chain = any(step.depends_on() for step in steps)
    made: list[Step] = []
    for step in (_listed(step, tracks, text, scene) for step in steps):
        name = "midi" if "midi" in step.args else "clip"
        clip = scene.clip(step.args.get(name))
        if clip is None or clip.track is None or tracks and clip.track not in tracks:
            made.append(step)
            continue
        there = there_of(step, clip, text, scene)
        is_one = len(there) == 1 or is_chain or not is_for_each(step)
        meant = ([clip] if clip in there else there[:1]) if is_one else there
        if step.op == "fix" and meant and clip not in meant and _ALSO.search(plain(text)):
            step = replace(step, op="again")
        made += [_placed(step, one, name) for one in meant] or [step]
    if is_chain:
        return made
    return [step for place, step in enumerate(made) if step not in made[:place] or not _has_clip(step)]


def _listed(step: Step, tracks: Collection[str], text: str, scene: DialogueState) -> Step:
    """ "The strings and the sub": of each track that a step lists with one of its clips, all that are meant."""
    ids = step.args.get("clips")
    listed = [scene.clip(one) for one in ids] if isinstance(ids, list) and is_for_each(step) else []
    clips = [one for one in listed if one and one.track in tracks]
    if not clips or len({one.track for one in clips}) < len(listed) or COUNTED.search(text):
        return step
    meant: list[str] = []
    for one in clips:
        lying = lying_beside(one, scene)
        meant += [each.id for each in there_of(step, one, text, scene) or lying or [one]]
    return replace(step, args={**step.args, "clips": meant})


def _all_said(step: Step, text: str, whole: Sequence[Thing], scene: DialogueState) -> list[Step]:
    """ "In both", "all three clips": one step for each clip of the track that a step is about."""
    said = _ALL_SAID.search(text)
    name = "midi" if "midi" in step.args else "clip"
    clip = scene.clip(step.args.get(name))
    if not said or clip is None or clip.track is None or step.op == "fix" or any(one in step.args for one in SPAN):
        return [step]
    named = {track for thing in whole for track in thing.tracks}
    last = {scene.track_of(one) for call in scene.last_turn() for one in (*call.out, call.args.get("clip"))} - {None}
    if (named or last) - {clip.track}:
        return [step]
    lying = lying_beside(clip, scene)
    there = there_of(step, clip, text, scene) or lying
    count = _COUNTS.get((said["count"] or "").lower(), len(there))
    if len(there) < 2 or len(there) != count or step.task == "arrange":
        return [step]
    if step.task == "edit_clip" and step.args.get("action") in _TOGETHER:
        rest = {key: value for key, value in step.args.items() if key != "clip"}
        return [replace(step, args={**rest, "clips": [one.id for one in there]})]
    return [of_clip(step, one, name) for one in there]


def _placed(step: Step, clip: ClipInfo, name: str) -> Step:
    """The step for that clip; without its bars where all of it lies in them, or nothing of it."""
    start, end = float(step.args.get("start_bar") or 1), step.args.get("end_bar")
    is_part = step.task == "edit_clip" and step.args.get("action") in _PARTS
    if clip.bars and end is not None and not is_part:
        is_all = start <= clip.bars[0] + 0.1 and clip.bars[1] <= float(end) + 1.1
        if is_all or clip.bars[1] <= start or float(end) + 1 <= clip.bars[0]:
            step = replace(step, args={one: value for one, value in step.args.items() if one not in SPAN})
    return of_clip(step, clip, name)


def _has_clip(step: Step) -> bool:
    return "clip" in step.args or "midi" in step.args


def _one_each(step: Step) -> list[Step]:
    """An edit of several clips as one of each, but for what puts them together."""
    clips, action = step.args.get("clips"), step.args.get("action")
    if step.task != "edit_clip" or not isinstance(clips, list | tuple) or action in _TOGETHER or step.op == "fix":
        return [step]
    bare = replace(step, args={name: value for name, value in step.args.items() if name != "clips"})
    return [replace(bare, args={**bare.args, "clip": clip}) for clip in clips]


def _among(step: Step, named: set[str], scene: DialogueState) -> Step:
    """ "Reverse the last lead clip": the last of the lead, not of the session."""
    clip = scene.clip(step.args.get("clip"))
    is_elsewhere = clip is not None and _is_edit(step) and clip.id not in named
    return of_clip(step, next(one for one in scene.clips if one.id in named)) if is_elsewhere else step


def _each(step: Step, text: str, named: set[str], nth: int | None, scene: DialogueState) -> list[Step]:
    name = "clip" if "clip" in step.args else "midi"
    clip = scene.clip(step.args.get(name))
    if clip is None or not _is_edit(step) or clip.id not in named:
        return [step]
    lying = lying_beside(clip, scene)
    meant = there_of(step, clip, text, scene) or [one for one in lying if one.id in named]
    if len(meant) < 2 or clip not in meant:
        return [step]
    if nth is not None:
        return [of_clip(step, meant[nth], name)] if nth < len(meant) else [step]
    meant = _just_touched(meant, scene) or meant
    kind = str(step.args.get("action") or "")
    if (step.task == "edit_clip" and kind in _ONE) and not _EACH_FADES.search(text):
        return [of_clip(step, meant[_ONE[kind]])]
    if (place := _place_s(step, clip)) is not None:
        there = next((one for one in meant if one.start <= place < one.start + one.length), None)
        return [of_clip(step, there, at=round(place - there.start, 4))] if there else [step]
    if step.task != "arrange" and any(one in step.args for one in SPAN):
        return [of_clip(step, one, name) for one in in_bars_of(step, meant)] or [step]
    kinds = DONE_TO_EACH.get(step.task)
    if kinds is None or kinds and kind not in kinds or "start" in step.args or "end" in step.args:
        return [step]
    return _behind(step, meant) if kind == "duplicate" else [_moved(step, one, meant[0], name) for one in meant]


def _is_edit(step: Step) -> bool:
    return step.op == "fresh" and step.task in DONE_TO_EACH


def _just_touched(clips: Sequence[ClipInfo], scene: DialogueState) -> list[ClipInfo]:
    """Those that are selected, else those that the last turn made or worked on."""
    chosen = [one for one in clips if one.id in scene.context.selected_clips]
    touched = {one for call in scene.last_turn() for one in (*call.out, call.args.get("clip"))}
    return chosen or [one for one in clips if one.id in touched]


def _place_s(step: Step, clip: ClipInfo) -> float | None:
    """The place in the session that a step tells in seconds of its clip, where that lies beside the clip [s]."""
    at = step.args.get("at") if step.task == "edit_clip" else None
    if not isinstance(at, int | float) or 0 <= at <= clip.length:
        return None
    return clip.start + float(at)


def in_bars_of(step: Step, clips: Sequence[ClipInfo]) -> list[ClipInfo]:
    """The clips that lie in the bars of a step."""
    behind = 0 if step.task in ("edit_notes", "change_tempo_key") else 1
    start = float(step.args.get("start_bar") or 1)
    end = float(step.args["end_bar"]) + behind if "end_bar" in step.args else start + 1
    if "start_bar" not in step.args:
        return [one for one in clips if one.bars and one.bars[0] < end - behind + 1e-6 <= one.bars[1] + 1e-6]
    return [one for one in clips if one.bars and one.bars[0] < end and start < one.bars[1]]


def _moved(step: Step, clip: ClipInfo, first: ClipInfo, name: str) -> Step:
    """The step for one of the clips; what goes to a bar keeps its distance from the first."""
    bar = step.args.get("bar")
    if step.task != "arrange" or not isinstance(bar, int | float) or not clip.bars or not first.bars:
        return of_clip(step, clip, name)
    return of_clip(step, clip, bar=bar + clip.bars[0] - first.bars[0])


def _behind(step: Step, clips: Sequence[ClipInfo]) -> list[Step]:
    """Copies that keep their distances: at the bar that is told, else behind the last of them."""
    bars = [one.bars for one in clips if one.bars]
    if len(bars) < len(clips) or "at" in step.args or "start_bar" in step.args:
        return [step]
    start, length = bars[0][0], bars[-1][1] - bars[0][0]
    to = float(step.args.get("bar") or bars[-1][1])
    times = int(step.args.get("count") or 1)
    bare = replace(step, args={one: value for one, value in step.args.items() if one != "count"})
    return [
        of_clip(bare, clip, bar=to + n * length + clip.bars[0] - start)
        for n in range(times)
        for clip in clips
        if clip.bars
    ]

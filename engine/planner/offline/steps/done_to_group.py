"""Done to a group: what is asked of several tracks at once is read as if it were asked of one, and done to each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from engine.planner.offline.reading.buses_said import called
from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.reading.stand_in import with_stand_ins
from engine.planner.offline.slots.other_tracks import other_tracks
from engine.planner.offline.slots.unpitched import unpitched
from engine.planner.offline.steps.group_said import TrackGroup, group_said
from engine.planner.offline.steps.group_spared import only_spared, without_exceptions
from engine.planner.offline.steps.group_worked_on import done_last_to
from engine.planner.offline.steps.whole_track import in_bars_of
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step
from engine.tasks.task import find_task

_TASKS = (
    *("mix", "set_track", "apply_effect", "plugin", "freeze", "edit_notes", "change_tempo_key", "automate", "route"),
    *("denoise", "enhance_speech", "edit_clip"),
)
_OF_ANY_SONG = ("change_tempo_key", "edit_notes")
""" "The whole song" is its tracks for these; for others it may be the mix."""
_EDITS = ("gain", "reverse", "normalize", "fade_in", "fade_out")
_TARGETS = ("track", "tracks", "clip", "clips")
_STAND_INS = ("Pelmira", "Tovanske", "Orvastel", "Kirmando")
"""Words that mean nothing."""
Read = Callable[[str, DialogueState], list[Step]]


def done_to_group(text: str, scene: DialogueState, read: Read) -> list[Step]:
    """The steps of a request that means several tracks together; [] for any other."""
    group = group_said(text, scene)
    if group is None:
        bare = without_exceptions(text, scene)
        return read(bare, DialogueState.of(scene.context)) if bare else []
    word = next((one for one in _STAND_INS if one not in scene.context.tracks), "")
    for one in _like_the_others(group, scene) if word else ():
        inside = with_stand_ins({one: word}, scene)
        whole = (group.with_name(f"the {word}"),)
        ways = (_read_as(said, word, one, group, inside, scene, read) for said in (_in_two(group, word), whole))
        if made := next(filter(None, ways), []):
            return [replace(step, args=called(step.args, {word: one})) for step in made]
    return []


def _read_as(
    said: Sequence[str], word: str, one: str, group: TrackGroup, inside: DialogueState, scene: DialogueState, read: Read
) -> list[Step]:
    """The steps for all of the group of a request that is told in these words."""
    steps = [_as_new(step) for part in said for step in read(part, DialogueState.of(inside.context))]
    return _done_to_all(steps, word, one, group, scene)


def _as_new(step: Step) -> Step:
    """ "Unmute those two again": a call of its own for each."""
    return replace(step, op="fresh", base="") if step.op == "again" else step


def about_the_spared(steps: Sequence[Step], text: str, scene: DialogueState) -> str:
    """The question where all that is done is done to what the words except; "" for any other plan."""
    if not steps or any(step.task not in _TASKS or step.op != "fresh" for step in steps):
        return ""
    about = {str(scene.track_of(one) or one) for step in steps for one in _targets(step.args)}
    if not only_spared(text, about, scene):
        return ""
    return f"Which track do you mean: {', '.join([one for one in scene.context.tracks if one not in about][:6])}?"


_JOINT = regex(r"(?:[\s,;.]|\b(?:and|but|then|while)\b)+$", re.IGNORECASE)
_SIDE = regex(
    r"\s+(?:a (?:bit|little) |hard |all )?(?:to |on )?(?:the )?(?:left|right|centre|center)\b", re.IGNORECASE
)


def _in_two(group: TrackGroup, word: str) -> tuple[str, ...]:
    """The request in two, where the group begins a clause: "drums to the left, the others to the right"."""
    head = _JOINT.sub("", group.before)
    if head == group.before.rstrip() or not head.strip():
        return ()
    return head, f"{'pan ' if _SIDE.match(plain(group.after)) else ''}the {word}{group.after}"


def _like_the_others(group: TrackGroup, scene: DialogueState) -> list[str]:
    """One of the tracks of each kind, the commonest kind first; drums are tried last."""
    kinds: dict[str, list[str]] = {}
    for track in group.tracks:
        kind = next((clip.kind for clip in scene.clips if clip.track == track), "")
        kinds.setdefault(kind, []).append(track)
    drums = unpitched(scene)
    each = sorted(kinds.items(), key=lambda pair: (not pair[0], -len(pair[1])))
    reach = {track: sum(clip.length for clip in scene.clips if clip.track == track) for track in group.tracks}
    return [min(tracks, key=lambda track: (track in drums, -reach[track])) for _, tracks in each][:2]


def _done_to_all(steps: Sequence[Step], word: str, one: str, group: TrackGroup, scene: DialogueState) -> list[Step]:
    own = {word, *(clip.id for clip in scene.clips if clip.track == one)}
    if not steps or any(
        step.task in (*REPLIES, "undo", "redo", "take") or step.depends_on() or step.op != "fresh" for step in steps
    ):
        return []
    about = [step for step in steps if own & {*_targets(step.args)}]
    if not about or any(not _may_be_for_all(step, word, group, scene) for step in about):
        return []
    made: list[Step] = []
    for step in steps:
        for each in _spread(step, own, group, scene) if step in about else [step]:
            made += [each] if each not in made else []
    return made


def _may_be_for_all(step: Step, word: str, group: TrackGroup, scene: DialogueState) -> bool:
    action = step.args.get("action")
    if step.task not in _TASKS or step.args.get("to") == word or "notes" in step.args:
        return False
    if step.task == "edit_clip" and action not in _EDITS:
        return False
    if action in ("unmute", "unsolo") and {*group.tracks} >= {*other_tracks((), scene)}:
        return False  # those whose button is pressed
    is_correction = group.is_spoken_of and step.task not in ("mix", "set_track") and scene.context.dialogue
    if is_correction and (step.task, str(step.args.get("effect") or action or "")) in done_last_to(scene):
        return False  # "twice as long for both": another figure for what was just done
    is_in_key = step.task in _OF_ANY_SONG and not {"bpm", "ratio", "bars"} & set(step.args)
    return is_in_key or not group.is_loose


def _targets(args: Mapping[str, Any]) -> list[str]:
    values = [args[name] for name in _TARGETS if name in args]
    return [str(one) for value in values for one in (value if isinstance(value, list | tuple) else [value])]


LEFT_UNPITCHED = "Left as they are, because they have no key: {}."


def unpitched_left(text: str, steps: Sequence[Step], scene: DialogueState) -> str:
    """What is said of the drums and the speech of a band that is moved to another key; "" for any other plan."""
    group = group_said(text, scene) if any(step.task == "change_tempo_key" for step in steps) else None
    about = {str(scene.track_of(one) or one) for step in steps for one in _targets(step.args)}
    left = {track for step in steps for track in _left_out(step, group, scene)} - about if group else set()
    return LEFT_UNPITCHED.format(", ".join(track for track in scene.context.tracks if track in left)) if left else ""


def _left_out(step: Step, group: TrackGroup, scene: DialogueState) -> tuple[str, ...]:
    """The drums and the speech of a band that is moved to another key."""
    is_moved = step.task == "change_tempo_key" and {"semitones", "cents", "key"} & set(step.args)
    return tuple(track for track in group.tracks if track in unpitched(scene)) if is_moved and group.is_everyone else ()


def _spread(step: Step, own: set[str], group: TrackGroup, scene: DialogueState) -> Iterator[Step]:
    """The step for each of the tracks, or of the clips on them."""
    out = _left_out(step, group, scene)
    tracks = [track for track in group.tracks if track not in out] or list(group.tracks)
    rest = {name: value for name, value in step.args.items() if name not in _TARGETS}
    takes = {arg.name for arg in find_task(step.task).args}
    if step.args.get("clip") or step.args.get("clips"):
        listed = step.args.get("clips") or []
        others = {str(one) for one in listed if one not in own} if isinstance(listed, list | tuple) else set()
        clips = [clip for clip in scene.clips if clip.track in tracks or clip.id in others]
        if step.task == "edit_notes":
            clips = [clip for clip in clips if clip.kind == "midi"]
        if {"start_bar", "end_bar"} & set(rest):
            clips = in_bars_of(step, clips)
        if step.task == "change_tempo_key" and len(clips) > 1:
            yield replace(step, args={"clips": [clip.id for clip in clips], **rest})
            return
        yield from (replace(step, args={"clip": clip.id, **rest}) for clip in clips)
        return
    said = step.args.get("tracks") or step.args.get("track")
    named = said if isinstance(said, list | tuple) else [said]
    every = list(dict.fromkeys(each for name in named for each in (tracks if name in own else [str(name)])))
    if len(every) > 1 and "tracks" in takes:
        yield replace(step, args={"tracks": every, **rest})
        return
    yield from (replace(step, args={"track": each, **rest}) for each in every)

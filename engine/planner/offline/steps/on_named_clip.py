"""On the clip that is named: "the chorus 2 dB up" moves no fader, where its track has other clips beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.context import ClipInfo
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.clause import number
from engine.planner.offline.slots.thing import Thing
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.name_keys import keys_of
from engine.planner.offline.text.names import name_words
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step


def on_named_clips(steps: Sequence[Step], text: str, scene: DialogueState) -> list[Step]:
    """The steps, with a level or a mute of a track for the clips of it that alone are named."""
    if not any(_is_of_the_fader(step) for step in steps):
        return list(steps)
    named = things(plain(text), scene)
    return [one for step in steps for one in _on_clips(step, named, text, scene)]






def _is_of_the_fader(step: Step) -> bool:
    told = {name for name, value in step.args.items() if value is not None}
    is_level = step.args.get("action") == "gain" and told == {"track", "action", "value_db"}
    return step.task == "mix" and step.op == "fresh" and (is_level or told == {"track", "action"} and _mutes(step))


def _mutes(step: Step) -> bool:
    return step.args.get("action") == "mute"


def _on_clips(step: Step, named: Sequence[Thing], text: str, scene: DialogueState) -> list[Step]:
    track = step.args.get("track")
    about = [thing for thing in named if track in thing.tracks]
    lying = [clip for clip in scene.clips if clip.track == track]
    if not _is_of_the_fader(step) or len(about) != 1 or len(about[0].tracks) != 1:
        return [step]
    clips = [clip for clip in lying if clip.id in about[0].clips]
    if not 0 < len(clips) < len(lying) or not all(_is_called(clip, text, about[0]) for clip in clips):
        return [step]
    if not all(clip.bars or clip.kind == "audio" and not _mutes(step) for clip in clips):
        return [step]
    return [_on(clip, step) for clip in clips]


def _is_called(clip: ClipInfo, text: str, thing: Thing) -> bool:
    """Do the words say the clip's name, with a word in it that its track does not bear?"""
    words = plain(text)[thing.start : thing.end]
    said, own = name_words(words), name_words(clip.name)
    is_whole = any(said[at : at + len(own)] == own for at in range(len(said)))
    of_track = {word for keys in keys_of(clip.track or "") for word in keys}
    apart = [word for keys in keys_of(clip.name) for word in keys - of_track - _OF_ANY_CLIP]
    told = {word for keys in keys_of(re.sub(r"['’]s?\b", "", words)) for word in keys}
    return (is_whole or thing.is_sure) and not told.isdisjoint(apart)


_OF_ANY_CLIP = frozenset("line part main take track clip loop lead melody chord note".split())
""" "The bass line" is the bass."""


def _on(clip: ClipInfo, step: Step) -> Step:
    if not _mutes(step) and clip.kind == "audio":
        return Step("edit_clip", {"clip": clip.id, "action": "gain", "value_db": step.args["value_db"]})
    assert clip.bars
    value = 1.0 if _mutes(step) else step.args["value_db"]
    args = {"track": step.args["track"], "parameter": "mute" if _mutes(step) else "volume", "from": value, "to": value}
    return Step("automate", {**args, "start_bar": number(clip.bars[0]), "end_bar": number(clip.bars[1])})

"""Pointed: "this track", "that one" is what is selected; of several that were made at once it is none by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

WHICH_TRACK = "Which track do you mean?"
_POINTS = regex(r"\b(?:this|that) (?:track|clip|one|part|region)\b", re.IGNORECASE)
_OTHER = regex(r"\bsame\b.*\bother side\b|\bother one\b.*\bother side\b", re.IGNORECASE)


def as_pointed(steps: list[Step], text: str, scene: DialogueState) -> list[Step]:
    """The same steps, about what is selected; a question where the words could point to several."""
    if len(steps) != 1 or steps[0].task in REPLIES or things(text, scene):
        return steps
    step, simple = steps[0], plain(text)
    done = scene.done[-1] if scene.done else None
    if _OTHER.search(simple) and done and step.task == "mix" and step.args.get("track") == done.args.get("track"):
        return [Step("ask", {"text": WHICH_TRACK})]
    if not _POINTS.search(simple) or not {"clip", "track"} & set(step.args):
        return steps
    return _selected(step, scene) or ([Step("ask", {"text": WHICH_TRACK})] if _is_one_of(step, scene) else steps)


def _selected(step: Step, scene: DialogueState) -> list[Step]:
    """The step about the one clip or track that is selected; [] where none is, or several are."""
    clips, tracks = scene.context.selected_clips, scene.context.selected_tracks
    if len(clips) == 1 and not tracks:
        track = scene.track_of(clips[0])
        return [_about(step, clips[0], track)] if "clip" in step.args or track else []
    if len(tracks) != 1:
        return []
    lying = [one.id for one in scene.clips if one.track == tracks[0]]
    if "clip" in step.args and step.args.get("action") == "rename":
        return [Step(step.task, {**_without(step, "clip"), "track": tracks[0]})]
    return [_about(step, lying[0] if len(lying) == 1 else None, tracks[0])] if "track" in step.args or lying else []


def _about(step: Step, clip: str | None, track: str | None) -> Step:
    meant = {name: value for name, value in (("clip", clip), ("track", track)) if name in step.args and value}
    return Step(step.task, {**step.args, **meant})


def _without(step: Step, name: str) -> dict[str, object]:
    return {own: value for own, value in step.args.items() if own != name}


def _is_one_of(step: Step, scene: DialogueState) -> bool:
    """Is it one of several that the last turn made?"""
    made: Sequence[str] = [one for call in scene.last_turn() for one in call.out]
    tracks = [scene.track_of(one) for one in made]
    return len(made) > 1 and (step.args.get("clip") in made or step.args.get("track") in tracks)

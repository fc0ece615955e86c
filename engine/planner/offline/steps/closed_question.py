"""Closed question: one with few answers ("To the left or to the right?", "Which track?"), each of which is offered.

What an answer would do is read as the turn that gives it would be: nothing is offered that those words would not do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from engine.errors import UserError
from engine.planner.context import CallResult, Exchange
from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.safety import is_deletion
from engine.planner.regex import regex
from engine.tasks.plan import Step, validated

MOST = 6
_TRACK = regex(r"\bwhich (?:bus or )?track\b", re.IGNORECASE)
_CLIP = regex(r"\bwhich clip\b", re.IGNORECASE)
_MARKER = regex(r"\bwhich marker\b", re.IGNORECASE)
_LISTED = regex(r": (?P<all>[^?]+)\?$")
_BETWEEN = regex(r",? or |, ")
_OPEN = regex(r"\bhow (?:many|much|far)\b|\bnumber\b|\btrigger\b|\bsend to\b|\bby how\b", re.IGNORECASE)
"""What is asked for besides, or a second thing beside the one that is worked on."""
_KNOWN = (
    (regex(r"^Louder or quieter\b"), ("louder", "quieter")),
    (regex(r"^To the left or to the right\?"),
     ("to the left", "to the right")),
    (regex(r"^Up or down\?"), ("up", "down")),
    (regex(r"^Which colour\b"), ("red", "orange", "yellow", "green", "blue", "purple")),
    (regex(r"^Into which language\?"), ("English", "German", "French", "Spanish", "Portuguese", "Chinese")),
    (regex(r"^Play, stop, record\b"), ("play", "stop", "record")),
)  # fmt: skip
_WHOLE = {
    ("arrange", "move"): {"bar", "at", "offset", "offset_beats", "track"}, ("take", "use"): {"number"},
    ("route", "send"): {"to"}, ("route", "sidechain"): {"to"},
}  # fmt: skip
"""Of what the task table leaves open, one thing is needed."""
Read = Callable[[str, DialogueState], list[Step]]
Readings = tuple[tuple[Step, ...], ...]


def answers_offered(text: str, steps: Sequence[Step], scene: DialogueState, read: Read) -> Readings:
    """What each answer to the question would do; () where they are many, or not known, or most do nothing."""
    if len(steps) != 1 or steps[0].task != "ask":
        return ()
    question = str(steps[0].args.get("text") or "")
    answers = answers_to(question, scene)
    if not 1 < len(answers) <= MOST:
        return ()
    asked = Exchange(text, ({"tool": "ask", "args": {"text": question}},), (CallResult(0, True, (), ""),))
    then = replace(scene.context, dialogue=(*scene.context.dialogue, asked))
    named = tracks_named(text, scene)
    found: list[tuple[Step, ...]] = []
    for answer in answers:
        made = tuple(read(answer, DialogueState.of(then)))
        is_sure = made and made not in found and not any(is_deletion(step.task, step.args) for step in made)
        if not is_sure or not would_do(made, [answer, *named], scene):
            return ()
        found.append(made)
    alike = len({tuple((step.task, *sorted(step.args)) for step in made) for made in found}) == 1
    return tuple(found) if alike else ()


def answers_to(question: str, scene: DialogueState) -> list[str]:
    """The answers that are known; none where a figure is asked for besides."""
    if _OPEN.search(question):
        return []
    known = next((answers for pattern, answers in _KNOWN if pattern.search(question)), ())
    if known:
        return list(known)
    listed = _LISTED.search(question)
    if _TRACK.search(question):
        return _named(listed, list(scene.context.tracks))
    if _CLIP.search(question):
        return _named(listed, list(dict.fromkeys(clip.name for clip in scene.clips)))
    if _MARKER.search(question):
        return [name for name, _ in scene.context.markers]
    return _BETWEEN.split(listed["all"]) if listed else []


def _named(listed: re.Match[str] | None, names: list[str]) -> list[str]:
    """Those that the question lists; where it lists none, all."""
    told = [name.strip("“” ") for name in _BETWEEN.split(listed["all"])] if listed else []
    return told if all(name in names for name in told) and told else names


def tracks_named(text: str, scene: DialogueState) -> list[str]:
    """The tracks that a request names."""
    return [thing.tracks[0] for thing in things(text, scene) if len(thing.tracks) == 1]


def would_do(steps: Sequence[Step], told: Sequence[str], scene: DialogueState) -> bool:
    """Can all be carried out as it stands, to every clip and track that was told?"""
    try:
        validated(steps)
    except UserError:
        return False
    if any((needed := _WHOLE.get((step.task, str(step.args.get("action"))))) and needed.isdisjoint(step.args)
           for step in steps):
        return False
    return all(step.task not in REPLIES and _is_told(step, told, scene) for step in steps)


def _is_told(step: Step, told: Sequence[str], scene: DialogueState) -> bool:
    values = {one for value in step.args.values() for one in (value if isinstance(value, list | tuple) else [value])}
    for name in told:
        clips = [clip for clip in scene.clips if name in (clip.name, clip.track)]
        same = {one for clip in clips for one in (clip.id, clip.name, clip.track)}
        if (clips or name in scene.context.tracks) and not values & {*same, name}:
            return False
    return True

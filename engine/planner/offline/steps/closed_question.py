"""Closed question: one with few answers ("To the left or to the right?", "Which track?"), each of which is offered.

What an answer would do is read as the turn that gives it would be: nothing is offered that those words would not do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from engine.planner.context import CallResult, Exchange
from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.safety import is_deletion
from engine.tasks.plan import Step

MOST = 6
_TRACK = re.compile(r"\bwhich (?:bus or )?track\b", re.IGNORECASE)
_CLIP = re.compile(r"\bwhich clip\b", re.IGNORECASE)
_MARKER = re.compile(r"\bwhich marker\b", re.IGNORECASE)
_LISTED = re.compile(r": (?P<all>[^?]+)\?$")
_BETWEEN = re.compile(r",? or |, ")
_OPEN = re.compile(r"\bhow (?:many|much|far)\b|\bnumber\b|\btrigger\b|\bsend to\b|\bby how\b", re.IGNORECASE)
"""What is asked for besides, or a second thing beside the one that is worked on."""
_KNOWN = (
    (re.compile(r"^Louder or quieter\b"), ("louder", "quieter")),
    (re.compile(r"^To the left or to the right\?"),
     ("to the left", "to the right")),
    (re.compile(r"^Up or down\?"), ("up", "down")),
    (re.compile(r"^Which colour\b"), ("red", "orange", "yellow", "green", "blue", "purple")),
    (re.compile(r"^Into which language\?"), ("English", "German", "French", "Spanish", "Portuguese", "Chinese")),
    (re.compile(r"^Play, stop, record\b"), ("play", "stop", "record")),
)  # fmt: skip
Read = Callable[[str, DialogueState], list[Step]]
Readings = tuple[tuple[Step, ...], ...]


def answers_offered(text: str, steps: Sequence[Step], scene: DialogueState, read: Read) -> Readings:
    """What each answer to the question would do; () where they are many, or not known, or most do nothing."""
    if len(steps) != 1 or steps[0].task != "ask":
        return ()
    question = str(steps[0].args.get("text") or "")
    answers = [] if _OPEN.search(question) else _answers(question, scene)
    if not 1 < len(answers) <= MOST:
        return ()
    asked = Exchange(text, ({"tool": "ask", "args": {"text": question}},), (CallResult(0, True, (), ""),))
    then = replace(scene.context, dialogue=(*scene.context.dialogue, asked))
    named = [thing.tracks[0] for thing in things(text, scene) if len(thing.tracks) == 1]
    found: list[tuple[Step, ...]] = []
    for answer in answers:
        made = tuple(read(answer, DialogueState.of(then)))
        if not made or made in found or not all(_is_told(step, [answer, *named], scene) for step in made):
            return ()
        found.append(made)
    alike = len({tuple((step.task, *sorted(step.args)) for step in made) for made in found}) == 1
    return tuple(found) if alike else ()


def _answers(question: str, scene: DialogueState) -> list[str]:
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


def _is_told(step: Step, told: Sequence[str], scene: DialogueState) -> bool:
    """Would the step do something, and to every clip and track that was told?"""
    if step.task in REPLIES or is_deletion(step.task, step.args):
        return False
    values = {one for value in step.args.values() for one in (value if isinstance(value, list | tuple) else [value])}
    for name in told:
        clips = [clip for clip in scene.clips if name in (clip.name, clip.track)]
        same = {one for clip in clips for one in (clip.id, clip.name, clip.track)}
        if (clips or name in scene.context.tracks) and not values & {*same, name}:
            return False
    return True

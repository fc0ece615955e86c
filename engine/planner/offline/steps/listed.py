"""Listed: what is asked of two things, or in two bars, is asked of each alone: "copy the bass and the pad to bar 9"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.slots.thing import Thing
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

WHICH_BARS = "Do you mean only the bars {}, or everything from bar {} to bar {}?"
_JOINT = regex(r"\s*(?:,|&|\+|,?\s*\b(?:and|plus|as well as)\b)\s*(?:(?:the|my|our|this|that)\s+)?", re.IGNORECASE)
_BOTH = regex(r"\b(?:both|each of)\s+(?=(?:(?:the|my|our)\s+)?$)", re.IGNORECASE)
_TOGETHER = regex(
    r"\b(?:group|bundle|gather|folder|bus|join|merge|glue|crossfade|x-?fade|swap|exchange|switch|trade|compare|match"
    r"|balance|blend|together|between|apart|each other|another|into one|as one|spread|split|left and right|rename"
    r"|call|named?|but|except|not|or|than|duet|instead)\b|\bl ?[/&] ?r\b",
    re.IGNORECASE,
)
"""Words for what is done to several as one, or to one and not to the other."""
_BARS = regex(
    r"(?P<lead>\b(?:from|between|loop|cycle|to)\s+)?\b(?:bars?|measures?)\s+(?P<first>\d+)(?P<more>(?:\s*,\s*(?:bar\s+)?\d+)*)"
    r"\s*,?\s*(?:and|&|\+)\s*(?:(?:in|at|on)\s+)?(?:bar\s+)?(?P<last>\d+)\b(?!\s*(?:db|%|times|semi|bpm|beats?|steps?"
    r"|st\b|cents?|ms|hz|bars|to\b|-))",
    re.IGNORECASE,
)
_OF_EACH = ("fade_in", "fade_out", "gain", "cut", "trim", "split", "reverse", "loop")
_TARGETS = ("clip", "clips", "track", "tracks", "midi")
_PLACES = ("bar", "start_bar", "end_bar", "start", "end", "at")
Read = Callable[[str, DialogueState], list[Step]]


def each_listed(text: str, scene: DialogueState, steps: list[Step], read: Read) -> list[Step]:
    """The same steps where they do alike to all that is listed, else those of each alone."""
    steps = [one for step in steps for one in _by_kind(step, steps, scene)]
    if '"' in plain(text):
        return steps
    return _each_bar(text, scene, _each_thing(text, scene, steps, read), read)


def _each_thing(text: str, scene: DialogueState, steps: list[Step], read: Read) -> list[Step]:
    run = _run(text, scene)
    if len(run) < 2 or _TOGETHER.search(plain(text)):
        return steps
    head = _BOTH.sub("", text[: run[0].start])
    alone = [f"{head}{text[one.start : one.end]}{text[run[-1].end :]}" for one in run]
    first = read(alone[0], _fresh(scene))
    if _is_even(steps, run, scene) and _kinds(first) == _kinds(steps)[: len(first)]:
        return steps
    apart = [first, *(read(one, _fresh(scene)) for one in alone[1:])]
    return _zipped(apart, [_is_about(one) for one in run], _TARGETS) or steps


def _by_kind(step: Step, steps: Sequence[Step], scene: DialogueState) -> list[Step]:
    """An edit of sounds and notes together as one for each clip: they are edited in different ways."""
    clips = step.args.get("clips")
    views = [scene.clip(str(one)) for one in clips] if step.task == "edit_clip" and isinstance(clips, list) else []
    is_of_both = len({view.kind for view in views if view}) > 1 and step.args.get("action") in _OF_EACH
    if not is_of_both or any(one.depends_on() for one in steps):
        return [step]
    rest = {name: value for name, value in step.args.items() if name != "clips"}
    return [replace(step, args={"clip": view.id, **rest}) for view in views if view]


def _kinds(steps: Sequence[Step]) -> list[tuple[str, Any]]:
    return [(step.task, step.args.get("action") or step.args.get("effect")) for step in steps]


def _run(text: str, scene: DialogueState) -> list[Thing]:
    """The first things that stand in a list, with nothing but its joints between them."""
    run: list[Thing] = []
    for one in things(text, scene):
        if run and not _JOINT.fullmatch(text[run[-1].end : one.start]):
            if len(run) > 1:
                break
            run = []
        run.append(one)
    return run


def _is_even(steps: Sequence[Step], run: Sequence[Thing], scene: DialogueState) -> bool:
    """Is the same done to all of them?"""
    done: list[list[tuple[str, str]]] = [[] for _ in run]
    for step in steps:
        about = {str(one) for name in _TARGETS for one in _several(step.args.get(name))}
        rest = {name: value for name, value in step.args.items() if name not in _TARGETS}
        for place, one in enumerate(run):
            if about & {*one.tracks, *one.clips}:
                done[place].append((step.task, repr(sorted(rest.items()))))
    return all(done) and all(one == done[0] for one in done)


def _is_about(thing: Thing) -> Callable[[Step], bool]:
    known = {*thing.tracks, *thing.clips}
    return lambda step: any(str(one) in known for name in _TARGETS for one in _several(step.args.get(name)))


def _zipped(apart: Sequence[list[Step]], owns: Sequence[Callable[[Step], bool]], differs: Sequence[str]) -> list[Step]:
    """The steps of all, those that are the same for all once; [] where they are not alike but for what is listed."""
    if len({len(steps) for steps in apart}) != 1:
        return []
    found: list[Step] = []
    for alike in zip(*apart, strict=True):
        if any(step.task in (*REPLIES, "undo", "redo") or "$" in repr(step.args) for step in alike):
            return []
        if all(step == alike[0] for step in alike):
            found.append(alike[0])
            continue
        rests = [{name: value for name, value in step.args.items() if name not in differs} for step in alike]
        same = all(step.task == alike[0].task and rest == rests[0] for step, rest in zip(alike, rests, strict=True))
        if not same or not all(own(step) for own, step in zip(owns, alike, strict=True)):
            return []
        found += alike
    return found if len(found) > len(apart[0]) else []


def _each_bar(text: str, scene: DialogueState, steps: list[Step], read: Read) -> list[Step]:
    match = _BARS.search(plain(text))
    if not match or match["lead"] or len(_BARS.findall(plain(text))) > 1:
        return steps
    bars = [int(match["first"]), *map(int, re.findall(r"\d+", match["more"])), int(match["last"])]
    if any(b <= a for a, b in zip(bars, bars[1:], strict=False)) or bars[-1] - bars[0] == len(bars) - 1:
        return steps
    if not any(_reaches(step, bars[0], bars[-1]) or _is_lost(step, bars) for step in steps):
        return steps
    apart = [read(f"{text[: match.start()]}bar {bar}{text[match.end() :]}", _fresh(scene)) for bar in bars]
    each = _zipped(apart, [_is_in(bar) for bar in bars], _PLACES)
    if any(step.args.get("bar") not in (None, *bars) for step in each):
        each = []  # all to one place
    listed = f"{', '.join(map(str, bars[:-1]))} and {bars[-1]}"
    return each or [Step("ask", {"text": WHICH_BARS.format(listed, bars[0], bars[-1])})]


def _reaches(step: Step, first: int, last: int) -> bool:
    """Does a step go on from the first of these bars to the last?"""
    return step.args.get("start_bar") == first and step.args.get("end_bar") in (None, last, last + 1)


def _is_lost(step: Step, bars: Sequence[int]) -> bool:
    """Is only one of these bars left, or one read as a length?"""
    return step.task not in REPLIES and (step.args.get("bars") in bars or step.args.get("start_bar") in bars[1:])


def _is_in(bar: int) -> Callable[[Step], bool]:
    return lambda step: bar in (step.args.get("bar"), step.args.get("start_bar"))


def _fresh(scene: DialogueState) -> DialogueState:
    return DialogueState.of(scene.context)


def _several(value: Any) -> Sequence[Any]:
    return () if value is None else value if isinstance(value, list | tuple) else (value,)

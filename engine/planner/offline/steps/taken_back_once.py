"""Taken back once: "forget the plate, she was fine dry" is one undo; "lose the octave thing" takes its copy along."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from engine.planner.context import Context
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Plan, Step

_ONE = regex(r"#(\d+)(?:\.(\d+))?")
_ONLY = regex(r"\b(?:only|just|but keep|keep|leave|leaving|except|apart from|not the)\b", re.IGNORECASE)
_GOES_BACK = regex(
    r"\b(?:undo|undone|undo (?:it|that) (?:for|on|of)|not|restore|put back|give me back|take it (?:off|back from)"
    r"|back (?:for|on))"
    r" (?:the |my |our |his |her |that )?$"
)
_WAS_BETTER = regex(
    r"\s+(?:was|were|sounded|is)(?: (?:much|way|far|so|actually|really))* (?:nicer|better|fine|good|ok(?:ay)?"
    r"|great|right|perfect|cooler)"
    r" (?:before|the way|as|how|like|without)\b"
)
_OFF_DB = -100
_MAKES = frozenset("duplicate place".split())


def taken_back_once(plan: Plan, text: str, context: Context) -> Plan:
    """The plan whose undo takes all of a thing back, and what it takes back is not done away with again beside it."""
    undo = [one for one in plan.steps if one.task == "undo"]
    target = str(undo[0].args.get("target") or "") if len(undo) == 1 else "none"
    told = _ONE.findall(target)
    if target and not told or len({turn for turn, _ in told}) > 1:
        return plan
    frames = State.of(DialogueState.of(context)).frames
    newest = max((one.turn for one in frames if one.is_live), default=0)
    acts = [one for one in frames if (one.request == int(told[0][0]) if told else one.turn == newest)]
    steps = tuple(one for one in plan.steps if one is undo[0] or not _undoes(one, acts))
    numbers = {int(call) for _, call in told if call}
    if numbers and not _ONLY.search(text) and _is_of_new(numbers, acts):
        whole = replace(undo[0], args={**undo[0].args, "target": f"#{told[0][0]}"})
        steps = tuple(whole if one is undo[0] else one for one in steps)
    if len(steps) == 1 and not numbers and (names := _named_of_several(text, acts, context)):
        steps = (replace(steps[0], args={**steps[0].args, "target": ", ".join(f"#{one}" for one in names)}),)
    return plan if steps == tuple(plan.steps) else replace(plan, steps=steps)


def _named_of_several(text: str, acts: Sequence[Frame], context: Context) -> list[str]:
    """ "Undo it for the hello", where one request changed two clips: the names of the calls on what is named."""
    simple, scene = plain(text).lower(), DialogueState.of(context)
    told = [one for one in things(simple, scene) if _is_object(simple, one.start, one.end)]
    clips = {clip for one in told for clip in one.clips}
    tracks = {track for one in told for track in one.tracks if not one.clips}
    found = [one for one in acts if one.args.get("clip") in clips or one.args.get("track") in tracks]
    are_single = all(isinstance(one.args.get("clip") or one.args.get("track"), str) for one in acts)
    return [one.name for one in found] if are_single and 0 < len(found) < len(acts) else []


def _is_object(text: str, start: int, end: int) -> bool:
    return _GOES_BACK.search(text[:start]) is not None or _WAS_BETTER.match(text[end:]) is not None


def _undoes(step: Step, acts: Sequence[Frame]) -> bool:
    """A send that one of them turned up, turned off; an effect that one of them put on, taken off."""
    args: Mapping[str, Any] = step.args
    if (step.task, args.get("action")) == ("route", "send"):
        is_off = isinstance(level := args.get("value_db"), int | float) and level < _OFF_DB
        return is_off and any(_is_same(one, args, "track", "to") for one in acts if one.tool == "route")
    if step.task == "plugin" and args.get("action") in ("remove", "bypass"):
        return any(_is_same(one, args, "track", "plugin") for one in acts if one.tool == "plugin")
    return False


def _is_same(act: Frame, args: Mapping[str, Any], *names: str) -> bool:
    return all(act.args.get(one) == args.get(one) for one in names)


def _is_of_new(numbers: set[int], acts: Sequence[Frame]) -> bool:
    """Was all that the request did done to a copy that it made, of which these are a part?"""
    made = [one for one in acts if one.kind in _MAKES]
    clips = {out for one in made for out in one.out}
    tracks = {one.args.get("track") for one in made if one.args.get("track")}
    rest = [one for one in acts if one not in made]
    return bool(made) and bool(rest) and all(
        one.args.get("clip") in clips or one.args.get("track") in tracks for one in rest
    ) and bool(numbers)

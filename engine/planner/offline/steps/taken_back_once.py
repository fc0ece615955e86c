"""Taken back once: "forget the plate, she was fine dry" is one undo; "lose the octave thing" takes its copy along."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from engine.planner.context import Context
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.regex import regex
from engine.tasks.plan import Plan, Step

_ONE = regex(r"#(\d+)(?:\.(\d+))?")
_ONLY = regex(r"\b(?:only|just|but keep|keep|leave|leaving|except|apart from|not the)\b", re.IGNORECASE)
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
    return plan if steps == tuple(plan.steps) else replace(plan, steps=steps)


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

"""Reading: one complete plan that a turn may mean, and how an earlier call becomes steps for other things."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.errors import UserError
from engine.planner.offline.conversation.change import ArgumentChange
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.conversation.things import Target
from engine.planner.offline.reading.previous_call import TARGETS
from engine.tasks.plan import Operation, Step
from engine.tasks.task import Task, find_task

NOTHING = ArgumentChange((), "none")


KEPT = Target((), "kept")


_TOGETHER = {
    ("edit_clip", "join"),
    ("edit_clip", "crossfade"),
    ("route", "group"),
    ("route", "bus"),
    ("route", "ungroup"),
}
"""Tasks that take several things at once."""


_TRACKED = ("mix", "automate", "route", "set_track", "plugin", "freeze", "take")


_OPS: dict[str, Operation] = {"fix": "fix", "again": "again", "retry": "retry", "goon": "retry"}


@dataclass(frozen=True)
class Reading:
    """One complete plan with what it was made of."""

    steps: tuple[Step, ...]
    op: str
    """rules, fresh, fix, again, retry, goon, undo, redo, recall, talk."""
    base: Frame | None = None
    target: Target = KEPT
    change: ArgumentChange = NOTHING
    many: str = ""
    """turn, chain, one: how many calls of the conversation it is about."""


def told_as(step: Step, op: str, base: Frame) -> Step:
    """The step with the operation on an earlier call that it is."""
    return replace(step, op=_OPS.get(op, "fresh"), base=base.name if op in _OPS else "")


def aimed(state: State, tool: str, args: Mapping[str, Any], target: Target) -> list[Step]:
    """A call for other things: one step for each, or one for all where the task takes several."""
    if not target.ids:
        return [Step(tool, dict(args))]
    row = row_of(tool)
    names = {arg.name for arg in row.args} if row else set()
    rest = {name: value for name, value in args.items() if name not in TARGETS}
    by_track = tool in _TRACKED and ("track" in args or "tracks" in args or "clip" not in names)
    things = [as_thing(state, one, by_track and "track" in names) for one in target.ids]
    made: list[Step] = []
    kind = (tool, str(args.get("action") or ""))
    tracks = [value for name, value in things if name == "track"]
    clips = [value for name, value in things if name == "clip"]
    if len(things) > 1 and kind in _TOGETHER:
        return [Step(tool, {**rest, "tracks": tracks} if tracks and "tracks" in names else {**rest, "clips": clips})]
    for name, value in things:
        if name == "clip" and "clip" not in names:
            name = "midi" if "midi" in names else "image" if "image" in names else "clip"
        if name == "track" and "track" not in names:
            inside = [card.view.id for card in state.cards.values() if card.view.track == value]
            made += [
                Step(tool, {**rest, "midi" if "midi" in names and "clip" not in names else "clip": one})
                for one in inside[:4]
            ]
            continue
        made.append(Step(tool, {**rest, name: value}))
    return made


def as_thing(state: State, thing: str, as_track: bool) -> tuple[str, str]:
    """(argument, value) for something that is meant: a track, or a clip or the track that it lies on."""
    if thing.startswith("track:"):
        return "track", thing[6:]
    card = state.cards.get(thing)
    if as_track and card and card.view.track:
        return "track", card.view.track
    return "clip", thing


def row_of(tool: str) -> Task | None:
    """The row of the task table; None when there is none."""
    try:
        return find_task(tool)
    except UserError:
        return None

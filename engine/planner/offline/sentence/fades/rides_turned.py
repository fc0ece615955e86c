"""Rides turned: "other direction", "the other way round", "40 each side" of what moves from one value to another."""

from __future__ import annotations

import math

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.slots.clause import number
from engine.tasks.plan import Step

_TURNS = frozenset("other opposite wrong reverse reversed direction way round around backwards flip swap turn".split())
_SURELY = frozenset("other opposite wrong reverse reversed backwards flip swap".split())
_SIDES = frozenset("each either both side sides way ways on to at only not all quite so wide far that".split())


def ride_turned(said: Said) -> list[Step] | None:
    """The automation of the last turn; None where it moved nothing, or not all of it is known."""
    last = said.last()
    if (
        not last
        or said.places
        or any(not one.is_pronoun for one in said.things)
        or any(not _moves(one) for one in last)
    ):
        return None
    bag = said.bag - {"it", "that", "them", "in", "make", "go", "do", "instead"}
    if not said.amounts and bag & _SURELY and not bag - _TURNS:
        return [_again(one, float(one.args["to"]), float(one.args["from"])) for one in last]
    is_sides = bag & {"side", "sides", "ways"} and bag & {"each", "either", "both"} and not bag - _SIDES
    if not is_sides or len(said.amounts) != 1 or said.amounts[0].unit not in ("", "%"):
        return None
    size = min(100.0, abs(said.amounts[0].value)) / 100
    ends = [(one, float(one.args["from"]), float(one.args["to"])) for one in last]
    if any(one.args.get("parameter") != "pan" or start * end >= 0 for one, start, end in ends):
        return None
    return [_again(one, math.copysign(size, start), math.copysign(size, end)) for one, start, end in ends]


def _again(act: Frame, start: float, end: float) -> Step:
    return told_as(Step("automate", {**act.args, "from": number(start), "to": number(end)}), "fix", act)


def _moves(act: Frame) -> bool:
    ends = [act.args.get(one) for one in ("from", "to")]
    return act.tool == "automate" and all(isinstance(one, int | float) for one in ends) and ends[0] != ends[1]

"""Held edges: "start it a bar earlier", "begin at 23 instead", "two beats shorter": of what holds over bars."""

from __future__ import annotations

from collections.abc import Callable

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.sentence.apart.place import Bars
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.follow_ups.acts_over import acted_over, held_by
from engine.planner.offline.sentence.scope.lying import beats_of_bar
from engine.planner.regex import regex
from engine.tasks.plan import Step

_MOVED = regex(
    r"(?:(?P<edge>start|begin|end|stop|finish)s?|from)(?: T)? N (?P<way>earlier|sooner|before|later)"
    r"|N (?P<longer>longer|shorter|more|less)"
)
_TO_A_BAR = regex(
    r"(?:start|begin|(?P<end>end|stop|finish))s?(?: T)?(?: already| right| only)? P"
    r"(?: instead| rather| already| please)*"
)
_ENDS = ("end", "stop", "finish")


def held_edges(said: Said) -> list[Step] | None:
    """The acts with their edges moved; None where none is, or not all of it is known."""
    moved = _moved(said) or _to_a_bar(said)
    if moved is None or not said.last() or any(not one.is_pointed for one in said.things):
        return None
    steps: list[Step] = []
    for act in said.last():
        own = held_by(act, said) if "start_bar" in act.args and "end_bar" in act.args else None
        start, end = moved(own) if own else (0.0, 0.0)
        step = acted_over(act, (start, end), said) if 1 <= start < end else None
        if step is None:
            return None
        steps.append(told_as(step, "fix", act))
    return steps


def _moved(said: Said) -> Callable[[Bars], Bars] | None:
    """ "A bar earlier", "two beats shorter"."""
    match = _MOVED.fullmatch(said.form)
    if match is None or len(said.amounts) != 1 or said.amounts[0].unit not in ("bars", "beats"):
        return None
    by = said.amounts[0].value / (beats_of_bar(said) if said.amounts[0].unit == "beats" else 1.0)
    if match["longer"] in ("shorter", "less") or match["way"] and match["way"] != "later":
        by = -by
    is_end = bool(match["longer"]) or match["edge"] in _ENDS
    return lambda own: (own[0], own[1] + by) if is_end else (own[0] + by, own[1])


def _to_a_bar(said: Said) -> Callable[[Bars], Bars] | None:
    """ "Begin at 23 instead"."""
    match = _TO_A_BAR.fullmatch(said.form)
    if match is None or said.amounts or len(said.places[0].spans) != 1 or " not " in f" {said.text} ":
        return None
    point, is_end = said.places[0].point, bool(match["end"])
    return lambda own: (own[0], point) if is_end else (point, own[1])

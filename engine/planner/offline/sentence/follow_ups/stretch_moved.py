"""A stretch moved: "make that a bar later" behind what was written over bars: no clip is moved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.sentence.apart.place import Bars
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.scope.lying import beats_of_bar
from engine.planner.offline.sentence.scope.song_parts import song_end
from engine.planner.offline.slots.clause import number
from engine.tasks.plan import Step

_WAYS = {"later": 1, "earlier": -1, "sooner": -1, "further": 0, "on": 0}
_BESIDE = frozenset(
    "make that it this move let have should rather than bit too just only all of them those no not do did"
    " be shift push pull bring put whole thing there".split()
)
_NEAR = 0.01


def stretch_moved(said: Said) -> list[Step] | None:
    """The automation of before over other bars; None for all else."""
    acts = said.last()
    spans = {_span(one.args) for one in acts if one.tool == "automate"}
    if not acts or any(one.tool != "automate" for one in acts) or len(spans) != 1 or said.places:
        return None
    ways = {_WAYS[word] for word in said.bag & _WAYS.keys()} - {0}
    (span,) = spans
    if span is None or len(said.amounts) != 1 or len(ways) != 1 or any(not one.is_pronoun for one in said.things):
        return None
    amount = said.amounts[0]
    if said.bag - _WAYS.keys() - _BESIDE or amount.signed or amount.unit not in ("bars", "beats"):
        return None
    by = ways.pop() * amount.value / (1.0 if amount.unit == "bars" else beats_of_bar(said))
    start, end = _moved(span, by, said)
    if not 1 <= start < end:
        return None
    told = {"start_bar": number(start), "end_bar": number(end)}
    return [told_as(Step("automate", {**one.args, **told}), "fix", one) for one in acts]


def _span(args: Mapping[str, Any]) -> Bars | None:
    start, end = args.get("start_bar"), args.get("end_bar")
    return (float(start), float(end)) if isinstance(start, int | float) and isinstance(end, int | float) else None


def _moved(span: Bars, by: float, said: Said) -> Bars:
    """What reaches to the end of the song still does; what begins with it still does."""
    start, end = span
    if end >= song_end(said) - _NEAR and start > 1:
        return start + by, end
    if start <= 1 + _NEAR:
        return start, end + by
    return start + by, end + by

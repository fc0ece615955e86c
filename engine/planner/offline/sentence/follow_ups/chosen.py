"""Chosen: which of several acts of a request is meant: "same 4 off the guitar" is the one by 4, and no pan."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.focus import tracks_of
from engine.planner.offline.text.quantity import Quantity

_SCALES = {("mix", "gain"): ("value_db", 1.0), ("mix", "pan"): ("value", 100.0), ("route", "send"): ("value_db", 1.0)}
_DOWN = frozenset("off down less lower quieter softer out".split())
_UP = frozenset("up more higher louder".split())
_NEAR = 0.05
LIKE_WHICH = "The same as which of them: {}?"


def of_that_size(acts: Sequence[Frame], new: Quantity, words: Collection[str]) -> list[Frame] | None:
    """Those of the acts that went so far; [] where several kinds did or none did what the words say, None where a
    figure chooses none of them."""
    found = [one for one in acts if _is_so_far(one, new)]
    if not found:
        return [] if goes_both_ways(acts) else None
    if {*words} & _DOWN and any(_size(one) > 0 for one in found if one.kind == "gain"):
        return []
    if {*words} & _UP and any(_size(one) < 0 for one in found if one.kind == "gain"):
        return []
    return [] if goes_both_ways(found) else found


def goes_both_ways(acts: Sequence[Frame]) -> bool:
    """Were several turned by different amounts? The same for another thing cannot be all of it."""
    sizes: dict[tuple[str, str], set[float]] = {}
    for one in acts:
        if (one.tool, one.kind) in (("mix", "gain"), ("mix", "pan")):
            sizes.setdefault((one.tool, one.kind), set()).add(_size(one))
    return any(len(each) > 1 for each in sizes.values())


def like_which(acts: Sequence[Frame]) -> str:
    """The question which of them is meant."""
    return LIKE_WHICH.format(" or ".join(f"“{track}”" for one in acts for track in tracks_of(one)))


def _size(act: Frame) -> float:
    name, scale = _SCALES[act.tool, act.kind]
    value = act.args.get(name)
    return float(value) * scale if isinstance(value, int | float) else 0.0


def _is_so_far(act: Frame, new: Quantity) -> bool:
    if (act.tool, act.kind) not in _SCALES or not _size(act):
        return False
    if new.unit == "dB" and act.kind == "pan" or new.unit == "%" and act.kind != "pan":
        return False
    return new.unit in ("", "dB", "%") and abs(abs(_size(act)) - abs(new.value)) < _NEAR

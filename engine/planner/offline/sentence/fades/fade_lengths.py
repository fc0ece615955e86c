"""Fade lengths: how long a fade is told to be, and from or up to where."""

from __future__ import annotations

from engine.planner.context import ClipInfo
from engine.planner.offline.sentence.apart.place import Place
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.scope.edges import Edge
from engine.planner.offline.sentence.scope.lying import bar_s, beats_of_bar
from engine.planner.offline.text.quantity import Quantity

BEGINS = frozenset("start starts starting begin begins beginning".split())


def is_point(place: Place, said: Said) -> bool:
    """Where a fade begins or ends: "from bar 9", "start on the last bar of the hook", "until the chorus"."""
    if place.how == "in" and said.bag & BEGINS:
        return said.text.startswith(("on ", "in "), place.start)
    return place.how in ("from", "at", "to")


def seconds_of(length: Quantity | Edge | float | None, clip: ClipInfo, said: Said) -> float | None:
    """A length of a clip's fade in seconds; None where it is not told."""
    if length is None or isinstance(length, float):
        return length
    if isinstance(length, Edge):
        return length.bars * bar_s(clip, said) if length.bars else clip.length / 2
    each = {"bars": bar_s(clip, said), "beats": bar_s(clip, said) / beats_of_bar(said), "s": 1.0, "ms": 0.001}
    return length.value * each[length.unit]

"""Rides that meet at an edge: undoing the earlier one leaves the point that the later one stands on.

A ride over bars 1 to 4 ends where the one over bars 5 to 8 begins, and has laid its own points there. What the earlier
one would do to those is left to the undo of the later one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.assistant.undo.ledger import Entry
from engine.daw.claim import BEATS
from engine.daw.daw import Change, SetAutomation


def without_edges(change: Change, later: Sequence[Entry]) -> tuple[Change, list[tuple[Entry, Change]]]:
    """The way back of a ride without what later rides share with it, and those parts with the rides that have them.

    Rides that lie over it farther than an edge are none of this: it waits for them as a whole.
    """
    parts: list[tuple[Entry, Change]] = []
    for entry in later:
        other = entry.change
        if not isinstance(change, SetAutomation) or not isinstance(other, SetAutomation):
            continue
        if (other.track, other.parameter) != (change.track, change.parameter):
            continue
        end, its_end = _end(change), _end(other)
        if its_end < change.start_beats - BEATS or other.start_beats > end + BEATS:
            continue
        if other.start_beats > change.start_beats:
            rest = _between(change, change.start_beats, other.start_beats - 2 * BEATS)
            edge = _between(change, other.start_beats, end)
        else:
            rest, edge = _between(change, its_end + 2 * BEATS, end), _between(change, change.start_beats, its_end)
        if rest.start_beats < _end(rest):
            parts.append((entry, edge))
            change = rest
    return change, parts


def _between(change: SetAutomation, start: float, end: float) -> SetAutomation:
    points = tuple(point for point in change.points if start - BEATS <= point[0] <= end + BEATS)
    return replace(change, points=points, start_beats=start, end_beats=None if end == float("inf") else end)


def _end(change: SetAutomation) -> float:
    return float("inf") if change.end_beats is None else change.end_beats

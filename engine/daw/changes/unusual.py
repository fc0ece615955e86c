"""What of a track, a region or a marker is not as on a new one, by the rows of its values."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import MISSING, fields
from typing import Any

from engine.daw.changes.value import SetValue
from engine.daw.snapshot import Marker, Region, Track

_SAME = 1e-4
"""So far a number may be off that went through a DAW and back."""


def values_of(kind: type[Track | Region | Marker]) -> dict[type[SetValue], Any]:
    """The rows of a kind of thing with their usual values; what has none, as a name, is left out."""
    usual = {field.name: field.default for field in fields(kind) if field.default is not MISSING}
    rows = (row for row in SetValue.__subclasses__() if row.target == kind.__name__.lower())
    return {row: usual[row.of] for row in rows if row.of in usual}


def unusual(
    thing: Track | Region | Marker, *, ref: str = "", but: Collection[type[SetValue]] = ()
) -> Iterator[SetValue]:
    """The changes that give another thing, `ref`, its values that are not the usual ones, without those of `but`."""
    for row, usual in values_of(type(thing)).items():
        now = getattr(thing, row.of)
        if row not in but and not is_usual(now, usual):
            yield row(**{row.target: ref or thing.id, row.value: now})


def is_usual(now: Any, usual: Any) -> bool:
    """Whether a value is what it is on a new thing."""
    return abs(now - usual) < _SAME if isinstance(now, float) else bool(now == usual)

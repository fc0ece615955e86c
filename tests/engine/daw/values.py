"""Another value for whatever a change sets, so that a new kind of it is tried by itself."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from engine.daw.changes.value import SetValue
from engine.daw.daw import Snapshot

_STEP = {"dB": -3.0, "s": 0.1, "beats": 4.0}
"""By the unit; half of what has none, as of a panner."""


def set_anew(kind: type[SetValue], target: str, snapshot: Snapshot) -> SetValue:
    """The change of a thing to what it is not: the other way, other words, a little less or more."""
    thing = getattr(snapshot, kind.target)(target)
    now = getattr(thing, kind.of) if thing else None
    written = next(field.type for field in fields(kind) if field.name == kind.value)
    words: dict[Any, Any] = {"bool": not now, "str": "Other"}
    anew = words[written] if written in words else (now or 0) + _STEP.get(kind.unit, -0.5)
    return kind(**{kind.target: target, kind.value: anew})

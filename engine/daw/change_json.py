"""Changes and outcomes as JSON, for the library and for reports."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from engine.daw.daw import CHANGES, Change

_BY_CAPABILITY = {change.capability: change for change in CHANGES}


def change_to_json(change: Change) -> dict[str, Any]:
    """`SetGain("t1", -3)` → `{"change": "set_gain", "track": "t1", "gain_db": -3}`."""
    return {"change": change.capability, **_adapter(change.capability).dump_python(change, mode="json")}


def change_from_json(stored: Mapping[str, Any]) -> Change:
    """The inverse of `change_to_json`; raises ValueError for anything else."""
    kind = _BY_CAPABILITY.get(str(stored.get("change"))) if isinstance(stored, Mapping) else None
    if kind is None:
        raise ValueError("unknown change")
    return _adapter(kind.capability).validate_python(
        {name: value for name, value in stored.items() if name != "change"}
    )


@functools.cache
def _adapter(capability: str) -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(_BY_CAPABILITY[capability])

"""Whether what a change left is still as it was left: the comparison of two fingerprints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def untouched(then: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Whether two fingerprints of a change say that nothing has been edited in between."""
    if set(then) != set(now):  # from a library of long ago, with other names for the same
        return same(list(then.values()), list(now.values()))
    return same(then, now)


def same(then: Any, now: Any) -> bool:
    """Whether two parts of a fingerprint are equal; of a place, either its beats or its seconds may have stayed."""
    if isinstance(then, Mapping) and isinstance(now, Mapping):
        keys = set(then) | set(now)
        moved = keys & {"beats", "seconds"}
        stayed = not moved or any(_close(then.get(key), now.get(key)) for key in moved)
        return stayed and all(same(then.get(key), now.get(key)) for key in keys - moved)
    if isinstance(then, list | tuple) and isinstance(now, list | tuple):
        return len(then) == len(now) and all(same(a, b) for a, b in zip(then, now, strict=True))
    return bool(then == now)


def _close(then: Any, now: Any) -> bool:
    return bool(then) and bool(now) and all(abs(a - b) < 0.0015 for a, b in zip(then, now, strict=True))

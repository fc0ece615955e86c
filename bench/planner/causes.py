"""Why a plan is wrong: the first thing that went wrong, from the steps down to one argument."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from engine.planner.offline.reading.dialogue_state import REPLIES

_POINTING = ("clip", "clips", "midi", "image", "track", "tracks", "reference")
_KINDS = ("action", "effect", "kind", "aspect", "stems")
_FREE = ("prompt", "text", "lyrics", "style", "voice", "target", "query", "name", "interval", "motion")
Right = Callable[[dict[str, Any], dict[str, Any], Mapping[str, Any]], bool]


def cause(
    gold: Sequence[dict[str, Any]], calls: Sequence[dict[str, Any]], context: Mapping[str, Any], right: Right
) -> str:
    """The first thing that is wrong with calls that are not exact."""
    wanted, said = [call["tool"] for call in gold], [call["tool"] for call in calls]
    if wanted[0] in REPLIES and len(wanted) == 1:
        return f"{wanted[0]} wanted, {'acts' if said[0] not in REPLIES else said[0]}"
    if said[0] in REPLIES:
        return f"{said[0]} instead of acting"
    if len(wanted) != len(said):
        return "too few steps" if len(said) < len(wanted) else "too many steps"
    if wanted != said:
        return "another task" if len(said) == 1 else "another task in a chain"
    for want, call in zip(gold, calls, strict=True):
        for name, value in want["args"].items():
            if not right({"tool": want["tool"], "args": {name: value}}, call, context):
                groups = (("pointing", _POINTING), ("kind", _KINDS), ("words", _FREE))
                group = next((group for group, names in groups if name in names), "figure")
                return f"{group} {'missing' if name not in call['args'] else 'wrong'}: {name}"
    return "other"

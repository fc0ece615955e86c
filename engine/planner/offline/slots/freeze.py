"""Arguments of freezing: which track or clip, and whether to freeze, to thaw or to print it."""

from __future__ import annotations

from engine.planner.offline.slots.clause import Args, Clause
from engine.planner.offline.slots.meant import tracks_said
from engine.planner.regex import regex

_THAW = regex(
    r"\bun-?freez\w*|\bthaw|\bdefrost|\blet (?:\w+ ){1,3}go\b|\bundo the freeze\b|\bis frozen\b"
    r"|\bmelt"
)
_BOUNCE = regex(
    r"\bbounc\w+|\bprint\w*|\brender\w*|\bcommit\w*|\bflatten\w*|\bto (?:audio|wav\w*|sound)\b|\bas sound\b"
)


def freeze(clause: Clause) -> Args:
    """track and action; a list of tracks where several are named."""
    action = (
        "unfreeze"
        if _THAW.search(clause.low)
        else "bounce"
        if _BOUNCE.search(clause.low)
        else "freeze"
        if clause.has(r"\bfreez")
        else clause.kind or "freeze"
    )
    tracks = tracks_said(clause)
    if not tracks and not clause.carries:
        clause.need("Which track do you mean?")
    return ({"track": tracks if len(tracks) > 1 else tracks[0]} if tracks else {}) | {"action": action}

"""Up or down: the sign of a relative amount."""

from __future__ import annotations

import re

from engine.planner.quantity import Quantity
from engine.planner.slots.clause import Clause

_DOWN = re.compile(
    r"\b(?:down|lower(?:ed)?|quieter|softer|less|reduc\w+|cut\w*|drop\w*|dip\w*|attenuat\w+|duck\w*|trim|tuck\w*|off"
    r"|under|below|back|flatter|flatten|deeper|notch|scoop\w*|tame|shave|remove|take out|knock|pull out|out|minus"
    r"|hide|sink\w*|pull (?:\w+ )?(?!up)|soften\w*|kinder|gentler|swamp\w*|shy(?:er)?|behind|calm\w*|"
    r"too (?:loud|high|much|bright|hot)|blasting|pokes?|drowning|darker|earlier|early|sooner|weg|leiser|baisse)\b"
)
_UP = re.compile(
    r"\b(?:up|louder|raise\w*|boost\w*|more|hotter|push\w*|bump\w*|lift\w*|higher|increase\w*|crank\w*|plus|add|\+"
    r"|sharper|too (?:quiet|low|soft)|buried|later|lauter|forward)\b"
)
_STRONG = re.compile(r"\b(up|down|higher|lower|louder|quieter|softer|later|earlier)\b")


_COMPLAINT = re.compile(
    r"(?:\b(?:is|are|was|were|sounds?|comes? out)|'s|'re)\s+(?:\w+\s+){0,2}(?:louder|quieter|softer|higher|lower)\b"
)
"""How it is now, not how it should be."""


def is_down(text: str) -> bool:
    """Do the words lower something?"""
    strong = _STRONG.findall(text)
    if strong:
        return strong[-1] in ("down", "lower", "quieter", "softer", "earlier")
    return bool(_DOWN.search(text)) and not (_UP.search(text) and not re.search(r"\btoo (?:loud|high|much)", text))


def signed(clause: Clause, one: Quantity) -> float:
    """A relative amount with its sign: as said, else by the words around it."""
    if one.signed:
        return one.value
    strong = _STRONG.findall(_COMPLAINT.sub(" ", clause.low))
    if strong and len(set(strong)) == 1:
        return -abs(one.value) if is_down(strong[0]) else abs(one.value)
    near = clause.low[one.end : one.end + 30]
    close = re.match(
        r"\s*(?:of |too )?(?:\w+ )?(?:up|louder|hotter|boost|more|down|quieter|softer|lower|cut|off|less|under|below"
        r"|back)\b",
        near,
    )
    if close:
        return -abs(one.value) if is_down(close[0]) or "under" in close[0] or "below" in close[0] else abs(one.value)
    return -abs(one.value) if is_down(clause.low) else abs(one.value)

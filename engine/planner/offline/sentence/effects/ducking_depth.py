"""Ducking depth: how far a track goes down, and the words for further or less far: "a bit more", "not that much, 6"."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.effects.knob_ways import LARGE, SMALL
from engine.planner.regex import regex

USUAL_DB = 8.0
"""How far a track goes down where nothing is said."""
_STEP_DB = 4.0
_MORE = regex(
    r"\b(?!more (?:subtle|gentle))(?:deeper|harder|stronger|heavier|more|further|bigger|not enough"
    r"|too (?:little|subtle|weak))\b"
)
_LESS = regex(
    r"\b(?:less|gentler|softer|lighter|weaker|shallower|subtler|milder"
    r"|too (?:much|deep|strong|hard|heavy|extreme|pumpy|obvious)|more (?:subtle|gentle)|pumps? too (?:much|hard)"
    r"|not (?:that|so|as|quite so) (?:much|deep|hard|strong)|ease off|back off|gently)\b"
)
_KNOWN = SMALL | LARGE | frozenset(
    "about around only like no not that this it make made do db ducking duck dip dips goes down should by to of or"
    " with enough say roughly there on at as well too even still instead quite volume pumping pump reduction try let so"
    " off them ease back again couple".split()
)  # fmt: skip


def depth_of(frame: Frame) -> float:
    """How far a ducking goes down."""
    value = frame.args.get("value_db")
    return abs(float(value)) if isinstance(value, int | float) else USUAL_DB


def depth_told(said: Said, now: float) -> float | None:
    """The depth that words tell; None where they tell anything else, or none."""
    rest = said.text
    for one in reversed(said.amounts):
        rest = f"{rest[: one.start]} {rest[one.end :]}"
    more, less = _MORE.search(rest), _LESS.search(rest)
    left = set(re.findall(r"[a-z]+", _LESS.sub(" ", _MORE.sub(" ", rest)))) & said.bag
    if left - _KNOWN or len(said.amounts) > 1 or bool(more) and bool(less):
        return None
    if said.amounts:
        (figure,) = said.amounts
        if figure.unit not in ("dB", "") or not 0.5 <= abs(figure.value) <= 40:
            return None
        by = re.search(r"\b(?:by|another)\s*$", said.text[: figure.start])
        by = by or re.match(r"\s*(?:db )?(?:more|less|deeper)\b", said.text[figure.end :])
        if by and (more or less):
            return max(1.0, now + abs(figure.value) * (1 if more else -1))
        return abs(figure.value) if more or less or _SAYS_DUCKING.search(rest) else None
    if not more and not less:
        return None
    degree = 0.5 if left & SMALL else 2.0 if left & LARGE else 1.0
    return round(now + _STEP_DB * degree if more else now / (1 + degree), 1)


_SAYS_DUCKING = regex(r"\b(?:duck\w*|dips?|pump\w*|reduction|down)\b")

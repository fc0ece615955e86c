"""Nudged: a side from where it stands: "gtr L a bit further left", "nudge the organ left", "10 more to the right"."""

from __future__ import annotations

import re

from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.scope.where import mix
from engine.planner.offline.slots.clause import number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_SIDES = {"left": -1, "right": 1, "l": -1, "r": 1}
_FURTHER = frozenset("more further farther".split())
_NUDGES = frozenset("nudge shift scoot inch edge budge".split())
_MOVES = frozenset("move bring pull push take".split())
""" "Move it a bit left" starts from where it is, "pan it a bit left" from the middle."""
_LITTLE = frozenset("bit little touch tad hair smidge slightly notch".split())
_MUCH = frozenset("lot much way".split())
_BESIDE = frozenset(
    "to the over out side pan panned move bring put pull push take set make get go goes come comes should can it that"
    " across by percent along on wants needs needs want place still even than towards toward".split()
)
_STEPS = {"little": 0.15, "plain": 0.25, "much": 0.4}
"""Of the way from the middle to one side."""


NOT_THERE = "{} does not stand on that side; where should it go?"
_TELLS_HOW_FAR = regex(r"\b(?:just|only)\b")
""" "Not that far, just a touch to the right" tells where it goes."""
_LESS_FAR = frozenset("less so not as far now that than".split())


def _less_far(said: Said) -> list[Step] | None:
    """ "A little less right than now": part of the way back to the middle."""
    sides = [_SIDES[one] for one in said.words if one in _SIDES]
    is_less = "less" in said.bag or {"not", "far"} <= said.bag and not _TELLS_HOW_FAR.search(said.typed.lower())
    if not is_less or len(sides) != 1 or said.amounts or said.places:
        return None
    if not said.things or said.bag - set(_SIDES) - _LESS_FAR - _LITTLE - _MUCH - _BESIDE:
        return None
    pans = {view.name: view.pan or 0.0 for view in said.scene.context.track_views}
    if any(one.how or one.is_clip and not one.is_pronoun for one in said.things):
        return None
    if any(pans.get(track, 0.0) * sides[0] <= 0 for track in said.tracks):
        return [Step("ask", {"text": NOT_THERE.format(" and ".join(f"“{track}”" for track in said.tracks))})]
    left = 2 / 3 if said.bag & _LITTLE else 1 / 3 if said.bag & _MUCH else 0.5
    return [mix([track], "pan", value=number(round(pans[track] * left, 2))) for track in said.tracks]


def nudged(said: Said) -> list[Step] | None:
    """The steps; None where no side is told from where it is, or not all of it is known."""
    if less := _less_far(said):
        return less
    sides = [_SIDES[one] for one in said.words if one in _SIDES]
    moves = said.bag & (_FURTHER | _NUDGES) or said.bag & _MOVES and said.bag & _LITTLE
    if re.search(r"\bmore T\b", said.form):
        return None  # "more organ on the left" may be its level there
    if len(sides) != 1 or not moves or said.places or len(said.amounts) > 1 or not said.things:
        return None
    if said.bag - set(_SIDES) - _FURTHER - _NUDGES - _LITTLE - _MUCH - _BESIDE or "less" in said.bag:
        return None
    pans = {view.name: view.pan for view in said.scene.context.track_views}
    if any(one.how or one.is_clip and not one.is_pronoun for one in said.things):
        return None
    if not said.bag & (_FURTHER | _NUDGES) and not all(pans.get(track) for track in said.tracks):
        return None  # in the middle, "a bit left" is where it goes
    step = _STEPS["little" if said.bag & _LITTLE else "much" if said.bag & _MUCH else "plain"]
    if said.bag & _NUDGES:
        step = _STEPS["much" if said.bag & _MUCH else "little"]
    for one in said.amounts:
        if one.signed or one.unit not in ("", "%") or not 1 < one.value <= 100:
            return None
        step = one.value / 100
    return [
        mix([track], "pan", value=number(round(max(-1.0, min(1.0, float(pans[track] or 0.0) + sides[0] * step)), 4)))
        for track in said.tracks
    ]

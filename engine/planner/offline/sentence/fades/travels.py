"""Travels: "let it wander, hard left at bar 5, hard right at the break", "from left to right over bars 5 to 8"."""

from __future__ import annotations

from itertools import pairwise

from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.slots.clause import number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_SIDES = {"left": -1.0, "l": -1.0, "right": 1.0, "r": 1.0, "middle": 0.0, "center": 0.0, "centre": 0.0}
_SHARES = {"half": 0.5, "halfway": 0.5, "slightly": 0.25, "bit": 0.25, "little": 0.25, "touch": 0.25}
_TRAVELS = frozenset(
    "wander wanders drift drifts travel travels roam roams glide glides sweep sweeps swim swims walk walks move"
    " moves float"
    " floats slide slides migrate migrates cross crosses creep creeps crawl crawls fly flies pass passes circle"
    " wandering"
    " drifting moving travelling traveling rove roves stroll strolls slowly gradually automate automation ride".split()
)
_BESIDE = frozenset(
    "let make have start starts starting begin begins beginning end ends ending finish finishes reach reaches"
    " arrive arrives"
    " land lands pan panned panning it them in on to at over across through from stereo field image picture"
    " panorama space"
    " room back all way out full fully hard far side by when hits comes enters kicks begins drops being get gets"
    " sit sits"
    " position go goes being around about going percent".split()
)
_ENDS = frozenset("start starts starting begin begins beginning".split())
_GLIDES = regex(
    r"\bfrom (?:the )?(?:(?:hard|full|far|all the way|dead|half|slightly|\d+(?: ?%)?(?: percent)?) )*"
    r"(?:to (?:the )?)?(?:left|right|l|r|middle|cent(?:er|re))\b"
)
_MOST_POINTS = 8


def travel(said: Said) -> list[Step] | None:
    """Where one or more tracks lie in the stereo picture, from bar to bar; None where it is not all known."""
    if not said.tracks or said.is_open or any(one.is_clip and not one.is_pointed for one in said.things):
        return None
    is_told = said.bag & _TRAVELS or said.bag & _ENDS or _GLIDES.search(said.text)
    if not is_told or said.bag - _TRAVELS - _BESIDE - _SIDES.keys() - _SHARES.keys():
        return None
    points = _points(said)
    if points is None or any(later <= first for (first, _), (later, _) in pairwise(points)):
        return None
    ways = [
        {"parameter": "pan", "from": a, "to": b, "start_bar": number(one), "end_bar": number(other)}
        for (one, a), (other, b) in pairwise(points)
    ]
    return [Step("automate", {"track": track, **way}) for track in said.tracks for way in ways]


def _points(said: Said) -> list[tuple[float, float]] | None:
    """(bar, side) each, in their order; None where sides and bars are not told one for one."""
    sides = _sides(said)
    if sides is None or not 2 <= len(sides) <= _MOST_POINTS:
        return None
    if len(said.places) == 1 and len(sides) == 2 and said.places[0].how in ("in", "bare"):
        (place,) = said.places
        start, end = place.spans[0]
        return [(start, sides[0]), (end, sides[1])] if len(place.spans) == 1 else None
    letters = "".join("P" if one == "P" else "s" for one in said.form.split() if one == "P" or one in _SIDES)
    if letters not in ("sP" * len(sides), "Ps" * len(sides), "PssP"):
        return None
    if any(one.how not in ("at", "to") and not _is_hit(one.end, said) for one in said.places):
        return None
    return [(place.point, side) for place, side in zip(said.places, sides, strict=True)]


_HITS = regex(r"\s*(?:hits|comes|enters|kicks|begins|starts|drops)\b")


def _is_hit(end: int, said: Said) -> bool:
    """ "When the break hits" is where it begins."""
    return _HITS.match(said.text, end) is not None


def _sides(said: Said) -> list[float] | None:
    """Each side with how far: a figure, "half", else all of the way."""
    amounts = iter(said.amounts)
    made: list[float] = []
    share: float | None = None
    for one in said.form.split():
        if one == "N":
            amount = next(amounts)
            if amount.unit not in ("", "%") or not 0 < abs(amount.value) <= 100:
                return None
            share = abs(amount.value) / 100
            if made and not _is_before(amount.end, said):
                made[-1], share = made[-1] * share, None
        elif one in _SHARES:
            share = _SHARES[one]
        elif one in _SIDES:
            made.append(number(_SIDES[one] * (1.0 if share is None else share)))
            share = None
    return made


_SIDE_BEHIND = regex(r"\s*(?:%|percent)?\s*(?:to (?:the )?)?(?:left|right|l|r)\b")


def _is_before(end: int, said: Said) -> bool:
    """ "40 right", and not "left 40"."""
    return _SIDE_BEHIND.match(said.text, end) is not None

"""Sides by those of others: "the hats panned where the clav is", "halfway between A and the centre"."""

from __future__ import annotations

from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.scope.where import mix
from engine.planner.offline.slots.clause import number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_PANS = frozenset("pan pans panned panning side sides position".split())
_LIKE = frozenset(
    "opposite of from where like same as to at in on put set place is sits are with goes go should sit whatever".split()
)
_BETWEEN = frozenset("halfway half way between to in put set sit place sits go goes should".split())
_MIDDLE = frozenset("center centre middle".split())
_CENTRED = frozenset("center centre middle centred centered".split())
_FLIPS = frozenset("flip mirror".split())
_TO_THE_OTHER = frozenset(
    "to other opposite over on across put pan move bring go goes take set should place come it".split()
)
_AS_FAR = frozenset("same amount distance just as much far it by now on before is was".split())
_GOES_OVER = frozenset("over across to move put bring go goes take pan the other side in come comes swing".split())
""" "Flip it over to the left, same amount"."""


_AS_NOW = regex(
    r"\b(?:(?:by )?the same (?:amount|distance)|same (?:amount|distance)|(?:just )?as (?:far|much)(?: over| out)?)"
    r"(?: as (?:now|it is|it was|before|on the other side))?\b"
)
""" "Over to the left, same amount as now"."""


def side_like(said: Said) -> list[Step] | None:
    """The steps; None where no side is told by another, or not all of it is known."""
    if said.amounts and said.bag & _PANS - {"side"} or said.places or any(one.how for one in said.things):
        return None
    pans = {view.name: view.pan for view in said.scene.context.track_views}
    tracks = said.tracks
    if any(pans.get(one) is None for one in tracks):
        return None
    if everywhere := _all_centred(said, pans):
        return everywhere
    return _flipped(said, tracks, pans) or _between(said, tracks, pans) or _where(said, tracks, pans)


def _all_centred(said: Said, pans: dict[str, float | None]) -> list[Step] | None:
    """ "Reset all the pans", "everything back to the middle"."""
    is_all = "all" in said.bag or any(one.how == "all" for one in said.things)
    bag = said.bag - {"all", "reset", "set", "put", "back", "to", "zero", "in", "at", "tracks", "on", "of", "0", "make"}
    if not is_all or said.amounts or any(one.how != "all" for one in said.things) or bag - _PANS - _CENTRED:
        return None
    if not (bag & _CENTRED or bag & {"pans", "pan", "panning"} and said.bag & {"reset", "zero"}):
        return None
    out = [one for one, pan in pans.items() if pan]
    return [mix(out, "pan", value=0)] if out else None


def _flipped(said: Said, tracks: list[str], pans: dict[str, float | None]) -> list[Step] | None:
    """ "Flip the cello to the other side": as far from the middle as it is."""
    sides = said.bag & {"left", "right"}
    is_opposite = "side" in said.bag and bool(said.bag & {"other", "opposite"})
    if is_opposite and not said.bag - _TO_THE_OTHER - _PANS and not said.amounts:
        apart = tracks and all(pans[one] for one in tracks)
        return [_to(one, -(pans[one] or 0.0)) for one in tracks] if apart else None
    if _AS_NOW.search(said.text) and len(sides) == 1 and tracks and not said.bag - _AS_FAR - _GOES_OVER - _PANS - sides:
        to = -1.0 if "left" in sides else 1.0
        return [_to(one, abs(pans[one] or 0.0) * to) for one in tracks] if all(pans[one] for one in tracks) else None
    if (
        not tracks
        or not said.bag & _FLIPS
        or said.bag - _FLIPS - _AS_FAR - {"to", "other", "over", "on", "across"} - _PANS - sides
    ):
        return None
    if (
        len(sides) > 1
        or not sides
        and not (said.bag - _AS_FAR == {"mirror"} or said.bag & {"other", "pan", "panning", "side"})
        or not all(pans[one] for one in tracks)
    ):
        return None
    way = {"left": -1.0, "right": 1.0}.get(next(iter(sides), ""))
    return [_to(one, abs(pans[one] or 0.0) * way if way else -(pans[one] or 0.0)) for one in tracks]


def _between(said: Said, tracks: list[str], pans: dict[str, float | None]) -> list[Step] | None:
    """ "Halfway" is a share of what stands between two sides."""
    if "between" not in said.bag or said.bag - _BETWEEN - _PANS - _MIDDLE or len(said.things) != len(tracks):
        return None
    if not said.bag & _PANS and not said.bag & _MIDDLE:
        return None  # it may be the order
    if any(said.text[one.start : one.end] not in ("half", "halfway") for one in said.amounts):
        return None
    is_middle = bool(said.bag & _MIDDLE)
    if len(tracks) != (2 if is_middle else 3) or said.things[0].start > said.text.find("between"):
        return None
    ends = [pans[one] or 0.0 for one in tracks[1:]] + [0.0] * is_middle
    return [_to(tracks[0], sum(ends) / 2)]


def _where(said: Said, tracks: list[str], pans: dict[str, float | None]) -> list[Step] | None:
    if len(said.things) != 2 or len(said.things[1].tracks) != 1 or said.amounts or said.bag - _LIKE - _PANS:
        return None
    if "opposite" in said.bag and said.bag & (_PANS - {"side", "sides"}) and pans[said.things[1].tracks[0]]:
        return [_to(one, -(pans[said.things[1].tracks[0]] or 0.0)) for one in said.things[0].tracks]
    if not said.bag & _PANS or not said.bag & {"where", "like", "as", "same"}:
        return None
    like = said.things[1].tracks[0]
    return [_to(one, pans[like]) for one in said.things[0].tracks if one != like]


def _to(track: str, pan: float | None) -> Step:
    return mix([track], "pan", value=number(round(pan or 0.0, 4)))

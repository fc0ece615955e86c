"""Sides swapped: "flip the overheads", "guitars the other way round", "drummer's view", "swap left and right on it"."""

from __future__ import annotations

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.sentence.apart.everything import with_members
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.mixer.pair_width import panned_lately
from engine.planner.offline.sentence.mixer.pairs import are_pair
from engine.planner.offline.sentence.scope.where import mix
from engine.planner.offline.slots.clause import number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_SWAPS = regex(
    r"\b(?:swap(?:ped)?|switch(?:ed)?|exchange|flip(?:ped)?|mirror(?:ed)?|trade|reverse[ds]?|invert(?:ed)?"
    r"|(?:the )?(?:other|wrong|opposite) way (?:round|around)|turn(?:ed)? (?:T )?(?:round|around)|vice versa)\b",
)
_PANS = frozenset("pan pans panned panning side sides position".split())
_CHANGE_PLACES = frozenset("swap switch exchange trade".split())
"""Two that lie on one side can do that as well; what is flipped there goes over to the other."""
_VIEWS = frozenset("view perspective".split())
_SIDES = (
    (_PANS - {"position"})
    | _VIEWS
    | frozenset("stereo left right audience drummer drummer's image picture seat".split())
)
_BESIDE = frozenset(
    "swap swapped switch switched exchange flip flipped mirror mirrored trade reverse reversed invert inverted other"
    " wrong way round around turn turned vice versa both two of them each other's others put set make has have to be"
    " goes go over with on from s should must it's lies sit sits behind kit opposite places position positions t"
    " like it they're they".split()
)
_LEFT_AND_RIGHT = regex(
    r"(?:swap|flip|exchange|switch|reverse)(?: T)?(?: (?:sides?|pan|pans|panning))?(?: of)?"
    r"(?: (?:left|l) (?:n|with|&)? ?(?:right|r))?(?: (?:on|in|of|sides?|around|round|over))*(?: T)?"
)


def sides_swapped(said: Said) -> list[Step] | None:
    """Each of two where the other was; of left and right, or of more than two, each as far out on the other side.

    None where no two that lie apart are meant, or it may be their sound that is turned.
    """
    if said.places or said.amounts:
        return None
    if over := _its_pan_turned(said):
        return over
    pans = {view.name: view.pan for view in said.scene.context.track_views}
    placed = _of_those_before(said) or _mirrored(said, pans) or _exchanged(said, pans) or {}
    return [mix([track], "pan", value=number(round(pan, 4))) for track, pan in placed.items()] or None


_OTHER_WAY = regex(
    r"(?:(?:the |on the |to the )?(?:other|wrong|opposite) (?:way round|way|side)|(?:flip|mirror) (?:it|that|them))"
    r"(?: round)?(?: (?:it is|is right|instead|sorry))*"
)


def _its_pan_turned(said: Said) -> list[Step] | None:
    """ "The other way round", behind a level and a side: the side."""
    last = said.last()
    pans = [one for one in last if (one.tool, one.kind) == ("mix", "pan")]
    if not pans or {one.kind for one in last} != {"gain", "pan"} or said.things and not said.things[0].is_pronoun:
        return None
    if not _OTHER_WAY.fullmatch(said.text.strip(" .!,")) or any(not one.args.get("value") for one in pans):
        return None
    return [
        told_as(Step("mix", {**one.args, "value": number(-float(one.args["value"]))}), "fix", one) for one in pans
    ]


def _of_those_before(said: Said) -> dict[str, float] | None:
    """ "Swap them", behind one that was panned left and one right."""
    lately = panned_lately(said) if said.is_later and all(one.is_pronoun for one in said.things) else {}
    if len(lately) != 2 or not _SWAPS.search(said.text) or said.bag - _SIDES - _BESIDE:
        return None
    first, second = lately
    return {first: lately[second], second: lately[first]}


def _mirrored(said: Said, pans: dict[str, float | None]) -> dict[str, float] | None:
    """ "Swap left and right on the guitars": whoever of them lies on a side."""
    is_told = {"left", "right"} <= said.bag or len(said.tracks) != 2 and bool(said.bag & {"sides", "panning", "pans"})
    if not is_told or said.is_in_a_thing or not _LEFT_AND_RIGHT.fullmatch(" ".join(said.form.split())):
        return None
    groups = {view.name for view in said.scene.context.track_views if view.kind == "group"}
    turned = {one: -(pans.get(one) or 0.0) for one in with_members(said.tracks, said.scene) if one not in groups}
    turned = {one: pan for one, pan in turned.items() if pan}
    return turned if len({pan > 0 for pan in turned.values()}) == 2 else None


def _exchanged(said: Said, pans: dict[str, float | None]) -> dict[str, float] | None:
    """ "Flip the overheads"; two on one side only where their panning is told."""
    if len(said.tracks) != 2 or any(one.how for one in said.things) or said.bag - _SIDES - _BESIDE:
        return None
    if not _SWAPS.search(said.text) and not said.bag & _VIEWS:
        return None
    first, second = said.tracks
    one, other = pans.get(first), pans.get(second)
    panned = {one.args.get("track") for one in said.last() if (one.tool, one.kind) == ("mix", "pan")}
    is_of_sides = said.bag & _PANS or {first, second} <= panned  # "swap those two", behind their sides
    is_told = bool(is_of_sides and said.bag & _CHANGE_PLACES or {"flip", "sides"} <= said.bag)
    is_told = is_told and one is not None and other is not None
    if not is_told and any(thing.is_clip for thing in said.things):
        return None
    if not is_told and not said.bag & _SIDES and not are_pair(first, second) and "flip" not in said.bag:
        return None
    one, other = one or 0.0, other or 0.0
    return {first: other, second: one} if is_told or one * other < 0 else None

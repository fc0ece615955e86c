"""Sides swapped: "flip the overheads", "guitars the other way round", "drummer's view": two that lie left and right."""

from __future__ import annotations

import re

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
    re.IGNORECASE,
)
_SIDES = frozenset(
    "pan pans panned panning side sides stereo left right view perspective audience drummer drummer's image picture"
    " seat".split()
)
_BESIDE = frozenset(
    "swap swapped switch switched exchange flip flipped mirror mirrored trade reverse reversed invert inverted other"
    " wrong way round around turn turned vice versa both two of them each other's put set make has have to be goes go"
    " over with on from s should must it's lies sit sits behind kit opposite places position positions t"
    " like others it they're they".split()
)


def sides_swapped(said: Said) -> list[Step] | None:
    """Each where the other was; None where no two that lie apart are meant, or it may be their sound that is turned."""
    tracks = said.tracks
    if said.is_later and all(one.is_pronoun for one in said.things) and (lately := panned_lately(said)):
        tracks = lately  # "swap them", behind one left and one right
    if len(tracks) != 2 or said.places or said.amounts or any(one.how or one.is_clip for one in said.things):
        return None
    if not _SWAPS.search(said.text) and not said.bag & {"view", "perspective"}:
        return None
    pans = {view.name: view.pan for view in said.scene.context.track_views}
    one, other = (pans.get(track) or 0.0 for track in tracks)
    if one * other >= 0 or said.bag - _SIDES - _BESIDE:
        return None
    is_told = said.things and not all(one.is_pronoun for one in said.things)
    if is_told and not are_pair(*tracks) and not said.bag & _SIDES and "flip" not in said.bag:
        return None
    return [mix([track], "pan", value=number(round(pan, 4))) for track, pan in zip(tracks, (other, one), strict=True)]

"""The width of a pair: "bring both guitars in by half", "half as wide" of two that lie left and right."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from engine.planner.offline.sentence.apart.focus import tracks_of
from engine.planner.offline.sentence.apart.said import Said, lettered
from engine.planner.offline.sentence.mixer.pairs import are_pair
from engine.planner.offline.sentence.scope.where import mix
from engine.planner.offline.slots.clause import number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_NARROWER = regex(
    r"\b(?:narrow(?:er|ed)?|less (?:wide|spread|apart|far (?:out|apart))|(?:half|not) (?:so |as |quite so )+"
    r"(?:wide|spread|far (?:out|apart))|too (?:wide|far (?:out|apart))|closer (?:together|in)|tighter|halve"
    r"|nearer together)\b"
)
_COMES_IN = regex(r"\b(?:bring|pull|pan|move|come|take|push|put|draw)\b.*\bin\b|^(?:T|both|them)? ?in\b")
_WORDS = frozenset(
    "bring pull pan move come take push put draw make set have let in to by about around roughly narrow narrower"
    " narrowed less wide spread apart far out half halve not so as quite too closer together tighter nearer bit little"
    " touch tad slightly third quarter much way lot what they are is it them both two panning pans width that now was"
    " were pair of each".split()
)
_SHARES = {"half": 0.5, "halve": 0.5, "third": 2 / 3, "quarter": 0.75}
_SMALL, _LARGE = frozenset("bit little touch tad slightly".split()), frozenset("much way lot".split())
_USUAL, _A_BIT, _A_LOT = 0.6, 0.75, 0.4


def pair_width(said: Said) -> list[Step] | None:
    """Their pans nearer the middle; None where they are no pair, or not all of it is known."""
    pans = {view.name: view.pan or 0.0 for view in said.scene.context.track_views}
    tracks = _pair(said, pans)
    if not said.things and said.is_later and not said.amounts:
        lately = panned_lately(said)
        tracks, pans = (list(lately), {**pans, **lately}) if lately else (tracks, pans)
    if len(tracks) < 2 or said.places or any(one.how or one.is_clip for one in said.things):
        return None
    words = frozenset(re.findall(r"[a-z]+", said.text)) if said.amounts else said.bag
    shares = [share for word, share in _SHARES.items() if word in said.text.split()]
    is_in = bool(shares or words & _SMALL) and _COMES_IN.search(_form(said)) is not None
    if _WIDER.search(said.text) and not _NARROWER.search(said.text) and not said.amounts and not shares:
        return _wider(said, tracks, pans)
    if not (_NARROWER.search(said.text) or is_in) or said.bag - _WORDS:
        return None
    if any(one.unit or one.value not in (0.5, 1 / 3, 0.25) for one in said.amounts) or len(shares) > 1:
        return None
    by = shares[0] if shares else _A_BIT if words & _SMALL else _A_LOT if words & _LARGE else _USUAL
    return [mix([one], "pan", value=number(round(pans[one] * by, 3))) for one in tracks]


_WIDER = regex(
    r"\b(?:wider|further (?:out|apart)|farther (?:out|apart)|more (?:spread|apart)"
    r"|not (?:so )?(?:wide|far apart) enough"
    r"|widen(?:ed)?|too (?:narrow|close together)|as wide as (?:possible|it gets)|all the way (?:out|apart))\b"
)
_WIDER_WORDS = _WORDS | frozenset("wider widen widened further farther more enough possible gets all should".split())
_WIDER_BY = {"little": 1.2, "plain": 1.4, "much": 1.8}


def _wider(said: Said, tracks: Sequence[str], pans: Mapping[str, float]) -> list[Step] | None:
    if said.bag - _WIDER_WORDS or "stereo" in said.text:
        return None
    size = "little" if said.bag & _SMALL else "much" if said.bag & _LARGE - {"way"} else "plain"
    is_all = bool(_ALL_OUT.search(said.text))
    values = {one: math.copysign(1.0, pans[one]) if is_all else pans[one] * _WIDER_BY[size] for one in tracks}
    return [mix([one], "pan", value=number(round(max(-1.0, min(1.0, value)), 3))) for one, value in values.items()]


_ALL_OUT = regex(r"\ball the way\b|\bas wide as\b")


def panned_lately(said: Said) -> dict[str, float]:
    """The two that were panned one after the other, to two sides, and where to; none for any other."""
    acts = [one for one in said.focus.acts[:2] if (one.tool, one.kind) == ("mix", "pan")]
    values = [one.args.get("value") for one in acts]
    tracks = [track for one in acts for track in tracks_of(one)]
    if len(acts) != 2 or len(set(tracks)) != 2 or len(tracks) != 2:
        return {}
    first, second = (float(one) if isinstance(one, int | float) else 0.0 for one in values)
    return dict(zip(tracks, (first, second), strict=True)) if first * second < 0 else {}


def _pair(said: Said, pans: dict[str, float]) -> list[str]:
    """Those that are told, where they lie on both sides; of "both", the two that are called alike."""
    tracks = said.tracks
    if len(tracks) == 1 and re.search(r"\b(?:both|they|them|the two)\b", said.text) and any(
        one.is_pronoun for one in said.things
    ):
        tracks = [tracks[0], *(one for one in pans if are_pair(one, tracks[0]))]
    if len(tracks) > 2 and len(said.things) == 1 and not said.things[0].is_pointed:
        tracks = [one for one in tracks if pans.get(one)]  # "the guitars", of which one is in the middle
    is_apart = any(pans.get(one, 0.0) < 0 for one in tracks) and any(pans.get(one, 0.0) > 0 for one in tracks)
    return tracks if is_apart and all(pans.get(one) for one in tracks) else []


def _form(said: Said) -> str:
    text = lettered(said.text, [(one.start, one.end, "T") for one in said.things])
    return re.sub(r"\b(?:the|both|my|our) (?=T)", "", text)

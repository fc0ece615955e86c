"""The width of a pair: "bring both guitars in by half", "half as wide" of two that lie left and right."""

from __future__ import annotations

import re

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
    if len(tracks) < 2 or said.places or any(one.how or one.is_clip for one in said.things):
        return None
    words = frozenset(re.findall(r"[a-z]+", said.text)) if said.amounts else said.bag
    shares = [share for word, share in _SHARES.items() if word in said.text.split()]
    is_in = bool(shares or words & _SMALL) and _COMES_IN.search(_form(said)) is not None
    if not (_NARROWER.search(said.text) or is_in) or said.bag - _WORDS:
        return None
    if any(one.unit or one.value not in (0.5, 1 / 3, 0.25) for one in said.amounts) or len(shares) > 1:
        return None
    by = shares[0] if shares else _A_BIT if words & _SMALL else _A_LOT if words & _LARGE else _USUAL
    return [mix([one], "pan", value=number(round(pans[one] * by, 3))) for one in tracks]


def _pair(said: Said, pans: dict[str, float]) -> list[str]:
    """Those that are told, where they lie on both sides; of "both", the two that are called alike."""
    tracks = said.tracks
    if len(tracks) == 1 and re.search(r"\b(?:both|they|them|the two)\b", said.text) and any(
        one.is_pronoun for one in said.things
    ):
        tracks = [tracks[0], *(one for one in pans if are_pair(one, tracks[0]))]
    is_apart = any(pans.get(one, 0.0) < 0 for one in tracks) and any(pans.get(one, 0.0) > 0 for one in tracks)
    return tracks if is_apart and all(pans.get(one) for one in tracks) else []


def _form(said: Said) -> str:
    text = lettered(said.text, [(one.start, one.end, "T") for one in said.things])
    return re.sub(r"\b(?:the|both|my|our) (?=T)", "", text)

"""To a level that is measured: "normalize the vox", "normalise it to -16 LUFS", and behind that "make it -14"."""

from __future__ import annotations

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.sentence.apart.everything import with_members
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.scope.lying import NOUNS, clips_meant, in_order, part_told
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.quantity import Quantity
from engine.planner.regex import regex
from engine.tasks.plan import Step

_VERBS = frozenset("normalize normalise normalized normalised normalizing normalising".split())
_BESIDE = frozenset(
    "to at it them that this by its level loudness peak peaks all clips lufs make try rather like".split()
)
_WITHIN = ("in", "bare")
_QUIETEST_PEAK_DB = -8.0
"""A bare figure below it is a loudness: nobody normalises peaks to −14 dB."""


def normalized(said: Said) -> list[Step] | None:
    """The steps; None where nothing is normalised, or not all of it is known."""
    where = [bars for one in said.places for bars in one.spans]
    if len(said.amounts) > 1 or said.is_open or len(where) > 1 or any(one.how not in _WITHIN for one in said.places):
        return None
    if not said.bag & _VERBS and not _is_loudness_of(said):
        return _otherwise(said)
    wanted = _wanted(said)
    if wanted is None or said.bag - _VERBS - _BESIDE - _BRINGS - NOUNS or not said.things:
        return None
    found = clips_meant(said, where)
    clips = [clip for one in found or () for clip in one.clips]
    ids = [one.id for one in clips]
    if found is None and where:
        return None
    are_tracks = not any(one.is_clip or one.is_pointed for one in said.things) and not where
    if found is None or are_tracks and not any(one.words for one in found):
        ids = [clip.id for track in with_members(said.tracks, said.scene) for clip in in_order(track, said)]
    kinds = {view.kind for one in ids if (view := said.scene.clip(one))}
    if kinds != {"audio"}:
        return None
    parts = {one.id: part_told(one.bars, where[0] if where else None) for one in clips}
    return [
        Step("edit_clip", {"clip": one, "action": "normalize", **wanted, **parts.get(one, {})})
        for one in dict.fromkeys(ids)
    ]


_BRINGS = frozenset("bring get set put take level should be at of integrated volume each turn sit".split())
_A_MIX = regex(r"\b(?:mix|master\w*|demo|song|bounce|print|export|file|wav|mp3|render|stem)s?\b")


def _is_loudness_of(said: Said) -> bool:
    """ "Guest to -16 LUFS": of what is recorded, and no mix that is mastered."""
    if len(said.amounts) != 1 or said.amounts[0].unit != "LUFS" or not said.things or _A_MIX.search(said.text):
        return False
    is_named = all(one.tracks and not one.is_pronoun and one.how in ("", "all") for one in said.things)
    return is_named and not said.bag - _BESIDE - _BRINGS - NOUNS


def _otherwise(said: Said) -> list[Step] | None:
    """Another figure for what was normalised last."""
    last = said.last()
    if not last or any((one.tool, one.kind) != ("edit_clip", "normalize") for one in last) or not said.amounts:
        return None
    wanted = _wanted(said)
    if wanted is None or said.bag - _BESIDE or any(not one.is_pronoun for one in said.things):
        return None
    kept = ({name: value for name, value in act.args.items() if name not in _FIGURES} for act in last)
    return [told_as(Step("edit_clip", {**args, **wanted}), "fix", act) for args, act in zip(kept, last, strict=True)]


_FIGURES = ("loudness_lufs", "value_db")


def _wanted(said: Said) -> dict[str, float] | None:
    """The figure as an argument; None where it is none of a level."""
    if not said.amounts:
        return {}
    one: Quantity = said.amounts[0]
    is_lufs = one.unit.upper() in ("LUFS", "LU") or "lufs" in said.bag
    if one.unit not in ("", "dB") and not is_lufs or one.value > 0:
        return None
    is_lufs = is_lufs or one.value < _QUIETEST_PEAK_DB and not said.bag & {"peak", "peaks"}
    return {"loudness_lufs" if is_lufs else "value_db": number(one.value)}

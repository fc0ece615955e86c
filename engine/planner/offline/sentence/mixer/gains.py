"""Gains: how loud a clip is by itself: "raise that clip 3 db", "story one up 2, just the clip", "and story two 1"."""

from __future__ import annotations

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.sentence.apart.said import Said, without
from engine.planner.offline.sentence.mixer.level import change_told
from engine.planner.offline.sentence.scope.lying import NOUNS, clips_meant
from engine.planner.offline.slots.clause import number
from engine.tasks.plan import Step

_CLIP = frozenset("clip clips region regions".split())
_BESIDE = frozenset("just only that this by itself not whole track alone".split())
_LIKE = frozenset("and by db too also as well with only just but".split())


def gain(said: Said) -> list[Step] | None:
    """The steps; None where no clip gets louder or quieter, or not all of it is known."""
    if not said.things or said.is_open:
        return None
    return _likewise(said) or _told(said)


def _told(said: Said) -> list[Step] | None:
    if not said.bag & _CLIP:
        return None
    found = clips_meant(said, [bars for one in said.places if one.how in ("in", "bare") for bars in one.spans])
    if not found or any(one.how not in ("in", "bare") for one in said.places):
        return None
    words = frozenset(word for one in found for word in one.words)
    change = change_told(without(said, _CLIP | _BESIDE | NOUNS | words))
    if change is None or change.to_db is not None or not said.amounts:
        return None
    return _steps([clip.id for one in found for clip in one.clips], change.by_db, said)


def _likewise(said: Said) -> list[Step] | None:
    """ "And story two 1" behind the gain of another clip."""
    last = said.last()
    if not last or any((one.tool, one.kind) != ("edit_clip", "gain") for one in last) or len(said.amounts) != 1:
        return None
    before, new = last[-1].args.get("value_db"), said.amounts[0]
    found = clips_meant(said, [bars for one in said.places if one.how in ("in", "bare") for bars in one.spans])
    worked = {clip for act in last for clip in act.clips()}
    if not found or not isinstance(before, int | float) or new.unit not in ("", "dB"):
        return None
    ids = [clip.id for one in found for clip in one.clips]
    if said.bag - _LIKE - NOUNS - frozenset(word for one in found for word in one.words) or worked & set(ids):
        return None
    by = new.value if new.signed else abs(new.value) * (1 if before > 0 else -1)
    return [told_as(one, "again", last[-1]) for one in _steps(ids, by, said) or ()] or None


def _steps(ids: list[str], by_db: float, said: Said) -> list[Step] | None:
    kinds = {view.kind for one in ids if (view := said.scene.clip(one))}
    if kinds != {"audio"}:
        return None
    return [Step("edit_clip", {"clip": one, "action": "gain", "value_db": number(by_db)}) for one in dict.fromkeys(ids)]

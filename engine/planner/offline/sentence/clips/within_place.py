"""Within its place: "I only want the bed until bar 9", "lose the pad before the drop", "no choir any more after 8"."""

from __future__ import annotations

from engine.planner.offline.sentence.apart.place import Bars
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.clips.trims import trimmed
from engine.planner.offline.sentence.scope.lying import in_order
from engine.planner.offline.sentence.scope.where import over
from engine.planner.regex import regex
from engine.tasks.plan import Step

_ONLY = frozenset("only just".split())
_STAYS = frozenset(
    "keep let play plays playing go goes run runs leave sound sounds last lasts stay stays in hear heard use up"
    " to".split()
)
_GONE = frozenset(
    "lose drop kill cut remove delete erase ditch bin axe strip clear without no gone silent not don't dont never"
    " out".split()
)
_BESIDE = frozenset(
    "out off away any more anymore longer all everything anything hear heard of from stuff that's comes lies plays at"
    " must be take get rid want".split()
)
_ENDS = regex(r"T (?:is |be |should |must |has |to )*(?:out|over|gone|done|finished) P")
_BEFORE, _AFTER = ("before", "ahead of"), ("after", "past", "beyond", "behind", "from")


def within_place(said: Said) -> list[Step] | None:
    """What of a clip lies outside goes; None where no such place is told, or not all of it is known."""
    things = [one for one in said.things if not one.is_pronoun]
    if len(said.places) != 1 or not things or len(things) != len(said.things) or said.amounts or said.is_open:
        return None
    place, bag = said.places[0], said.bag
    if any(one.how or one.is_pointed for one in things) or len(place.spans) != 1:
        return None
    words = said.text[place.start : place.end]
    spoken = set(said.text.split())
    is_only = bool(_ONLY & spoken)
    if spoken & {"all", "every", "each"}:
        return None  # "delete all clips before bar 3"
    if is_only and place.how == "to" and not words.startswith("before") and not bag - _ONLY - _STAYS:
        kept = (1.0, place.point)
    elif is_only and place.how == "from" and not bag - _ONLY - _STAYS:
        kept = (place.point, 1e6)
    elif place.how == "at" and not words.startswith(_AFTER) and _ENDS.fullmatch(said.form):
        kept = (1.0, place.point)
    elif not is_only and bag & _GONE and not bag - _GONE - _BESIDE and place.how == "to" and words.startswith(_BEFORE):
        kept = (place.point, 1e6)
    elif not is_only and bag & _GONE and not bag - _GONE - _BESIDE and words.startswith(_AFTER) and place.how != "in":
        kept = (1.0, place.point)
    else:
        return None
    steps = [step for one in things for track in one.tracks for step in _kept(track, kept, one.clips, said)]
    return steps or None


def _kept(track: str, kept: Bars, only: tuple[str, ...], said: Said) -> list[Step]:
    clips = [one for one in in_order(track, said) if one.bars and (not only or one.id in only)]
    lying = [one.bars for one in clips if one.bars]
    outside = [(a, b) for a, b in lying if not kept[0] - 0.01 <= a < b <= kept[1] + 0.01]
    if not outside or len(outside) == len(clips) and all(a >= kept[1] or b <= kept[0] for a, b in outside):
        return []
    if len(outside) == 1 and outside[0][0] < kept[1] and outside[0][1] > kept[0]:
        clip = next(one for one in clips if one.bars == outside[0])
        return trimmed(clip, (max(outside[0][0], kept[0]), min(outside[0][1], kept[1])), said)
    gone = (outside[0][0], kept[0]) if kept[0] > 1 else (kept[1], max(end for _, end in outside))
    return [over(track, "mute", 1, gone)]

"""Stopped at: "stop the drums one bar before the bridge", "end the pad at the outro": what sounds there ends."""

from __future__ import annotations

from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.clips.trims import trimmed
from engine.planner.offline.sentence.scope.beside import ending_before
from engine.planner.offline.sentence.scope.lying import NOUNS, in_order
from engine.planner.regex import regex
from engine.tasks.plan import Step

_STOPS = regex(r"^(?:(?:let|have|make) )?(?:stop|end|finish|halt)\b|^(?:(?:let|have|make) ).* (?:stop|end|finish)\b")
_KNOWN = frozenset("stop end finish halt let have make right just at by before it there dead short".split())
ENDS_THERE = "“{}” ends at bar {} already."


def stopped_at(said: Said) -> list[Step] | None:
    """The trims; None where no track is to stop at a place, or not all of it is known."""
    if _STOPS.search(said.text) is None or len(said.places) != 1 or said.amounts or said.is_open or said.unclear:
        return None
    place = ending_before(said).places[0]
    things = [one for one in said.things if not one.is_pointed]
    if not things or len(things) < len(said.things) or any(one.how for one in things):
        return None
    if place.how not in ("at", "before", "to") or said.bag - _KNOWN - NOUNS:
        return None
    if said.text.startswith("after ", place.start):
        return None
    steps: list[Step] = []
    for one in things:
        lying = [clip for track in one.tracks for clip in in_order(track, said)]
        lying = [clip for clip in lying if clip.bars and (not one.is_clip or clip.id in one.clips)]
        before = [clip for clip in lying if clip.bars and clip.bars[0] < place.point - 1e-3 <= clip.bars[1]]
        if not before or before[-1].bars is None:
            return None
        clip = before[-1]
        if clip.bars and clip.bars[1] < place.point + 1e-3:
            return [Step("chat", {"text": ENDS_THERE.format(clip.name, f"{place.point:g}")})]
        assert clip.bars
        steps += trimmed(clip, (clip.bars[0], place.point), said)
    return steps

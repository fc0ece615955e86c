"""Clip swaps: "swap take one and take two" puts each where the other begins."""

from __future__ import annotations

from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.scope.lying import NOUNS, clips_meant, covers, in_order
from engine.planner.offline.slots.clause import number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_BY_NUMBER = regex(
    r"(?P<verb>swap|exchange|switch|trade)(?: round)? (?:the )?(?P<name>[\w' ]+?) (?P<one>\w+) (?:and|with|&|n)"
    r" (?P<other>\w+)(?: (?:around|round|over))?"
)
_SWAPS = frozenset("swap exchange switch trade flip".split())
_BESIDE = frozenset("with round around over places place for each other the they".split())


def clip_swap(said: Said) -> list[Step] | None:
    """The moves; None where no two clips of one track are told, or one would lie over a third."""
    said = _by_their_numbers(said)
    if not said.bag & _SWAPS or said.places or said.amounts or len(said.things) != 2:
        return None
    found = clips_meant(said)
    clips = [clip for one in found or () for clip in one.clips]
    words = frozenset(word for one in found or () for word in one.words)
    if len(clips) != 2 or said.bag - _SWAPS - _BESIDE - NOUNS - words or clips[0].track != clips[1].track:
        return None
    first, second = clips
    if first.bars is None or second.bars is None or first.id == second.id:
        return None
    others = [one for one in in_order(str(first.track), said) if one.id not in (first.id, second.id)]
    goals = [(second.bars[0], second.bars[0] + first.bars[1] - first.bars[0])]
    goals.append((first.bars[0], first.bars[0] + second.bars[1] - second.bars[0]))
    if (
        any(covers(one, bars) for one in others for bars in goals)
        or goals[0][1] > goals[1][0]
        and goals[1][1] > goals[0][0]
    ):
        return None
    return [
        Step("arrange", {"action": "move", "clip": one.id, "bar": number(goal[0])})
        for one, goal in zip(clips, goals, strict=True)
    ]


def _by_their_numbers(said: Said) -> Said:
    """ "Swap adlib 1 and 2": "adlib 1 and adlib 2", where both are there."""
    match = _BY_NUMBER.fullmatch(said.text.strip(" .!"))
    names = {one.name.lower() for one in said.scene.clips}
    if match is None or not {f"{match['name']} {match[one]}" for one in ("one", "other")} <= names:
        return said
    told = f"{match['verb']} {match['name']} {match['one']} and {match['name']} {match['other']}"
    return taken_apart(told, said.scene, focus=said.focus if said.is_later else None)

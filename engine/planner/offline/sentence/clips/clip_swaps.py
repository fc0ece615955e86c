"""Clip swaps: "swap take one and take two" puts each where the other begins."""

from __future__ import annotations

import re

from engine.planner.context import ClipInfo
from engine.planner.offline.sentence.apart.said import Said, lettered, regrouped
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.scope.lying import NOUNS, clips_meant, covers, in_order
from engine.planner.offline.slots.clause import number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_BY_NUMBER = regex(
    r"(?P<verb>swap|exchange|switch|trade)(?: round)? (?:the )?(?P<name>[\w' ]+?) (?P<one>\w+) (?:and|with|&|n)"
    r" (?P<other>\w+)(?: (?:around|round|over))?"
)
_SWAPS = frozenset("swap exchange switch trade flip change".split())
_BESIDE = frozenset("with round around over places place for each other the they change can".split())


def clip_swap(said: Said) -> list[Step] | None:
    """The moves; None where no two clips of one track are told, or one would lie over a third."""
    if crossed := _crossed(said):
        return crossed
    said = _by_their_numbers(said)
    is_change = "change" not in said.bag or bool(said.bag & {"places", "place"})
    if not said.bag & _SWAPS or not is_change or said.places or said.amounts or len(said.things) != 2:
        return None
    found = clips_meant(said)
    clips = [clip for one in found or () for clip in one.clips]
    words = frozenset(word for one in found or () for word in one.words)
    if len(clips) != 2 or said.bag - _SWAPS - _BESIDE - NOUNS - words:
        return None
    return _exchanged(clips[0], clips[1], said)


def _exchanged(first: ClipInfo, second: ClipInfo, said: Said) -> list[Step] | None:
    """Each begins where the other did; those of two tracks stay on theirs."""
    if first.bars is None or second.bars is None or first.id == second.id:
        return None
    if first.track != second.track and first.bars[0] == second.bars[0]:
        return None  # where they lie side by side already it is the tracks that change
    tracks = {str(first.track), str(second.track)}
    others = [one for track in tracks for one in in_order(track, said) if one.id not in (first.id, second.id)]
    goals = [(second.bars[0], second.bars[0] + first.bars[1] - first.bars[0])]
    goals.append((first.bars[0], first.bars[0] + second.bars[1] - second.bars[0]))
    if (
        any(covers(one, bars) for one in others for bars in goals if _is_on(one, goals.index(bars), first, second))
        or first.track == second.track
        and goals[0][1] > goals[1][0]
        and goals[1][1] > goals[0][0]
    ):
        return None
    return [
        Step("arrange", {"action": "move", "clip": one.id, "bar": number(goal[0])})
        for one, goal in zip((first, second), goals, strict=True)
    ]


def _is_on(one: ClipInfo, place: int, first: ClipInfo, second: ClipInfo) -> bool:
    """Is it on the track of the clip that goes there?"""
    return one.track == (first, second)[place].track


_WHERE = r"(?:is|was|lies|lay|sits|sat|starts|started|begins|began|comes|came)"
_CROSSED = regex(
    rf"(?:(?:so|ok|please|can you|could you|let'?s|now|and|i want)\W+)*(?:put|move|place|have|set)? ?(?P<a>T)"
    rf" (?:goes |should go |belongs |to go )?(?:to )?where (?P<b>T) {_WHERE},? (?:and|&|n)"
    rf" (?:(?P<c>T) (?:goes |should go )?(?:to )?where (?P<d>T) {_WHERE}|(?:the other way (?:a)?round|vice versa))"
    r"(?: before| now| first| please)*"
)


def _crossed(said: Said) -> list[Step] | None:
    """ "Put bed 1 where bed 2 is and bed 2 where bed 1 was": they change places."""
    text = lettered(said.text, [(one.start, one.end, "T") for one in said.things])
    match = _CROSSED.fullmatch(re.sub(r"\bthe T\b", "T", " ".join(text.split())).strip(" .!"))
    if match is None or said.amounts or len(said.things) not in (2, 4):
        return None
    told = [clips_meant(regrouped(said, [one], [], [])) for one in said.things]
    clips = [one[0].clips[0] for one in told if one and len(one) == 1 and len(one[0].clips) == 1]
    if len(clips) != len(said.things) or len({one.id for one in clips}) != 2 or clips[0].id == clips[1].id:
        return None
    if len(clips) == 4 and (clips[2].id, clips[3].id) != (clips[1].id, clips[0].id):
        return None
    return _exchanged(clips[0], clips[1], said)


def _by_their_numbers(said: Said) -> Said:
    """ "Swap adlib 1 and 2": "adlib 1 and adlib 2", where both are there."""
    match = _BY_NUMBER.fullmatch(said.text.strip(" .!"))
    names = {one.name.lower() for one in said.scene.clips}
    if match is None or not {f"{match['name']} {match[one]}" for one in ("one", "other")} <= names:
        return said
    told = f"{match['verb']} {match['name']} {match['one']} and {match['name']} {match['other']}"
    return taken_apart(told, said.scene, focus=said.focus if said.is_later else None)

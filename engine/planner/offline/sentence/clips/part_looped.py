"""A part looped: "loop the first two bars of the bass to the end of bar 8", "bars 1 to 4 of the kick three times"."""

from __future__ import annotations

from dataclasses import replace

from engine.planner.context import ClipInfo
from engine.planner.offline.sentence.apart.place import Bars, Place
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.clips.loops import until_bar
from engine.planner.offline.sentence.clips.trims import trimmed
from engine.planner.offline.sentence.scope.edges import edges_in, outside
from engine.planner.offline.sentence.scope.lying import NOUNS, clips_meant, in_order
from engine.planner.offline.sentence.scope.song_parts import song_end
from engine.planner.offline.slots.clause import number
from engine.planner.offline.steps.each_by_itself import in_a_row
from engine.planner.regex import regex
from engine.tasks.plan import Step

_LOOPS = frozenset("loop looped looping loops repeat repeated repeating repeats cycle extend stretch".split())
_BESIDE = frozenset(
    "it its that this those these them them just only keep so and have let make going go over again on out all way"
    " right from through up to then round".split()
)
_THROUGH = regex(r"(?:right |all the way )?(?:through|thru) (?:(?:the )?(?:whole )?bar )?\d+")
_TO_THE_END = regex(r"\b(?:to|till|until|through to) the (?:very )?end(?: of (?:the|this) (?:song|tune|track|piece))?$")
_BARS = regex(r"\bbars?\b")
_MOST = 16
GOES_ON = "“{}” goes on behind that, to bar {}: loop it to there, or cut it off at bar {} first?"
_NEAR = 1e-3


def part_looped(said: Said) -> list[Step] | None:
    """What plays these bars alone up to there; None where no part of a clip is looped, or not all of it is known."""
    if said.is_open or not said.bag & (_LOOPS | _COPIES):
        return None
    if often := _so_often(said):
        return often
    edges = edges_in(said)
    places, amounts, bag = outside(said, edges)
    goals = [one for one in places if one.how == "to" or _THROUGH.match(said.text, one.start)]
    where = [one for one in places if one not in goals]
    if amounts or len(edges) + len(where) != 1 or len(goals) > 1 or bag - _LOOPS - _BESIDE - NOUNS:
        return None
    if not bag & _LOOPS or where and not _is_of_bars(where[0], said):
        return None  # "the organ of verse 1" is the clip that lies there
    if not goals and not _TO_THE_END.search(said.text):
        return None
    found = clips_meant(said, [where[0].spans[0]] if where else [])
    if not found or any(len(one.clips) != 1 for one in found):
        return None
    clips = [one.clips[0] for one in found]
    parts = [where[0].spans[0] if where else edges[0].of(one) for one in clips]
    goal = (goals[0].spans[-1][1] if goals[0].how == "in" else goals[0].point) if goals else song_end(said)
    each = [_looped(one, part, goal, said) if part else None for one, part in zip(clips, parts, strict=True)]
    if asked := next((steps for steps in each if steps and steps[0].task == "ask"), None):
        return asked
    whole = [steps for steps in each if steps]
    return in_a_row(whole) if len(whole) == len(each) else None


_COPIES = frozenset("copy copies duplicate double".split())
_OFTEN = frozenset("times time twice thrice more in all total".split())
_ONCE_MORE = regex(r"(?:repeat|duplicate|double)\b")
""" "Repeat bars 5 to 8 of the bass": once, right behind."""
_A_TIME = regex(r"(?:\w+ )?(?:more )?(?:times\b|twice|thrice)|\d+ ?x\b")


def _so_often(said: Said) -> list[Step] | None:
    """ "Loop bars 1 to 4 of the kick twice", "the first bar of the snare three times": copies of them right behind."""
    edges = edges_in(said)
    places, amounts, bag = outside(said, edges)
    if len(edges) + len(places) != 1 or len(amounts) > 1 or bag - _LOOPS - _COPIES - _BESIDE - NOUNS - _OFTEN:
        return None
    count = int(amounts[0].value) if amounts else 2
    is_told = bool(amounts) and amounts[0].unit in ("", "x") and amounts[0].value == count
    if amounts and not (is_told and _A_TIME.match(said.text, amounts[0].start)):
        return None
    if not amounts and not _ONCE_MORE.match(said.text):
        return None
    if places and (places[0].how not in ("in", "bare") or len(places[0].spans) != 1):
        return None
    count -= 0 if amounts and bag & _COPIES or "more" in bag else 1
    found = clips_meant(said, [bars for place in places for bars in place.spans])
    if not found or any(len(lying.clips) != 1 for lying in found) or not 1 <= count <= _MOST:
        return None
    steps: list[Step] = []
    for clip in (lying.clips[0] for lying in found):
        part = places[0].spans[0] if places else edges[0].of(clip)
        if part is None or clip.bars is None or part[0] < clip.bars[0] - _NEAR or part[1] > clip.bars[1] + _NEAR:
            return None
        if places and not _is_of_bars(places[0], said) and part[1] - part[0] > clip.bars[1] - clip.bars[0] - 1:
            return None  # the clip that lies there
        span = {"start_bar": number(part[0]), "end_bar": number(part[1])}
        often = {"count": count} if count > 1 else {}
        steps.append(Step("arrange", {"action": "duplicate", "clip": clip.id, **span, "bar": span["end_bar"], **often}))
    return steps


def _is_of_bars(place: Place, said: Said) -> bool:
    is_told = _BARS.search(said.text, place.start, place.end) is not None
    return is_told and place.how in ("in", "bare") and len(place.spans) == 1


def _looped(clip: ClipInfo, part: Bars, goal: float, said: Said) -> list[Step] | None:
    """The clip cut down to its end of these bars, which go on; nothing that lies behind the goal is lost."""
    if clip.bars is None or clip.track is None:
        return None
    (start, end), (first, last) = clip.bars, part
    if not start - _NEAR <= first < last <= end + _NEAR or goal <= last + _NEAR:
        return None
    if end > goal + _NEAR:
        return [Step("ask", {"text": GOES_ON.format(clip.name, f"{end - 1:g}", f"{goal:g}")})]
    others = [one for one in in_order(clip.track, said) if one.id != clip.id and one.bars]
    if any(one.bars and one.bars[0] < goal - _NEAR and one.bars[1] > last + _NEAR for one in others):
        return None
    is_whole = abs(end - last) < _NEAR
    steps = [] if is_whole else trimmed(clip, (start, last), said)
    left = clip.id if is_whole else "$1"
    if abs(first - start) < _NEAR:
        length = (clip.length or 0.0) * (last - start) / (end - start)
        on = until_bar(replace(clip, bars=(start, last), length=length), goal, said)
        return None if is_whole or not on else [*steps, Step("edit_clip", {**on[0].args, "clip": left})]
    while last < goal - _NEAR and len(steps) <= _MOST:
        size = min(part[1] - first, goal - last)
        span = {"start_bar": number(first), "end_bar": number(first + size)}
        steps.append(Step("arrange", {"action": "duplicate", "clip": left, **span, "bar": number(last)}))
        last += size
    return steps if last >= goal - _NEAR else None

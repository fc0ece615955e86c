"""Same deed: do two plans do the same, though one tells its place in bars and the other in seconds?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.clause import Clause
from engine.tasks.plan import Step

_FREE_WORDS = ("prompt", "style", "motion", "query")
_PLACES = ("start", "end", "start_bar", "end_bar")
_NEAR_BARS = 0.05


def are_the_same(one: Sequence[Step], other: Sequence[Step], scene: DialogueState) -> bool:
    """Is the same done to the same things in the same places, however their free words are cut?"""
    return len(one) == len(other) and all(_is_same(a, b, scene) for a, b in zip(one, other, strict=True))


def _is_same(one: Step, other: Step, scene: DialogueState) -> bool:
    if one.task != other.task:
        return False
    if _without(one, _FREE_WORDS) == _without(other, _FREE_WORDS):
        return True
    if one.task != "edit_clip" or _without(one, _PLACES) != _without(other, _PLACES):
        return False
    return any(
        abs(a - b) < _NEAR_BARS and abs(c - d) < _NEAR_BARS
        for (a, c), (b, d) in zip(_reaches(one, scene), _reaches(other, scene), strict=True)
    )


def _without(step: Step, names: Sequence[str]) -> dict[str, object]:
    return {name: value for name, value in step.args.items() if name not in names}


def _reaches(step: Step, scene: DialogueState) -> Iterator[tuple[float, float]]:
    """From which bar to before which, by the tempo of the song and by the length of the clip."""
    clip = scene.clip(step.args.get("clip"))
    first, last = clip.bars if clip and clip.bars else (1.0, 1.0)
    lengths = [Clause("", "", "", scene).bar_s]
    lengths += [clip.length / (last - first)] if clip and clip.length and last > first else lengths
    for bar_s in lengths:
        start, end = step.args.get("start"), step.args.get("end")
        begins = step.args.get("start_bar", first + float(start) / bar_s if start else first)
        ends = step.args["end_bar"] + 1 if "end_bar" in step.args else first + float(end) / bar_s if end else last
        yield float(begins), float(ends)

"""Over bars: an act on clips, as a whole or in those of their bars that a sentence tells."""

from __future__ import annotations

from collections.abc import Sequence

from engine.planner.context import ClipInfo
from engine.planner.offline.sentence.apart.place import Bars, Place
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.scope.lying import bar_s
from engine.planner.offline.slots.clause import Args, number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_AN_EDGE = regex(r"\b(?:first|last|final|second|opening|closing)\b")


def over(task: str, args: Args, clips: Sequence[ClipInfo], apart: Said) -> list[Step] | None:
    """The act on clips, as a whole or in the bars that are told of each."""
    found = [(clip, stretches(apart, clip)) for clip in clips]
    if any(spans is None for _, spans in found):
        return None
    return over_bars(task, args, [(clip, spans or ()) for clip, spans in found]) or None


def over_bars(task: str, args: Args, found: Sequence[tuple[ClipInfo, Sequence[Bars]]]) -> list[Step]:
    """The act on each clip in its bars; those alike in one step."""
    whole: list[str] = []
    parts: dict[Bars, list[str]] = {}
    for clip, spans in found:
        for bars in spans:
            if bars == clip.bars or bars == _ALL_OF_IT:
                whole.append(clip.id)
            else:
                parts.setdefault(bars, []).append(clip.id)
    steps = [Step(task, {**on(whole), **args})] if whole else []
    for (start, end), ids in parts.items():
        steps.append(Step(task, {**on(ids), **args, "start_bar": number(start), "end_bar": number(end)}))
    return steps


def on(clips: Sequence[str]) -> Args:
    """One clip or several, as arguments."""
    return {"clip": clips[0]} if len(clips) == 1 else {"clips": list(clips)}


_ALL_OF_IT = (0.0, 0.0)
SPARES = frozenset("except not but without besides excluding".split())
SPARING = regex(rf"\b(?:{'|'.join(SPARES)})\b")


def stretches(apart: Said, clip: ClipInfo) -> list[Bars] | None:
    """The bars of a clip in which it is done; its own for all of them, None where places are not clear."""
    lies = bars_of(clip, apart)
    if not apart.places:
        return [clip.bars or _ALL_OF_IT]
    own = apart
    if any(_AN_EDGE.search(apart.text[one.start : one.end]) for one in apart.places):
        own = taken_apart(apart.typed, apart.scene, focus=apart.focus, there=(lies,))
    told: list[Bars] = []
    for one in own.places:
        is_bar = one.how == "at" and "bar" in own.text[one.start : one.end]
        spans = list(one.spans) if is_bar else reach(one)
        if one.is_open or spans is None:
            return None
        told += spans
    if clip.bars is None and not apart.bag & SPARES:
        return told
    inside = [(max(start, lies[0]), min(end, lies[1])) for start, end in told]
    inside = [one for one in inside if one[1] - one[0] > 1e-3]
    return bars_left(lies, inside) if apart.bag & SPARES else inside


def reach(place: Place) -> list[Bars] | None:
    """The bars that a place means for something that is done over bars; None for a point."""
    start, end = place.spans[0]
    if place.how in ("to", "before"):
        return [(1.0, place.point if place.how == "to" else start)]
    if place.how == "at":
        return [(start, 1e6)] if start == end else None
    return list(place.spans)


def bars_of(clip: ClipInfo, said: Said) -> Bars:
    """The bars of a clip, by the clock where nothing else tells them."""
    size = bar_s(clip, said)
    return clip.bars or (round(clip.start / size + 1, 3), round((clip.start + clip.length) / size + 1, 3))


def bars_left(bars: Bars, spans: Sequence[Bars]) -> list[Bars]:
    """What of a stretch lies in none of these."""
    left = [bars]
    for start, end in spans:
        left = [
            piece for a, b in left for piece in ((a, min(b, start)), (max(a, end), b)) if piece[1] > piece[0] + 1e-3
        ]
    return left

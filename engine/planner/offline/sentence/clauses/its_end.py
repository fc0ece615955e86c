"""Its end: "loop it to bar 16, then put a marker where it stops": there, once the clause before it is done."""

from __future__ import annotations

from collections.abc import Sequence

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.clause import Clause, number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_STOPS = r"(?:stops?|ends?|finish(?:es)?|is (?:over|done|finished)|runs? out|cuts? off|comes? to an end)"
_FORM = regex(
    rf"\b(?:(?:right |just |exactly )?(?:at the (?:bar|point|spot) )?(?:where|when) (?:it|that|they|this|the loop"
    rf"|the copy) {_STOPS}"
    r"(?: then| now)?|(?:at|on) (?:its|the) (?:new )?end|(?:right )?(?<=[a-z] )there(?=[\s.!]*$))"
)
_MARKER = regex(r"\b(?:marker|mark)\b")


def with_its_end(first: Sequence[Step], right: str, scene: DialogueState) -> str:
    """The second clause with the bar where what the first one changed ends; the same text where it tells none."""
    match = _FORM.search(right.lower())
    if match is None or not _MARKER.search(right.lower()):
        return right
    bar = _end_of(first, scene)
    return right if bar is None else f"{right[: match.start()]}at bar {bar:g}{right[match.end() :]}"


def _end_of(first: Sequence[Step], scene: DialogueState) -> float | None:
    """The bar where a clip that was looped, cut, copied or moved ends."""
    step = first[-1] if first else None
    clip = scene.clip(step.args.get("clip")) if step else None
    if step is None or clip is None or clip.bars is None:
        return None
    start, end = clip.bars
    bar_s = clip.length / (end - start) if clip.length and end > start else Clause("", "", "", scene).bar_s
    args, kind = step.args, step.args.get("action")
    if step.task == "edit_clip" and kind == "loop":
        long = float(args["duration"]) / bar_s if "duration" in args else float(args.get("count", 0)) * (end - start)
        return _bar(start + long) if long else None
    if step.task == "edit_clip" and kind == "trim":
        if "end_bar" in args:
            return _bar(float(args["end_bar"]) + 1)
        return _bar(start + float(args["end"]) / bar_s) if isinstance(args.get("end"), int | float) else None
    if step.task == "arrange" and kind in ("duplicate", "move") and isinstance(args.get("bar"), int | float):
        return _bar(float(args["bar"]) + float(args.get("count", 1)) * (end - start))
    return None


def _bar(value: float) -> float:
    return number(round(value, 4))

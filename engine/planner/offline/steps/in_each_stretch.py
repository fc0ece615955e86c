"""In each stretch: "transpose bars 5-6 and 9-10 of the cello up an octave" is done in both, and in no bar between."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.bars_said import are_listed
from engine.planner.offline.slots.clause import number
from engine.planner.offline.slots.spans_said import BarSpan, spans_said
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_ON_CONTENT = ("apply_effect", "edit_clip", "change_tempo_key", "edit_notes")
_IN_BARS = (*_ON_CONTENT, "automate")
_DIGIT = regex(r"\d")


def in_each_stretch(
    text: str, scene: DialogueState, read: Callable[[str, DialogueState], list[Step]]
) -> list[Step] | None:
    """The steps for each stretch of bars that is listed; None where one of them reads otherwise."""
    said = plain(text)
    spans = spans_said(said, scene) if '"' not in said and _DIGIT.search(said) else None
    if not spans or len(spans) < 2 or len(said) != len(text) or not are_listed(spans, said):
        return None
    made: list[Step] = []
    for span in spans:
        steps = read(f"{text[: spans[0].at]}{_bars(span)}{text[spans[-1].to :]}", DialogueState.of(scene.context))
        if len(steps) != 1 or steps[0].task not in _IN_BARS or steps[0].args.get("start_bar") != span.first:
            return None
        made.append(steps[0])
    if any(
        one.task != other.task or one.args.get("action") != other.args.get("action") for one, other in pairwise(made)
    ):
        return None
    if made[0].args.get("action") == "cut":
        made.reverse()  # what is cut out first moves nothing of what is cut out after it
    if made[0].task in _ON_CONTENT:
        made[1:] = [replace(one, args={**one.args, "clip": f"${place}"}) for place, one in enumerate(made[1:], 1)]
    return made


def _bars(span: BarSpan) -> str:
    first, last = number(span.first), number(span.end - 1)
    return f"bar {first:g}" if first == last else f"bars {first:g} to {last:g}"

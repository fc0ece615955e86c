"""Spots: places that a request tells by markers, as bars; and the bars of a step as its task counts them."""

from __future__ import annotations

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.clause import Args, Clause, number
from engine.planner.offline.text.markers import placed

EXCLUSIVE = frozenset("edit_notes automate export".split())
"""Tasks whose end_bar is where the bar behind begins; for the others it is the last bar."""


def in_bars(text: str, scene: DialogueState) -> str:
    """The request with bars for the places that it tells by markers."""
    markers = scene.context.markers
    if not markers:
        return text
    bar_s = Clause(text, "", "", scene).bar_s
    end = max((clip.start + clip.length for clip in scene.clips), default=0.0)
    return placed(text, markers, float(-(-end // bar_s) + 1), scene.places)


def as_counted(task: str, args: Args, scene: DialogueState) -> Args:
    """A part that ends where a marker stands ends with the bar before it, for tasks that count so."""
    end = args.get("end_bar")
    is_ramp = task == "transport" and "to_bpm" in args
    if task in EXCLUSIVE or is_ramp or not isinstance(end, int | float) or float(end) not in scene.places.ends:
        return args
    return {**args, "end_bar": number(max(float(end) - 1, float(args.get("start_bar") or 1)))}

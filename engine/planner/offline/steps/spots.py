"""Spots: places that a request tells by markers, as bars; and the bars of a step as its task counts them."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.bars import last_bar
from engine.planner.offline.slots.clause import Args, Clause, number
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.last_bars import in_numbered_bars
from engine.planner.offline.text.entries import entered
from engine.planner.offline.text.loops import as_loop_until
from engine.planner.offline.text.markers import placed

_IT = re.compile(r"(?i)(?:it|this|that)$")
EXCLUSIVE = frozenset("edit_notes automate export".split())
"""Tasks whose end_bar is where the bar behind begins; for the others it is the last bar."""


def in_bars(text: str, scene: DialogueState) -> str:
    """The request with bars for the places that it tells by markers."""
    bar_s = Clause(text, "", "", scene).bar_s
    text = as_loop_until(in_numbered_bars(text, scene), lambda name: _bars_of(name, scene, bar_s))
    beats_per_bar = bar_s * scene.context.tempo / 60
    text = entered(text, lambda name: _bars_of(name, scene, bar_s), scene.places.entries, bar_s, beats_per_bar)
    markers = scene.context.markers
    if not markers:
        return text
    return placed(text, markers, float(last_bar(Clause(text, "", "", scene))), scene.places)


def _bars_of(name: str, scene: DialogueState, bar_s: float) -> tuple[float, float] | None:
    """The bar in which a named clip, or the first clip of a named track, begins, and the one behind it."""
    found = things(name, scene)
    meant = found[0].clips if found else (scene.focus(("audio", "midi")),) if _IT.match(name.strip()) else ()
    lying = [clip for clip in scene.clips if clip.id in meant]
    if not lying:
        return None
    first = min(lying, key=lambda clip: clip.start)
    if first.bars:
        return first.bars
    starts, ends = (round(at / bar_s + 1, 4) for at in (first.start, first.start + first.length))
    return starts, ends


def as_counted(task: str, args: Args, scene: DialogueState) -> Args:
    """A part that ends where a marker stands ends with the bar before it, for tasks that count so."""
    end = args.get("end_bar")
    is_ramp = task == "transport" and "to_bpm" in args
    if task in EXCLUSIVE or is_ramp or not isinstance(end, int | float) or float(end) not in scene.places.ends:
        return args
    return {**args, "end_bar": number(max(float(end) - 1, float(args.get("start_bar") or 1)))}

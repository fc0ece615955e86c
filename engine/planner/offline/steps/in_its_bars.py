"""In its bars: "a third above the lead in the chorus" is sung where the chorus is, not wherever the lead lies.

A task that takes no bars of its own is done to the clips that lie in the stretch that is said; of what is made of a
longer clip the stretch is kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from engine.planner.context import ClipInfo
from engine.planner.offline.reading.dialogue_state import DialogueState, side_by_side
from engine.planner.offline.slots.bars import bar_range
from engine.planner.offline.slots.clause import Clause
from engine.planner.offline.steps.spots import in_bars
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_SOURCES = {"harmonize": "clip", "sing": "midi", "render_midi": "midi", "audio_to_midi": "clip"}
_LEAST_BARS = 0.5
_BAR = re.compile(r"\bbars? \d")


def in_its_bars(steps: Sequence[Step], text: str, scene: DialogueState) -> list[Step]:
    """The steps, with what is made of a track made of what lies in the bars that are said."""
    makers = [step for step in steps if step.task in _SOURCES and step.op == "fresh"]
    if not makers or '"' in plain(text) or len({step.task for step in makers}) > 1:
        return list(steps)
    clip = scene.clip(makers[0].args.get(_SOURCES[makers[0].task]))
    bars = _bars(text, scene) if clip and clip.track else None
    tracks = {scene.track_of(one.args.get(_SOURCES[one.task])) for one in makers}
    if clip is None or bars is None or tracks != {clip.track}:
        return list(steps)
    lying = [one for one in scene.clips if one.track == clip.track and one.kind == clip.kind]
    meant = [one for one in side_by_side(lying) or lying if _inside(one, bars) > _LEAST_BARS]
    if not meant:
        return list(steps)
    others = [step for step in steps if step not in makers and not _puts_it_there(step, bars[0])]
    if any(step.depends_on() for step in others):
        return list(steps)
    made: list[Step] = []
    for one in meant:
        made.append(replace(makers[0], args={**makers[0].args, _SOURCES[makers[0].task]: one.id}))
        is_sound = makers[0].task != "audio_to_midi"
        if is_sound and one.bars and max(bars[0] - one.bars[0], one.bars[1] - bars[1]) > _LEAST_BARS:
            start, end = max(one.bars[0], bars[0]), min(one.bars[1], bars[1])
            kept = {"clip": f"${len(made)}", "action": "trim", "start_bar": int(start), "end_bar": int(end + 0.5) - 1}
            made.append(Step("edit_clip", kept))
    return [*made, *others]


def _bars(text: str, scene: DialogueState) -> tuple[float, float] | None:
    """The stretch that is said."""
    told = in_bars(text, scene)
    found = bar_range(Clause(told, "harmonize", "", scene)) if _BAR.search(told) else {}
    return (float(found["start_bar"]), float(found["end_bar"])) if {"start_bar", "end_bar"} <= {*found} else None


def _inside(clip: ClipInfo, bars: tuple[float, float]) -> float:
    return min(clip.bars[1], bars[1]) - max(clip.bars[0], bars[0]) if clip.bars else 0.0


def _puts_it_there(step: Step, bar: float) -> bool:
    """What was made goes to the bar it lies at anyway, or is cut to it."""
    is_made = str(step.args.get("clip", "")).startswith("$")
    is_place = step.task == "arrange" and step.args.get("action") in ("place", "move") and step.args.get("bar") == bar
    return is_made and (is_place or step.task == "edit_clip" and step.args.get("action") == "trim")

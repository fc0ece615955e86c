"""Last place: "jump there", "let me hear from two bars before", by the place that was spoken of last."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from engine.planner.offline.reading.dialogue_state import LOOKS_ONLY, DialogueState
from engine.planner.offline.slots.clause import Args, Clause, number
from engine.planner.offline.text.names import name_words
from engine.planner.offline.text.number_words import spoken_number
from engine.planner.regex import regex

_THERE = regex(r"\bthere\b|\b(?:that|this) (?:spot|point|place|marker|bar)\b")
_BARS_OFF = regex(
    r"\b(?P<count>\d+|an?|one|two|three|four|five|six|eight|sixteen) bars?"
    r" (?P<way>before|earlier|ahead|sooner|later|after)"
    r"(?: (?:it|that|there|this))?(?=\W*(?:$|and\b|please\b))"
)
_BAR = regex(r"\bbars? (\d+)\b", re.IGNORECASE)


def last_place(clause: Clause) -> Args:
    """{"bar"} or {"marker"} of a place that was told before; {} where the clause points to none."""
    off, scene = _BARS_OFF.search(clause.low), clause.scene.whole or clause.scene
    if not off and not _THERE.search(clause.low):
        return {}
    place = _of_this_plan(scene) or _of_before(scene, clause.bar_s)
    if not off or not place:
        return place
    bar = next((at for name, at in scene.context.markers if name == place.get("marker")), place.get("bar"))
    if bar is None:
        return {}
    said = off["count"]
    count = float(said) if said.isdigit() else float(spoken_number(said) or 1)
    return {"bar": number(max(1.0, bar + count * (1 if off["way"] in ("later", "after") else -1)))}


def _of_this_plan(scene: DialogueState) -> Args:
    """ "… to bar 25. Go there": where the step before put something."""
    before = scene.steps[-1][1] if scene.steps else {}
    return {name: before[name] for name in ("bar", "at") if name in before}


def _of_before(scene: DialogueState, bar_s: float) -> Args:
    """The place of the newest turn that tells one, else where the clip begins that was just looked at."""
    for turn in reversed(scene.context.dialogue):
        found = next(
            (place for call in reversed(turn.calls) if (place := _told(dict(call.get("args") or {}), scene))), {}
        )
        if found or (found := _in_words(turn.user, scene)):
            return found
    latest = scene.latest()
    view = scene.clip(latest.args.get("clip")) if latest and latest.tool in LOOKS_ONLY else None
    return {"bar": number(view.bars[0] if view.bars else view.start / bar_s + 1)} if view else {}


def _told(args: Mapping[str, Any], scene: DialogueState) -> Args:
    names = [str(args[name]) for name in ("marker", "new_name", "name") if name in args]
    if known := [name for name, _ in scene.context.markers if name in names]:
        return {"marker": known[0]}
    bar = args.get("bar", args.get("start_bar"))
    return {"bar": bar} if isinstance(bar, int | float) else {}


def _in_words(said: str, scene: DialogueState) -> Args:
    if bars := _BAR.findall(said):
        return {"bar": int(bars[0])}
    words = f" {' '.join(name_words(said))} "
    known = [name for name, _ in scene.context.markers if f" {' '.join(name_words(name))} " in words]
    return {"marker": max(known, key=len)} if known else {}

"""This one: what is selected, called by its name where the rest of the sentence leans on what was done before.

"Send this there at -10" is of the bus that was spoken of, "this too but -14" of the send before, and only "this" of the
selection.
"""

from __future__ import annotations

import re
from dataclasses import replace

from engine.planner.context import Context
from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.sentence.scope.selected import Selected, is_about, selected
from engine.planner.regex import regex
from engine.tasks.plan import Plan

_THIS = regex(
    r"\b(?:(?:this|these)(?: (?:one|ones|track|clip|guy))?|here)"
    r"(?!\w|'| (?:bar|bit|part|section|time|much|way|loud|far|range|stretch|note|is|was|are|sound)s?\b)",
    re.IGNORECASE,
)
_LEANS = regex(
    r"\b(?:same|too|as well|also|likewise|there|it|that|them|those|ditto)\b|^\W*(?:and|now)\b", re.IGNORECASE
)
_BESIDE = regex(
    r"\b(?:this|these)(?: (?:one|ones|track|clip))? (?:and|&|plus) (?=the |[a-z])|\b(?:and|&|plus) (?:this|these)\b",
    re.IGNORECASE,
)
""" "This one and the right one"."""


def this_by_its_name(text: str, context: Context) -> tuple[str, Context] | None:
    """The sentence with the name in it, and the context in which nothing is selected; None where it is not so."""
    scene = DialogueState.of(context)
    own = selected(scene)
    if own is None or len(_THIS.findall(text)) != 1:
        return None
    leans = bool(scene.done) and _LEANS.search(_THIS.sub(" ", text)) is not None
    if not leans and not _BESIDE.search(text):
        return None
    name = _name(own, scene)
    if not name:
        return None
    nothing = {"selected_tracks": (), "selected_clips": (), "selected_bars": None, "spoken": "", "spoken_track": ""}
    return _THIS.sub(lambda match: name, text), replace(context, is_newly_selected=False, **nothing)  # type: ignore[arg-type]


def is_about_selected(plan: Plan, text: str, context: Context) -> bool:
    """Does the plan do something, to what is selected, and to nothing else but what is named beside it?"""
    scene = DialogueState.of(context)
    own = selected(scene)
    if own is None or any(one.task in REPLIES for one in plan.steps):
        return False
    about = [one for one in plan.steps if is_about(one, own)]
    if len(about) == len(plan.steps):
        return True
    told = [track for one in plan.steps for track in (one.args.get("track"), *(one.args.get("tracks") or ()))]
    tracks = {str(one) for one in told if one}
    beside = tracks - {*own.thing.tracks}
    return _BESIDE.search(text) is not None and len(beside) == 1 and bool(tracks & {*own.thing.tracks})


def _name(own: Selected, scene: DialogueState) -> str:
    """What the selected thing is called, where nothing else is called so; "" for several, and for a stretch of one."""
    if own.bars is not None or len(own.thing.tracks) != 1:
        return ""
    if not own.thing.is_clip:
        return own.thing.tracks[0]
    clip = scene.clip(own.thing.clips[0]) if len(own.thing.clips) == 1 else None
    named = [one for one in scene.clips if clip and one.name.lower() == clip.name.lower()]
    return clip.name if clip and len(named) == 1 else ""

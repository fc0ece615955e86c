"""Knobs of a plugin that lies on a track or a bus: "longer tail on the reverb", "predelay on the verb 25 ms"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.planner.context import TrackInfo
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.effects.knob_turns import KnobTurn, names_knob, turns_told
from engine.planner.offline.text.knob_words import KNOBS, kind_said, step_of
from engine.tasks.plan import Step
from engine.tasks.reverb_time import decay_s

_NAMES = {("reverb", "size"): "decay_s", ("reverb", "delay_s"): "predelay_ms"}
"""How a plugin calls its knobs where it has a name of its own for one."""


def plugin_knob(said: Said, kind: str, hidden: Sequence[tuple[int, int]]) -> list[Step] | None:
    """The plugin set; None where none is meant or not all of the words are known."""
    last = said.last()
    behind = [one for one in last if one.tool == "plugin" and one.kind == "set"]
    behind = behind if len(last) == 1 and not [one for one in said.things if not one.is_pointed] else []
    if not kind and behind:
        kind = kind_said(str(behind[0].args.get("plugin") or ""))
    if kind not in KNOBS or said.places:
        return None
    act = Frame(0, 0, "apply_effect", {"effect": kind}, (), "done", "", "", "")
    turns = turns_told(said, act, [*hidden], None)
    if not turns or any(one.knob == "wet" and one.figure is not None and not said.amounts for one in turns):
        return None
    tracks = [str(behind[0].args["track"])] if behind else said.tracks
    meant = _having(kind, tracks, said)
    if len(meant) > 1:
        names = " or ".join(f"“{one.name}”" for one in meant)
        return [Step("ask", {"text": f"The {kind} on which track: {names}?"})]
    if not meant or said.things and not _is_spoken_of(said, kind, meant[0]):
        return None
    return [Step("plugin", _set(meant[0].name, kind, one)) for one in turns]


def _is_spoken_of(said: Said, kind: str, view: TrackInfo) -> bool:
    """Is it the plugin that is spoken of, and not the track that it lies on?"""
    return view.kind == "bus" or kind_said(said.text) == kind or names_knob(said.text, kind)


def _having(kind: str, tracks: Sequence[str], said: Said) -> list[TrackInfo]:
    """The tracks with such a plugin: those that are named, else those that they are sent to; any where none is."""
    views = said.scene.context.track_views
    having = [view for view in views if any(kind_said(name.lower()) == kind for name in view.plugins)]
    if not tracks:
        return having
    sent = {to for view in views if view.name in tracks for to in view.sends}
    return [view for view in having if view.name in tracks] or [view for view in having if view.name in sent]


def _set(track: str, kind: str, turn: KnobTurn) -> dict[str, Any]:
    name = _NAMES.get((kind, turn.knob), turn.knob)
    args: dict[str, Any] = {"action": "set", "track": track, "plugin": kind, "parameter": name}
    if turn.figure is not None:
        told = decay_s(turn.figure) if turn.knob == "size" else turn.figure
        told *= 1000 if name == "predelay_ms" else 1
        return {**args, "change": round(turn.way * told, 4)} if turn.is_by else {**args, "value": round(told, 2)}
    if turn.factor is not None:
        return {**args, "times": round(turn.factor, 3)}
    form, by = step_of(turn.knob, turn.degree)
    if form == "change":
        return {**args, "change": turn.way * by}
    return {**args, "times": round(by if turn.way > 0 else 1 / by, 3)}

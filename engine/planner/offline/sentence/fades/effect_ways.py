"""Effects on their way: "fade the reverb on the choir in over the bridge" is how wet it is, from bar to bar."""

from __future__ import annotations

from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.effects.effect_steps import words_left
from engine.planner.offline.sentence.effects.effects_there import as_of_effects, effects_there, effects_told, track_of
from engine.planner.offline.sentence.scope.where import bars_told
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.knob_words import DEFAULTS, kind_said
from engine.tasks.plan import Step

_WET = ("reverb", "delay", "chorus", "phaser", "flanger")
_FADES = frozenset("fade fades fading grow grows growing swell swells build builds creep creeps".split())
_BESIDE = frozenset(
    "in out up away let have make the on of with over across during it its slowly gradually gently come comes"
    " track".split()
)


def effect_way(said: Said) -> list[Step] | None:
    """The effect and its way; None where none comes or goes slowly, or not all is known."""
    said = as_of_effects(said)
    called = effects_told(said)
    kinds = {one.kind for one in called}
    if len(kinds) != 1 or not kinds <= {*_WET} or len(said.tracks) != 1 or not said.places or said.is_open:
        return None
    words = set(words_left(said, [(one.start, one.end) for one in called]))
    if not words & _FADES or words - _FADES - _BESIDE or len(said.amounts) > 1:
        return None
    if any(one.unit != "%" for one in said.amounts) or any(one.is_clip for one in said.things):
        return None
    if any(one.kind == kind and track_of(one, said) in said.tracks for one in effects_there(said) for kind in kinds):
        return None  # of its clips it cannot move
    bars = bars_told(said, said.tracks)
    if bars is None or len(bars) != 1:
        return None
    (kind,), (track,) = kinds, said.tracks
    wet = said.amounts[0].value / 100 if said.amounts else DEFAULTS[kind]["wet"]
    ends = (wet, 0.0) if words & {"out", "away"} else (0.0, wet)
    way = {"track": track, "parameter": "wet", "effect": kind, "from": number(ends[0]), "to": number(ends[1])}
    span = {"start_bar": number(bars[0][0]), "end_bar": number(bars[0][1])}
    views = [view for view in said.scene.context.track_views if view.name == track]
    is_there = any(kind_said(name.lower()) == kind for view in views for name in view.plugins)
    put = Step("apply_effect", {"track": track, "effect": kind, "wet": number(ends[0])})
    return [*([] if is_there else [put]), Step("automate", {**way, **span})]

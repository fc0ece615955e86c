"""Knobs of an effect that is there: "threshold -20", "longer tail", "too wet, half of that", "dotted eighth"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.conversation.dials import limited
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.effects.effect_words import effects_said
from engine.planner.offline.sentence.effects.effects_there import (
    WHOLE_CLIPS,
    as_of_effects,
    just_put,
    lying_there,
    meant_effects,
    one_kind,
)
from engine.planner.offline.sentence.effects.knob_figures import default_of
from engine.planner.offline.sentence.effects.knob_turns import KnobTurn, names_knob, turns_told
from engine.planner.offline.sentence.effects.plugin_knobs import plugin_knob
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.knob_words import KNOBS, THRESHOLD, kind_said, step_of
from engine.planner.offline.text.note_value import NOTE_VALUE
from engine.planner.regex import regex
from engine.tasks.plan import Step
from engine.tasks.reverb_time import decay_s, size_of

_PRAISE = regex(
    r"(?<=\w)\s*,?\s+(?:is|are|would|might|could|should|will|sounds?|feels?)\b[\w' ]*?"
    r"\b(?:better|cooler|nicer|tighter|plenty|enough|fine|good|great|do|right|prettier)(?: (?:here|there|i think))?$"
)
""" "A dotted eighth would groove better"."""


_LETS_GO = regex(r"^\W*(?:ok )?(?:\d+,? let'?s go|let'?s go \d+)\W*$")
""" "190 lets go" is a tempo, whatever effect was put on before."""


def knob(said: Said) -> list[Step] | None:
    """The effects with their knobs turned; None where the sentence turns none, or not all of it is known."""
    if praised := _PRAISE.search(said.text):
        said = taken_apart(said.text[: praised.start()], said.scene, focus=said.focus)
    if _LETS_GO.search(said.typed.lower()):
        return None
    said = as_of_effects(said)
    if said.places and (any(one.is_open or one.how not in ("in", "bare") for one in said.places) or not said.is_later):
        return None
    hidden = [*((one.start, one.end) for one in said.things), *((one.start, one.end) for one in said.places)]
    called = effects_said(said.text, hidden)
    if len({one.kind for one in called}) > 1:
        return None
    if said.amounts and not called and said.bag & {"louder", "quieter", "softer"}:
        return None  # "2 quieter" behind a reverb is a level
    note = _note(said.text, hidden)
    kinds = [called[0].kind] if called else _kinds_by_words(said.text, note is not None)
    acts = meant_effects(said, kinds)
    plugin = plugin_knob(said, kinds[0] if kinds else "", hidden + [(one.start, one.end) for one in called])
    if not acts and plugin:
        return plugin
    if not acts and kinds and not called and _is_nowhere(said, kinds):
        return [Step("ask", {"text": "Which effect?"})]
    kind = one_kind(acts)
    if not kind or kind not in KNOBS or not all(one.request for one in acts):
        return None
    is_named = any(not one.is_pointed for one in said.things)
    if is_named and not called and not names_knob(said.text, kind) and not _is_figure_of_it(said, kind):
        return None
    turns = turns_told(said, acts[-1], hidden + [(one.start, one.end) for one in called], note)
    if not turns:
        return None
    if said.places:  # "more of that reverb in the chorus"
        there = lying_there(acts, said)
        if not there:
            return None if there is None else [Step("refuse", {"text": WHOLE_CLIPS})]
        acts = there
    made = [_turned(act, turns) for act in acts]
    if any(dict(step.args) == dict(act.args) for step, act in zip(made, acts, strict=True)):
        return None
    return made


def _is_figure_of_it(said: Said, kind: str) -> bool:
    """ "3:1 on the choir", "only the narrator's at 4", behind the same effect: a figure that no fader takes."""
    just = just_put(said)
    if not just or just[-1].kind != kind or len(said.amounts) != 1:
        return False
    (one,) = said.amounts
    return one.unit in ("Hz", "ratio", "ms", "s", "%") or not one.unit and not one.signed


def _is_nowhere(said: Said, kinds: Sequence[str]) -> bool:
    """ "Longer tail" where no reverb is: every word is of a knob that nothing has."""
    views = said.scene.context.track_views
    if said.things or any(kind_said(name.lower()) in kinds for view in views for name in view.plugins):
        return False
    act = Frame(0, 0, "apply_effect", {"effect": kinds[0]}, (), "done", "", "", "")
    return kinds != ["delay"] and bool(turns_told(said, act, [], None))


def _note(text: str, hidden: Sequence[tuple[int, int]]) -> re.Match[str] | None:
    found = NOTE_VALUE.search(text)
    return found if found and not any(a <= found.start() < b for a, b in hidden) else None


_OF_ONE_KIND = (
    (("reverb",), r"tail|decay|pre-? ?delay|room size|ring(?:s|ing)?"),
    (("delay",), r"feedback|repeats?|regen(?:eration)?|delay time"),
    (("compressor", "gate", "limiter", "deesser"), THRESHOLD + r"|attack|release"),
    (("compressor",), r"ratio|make[- ]?up(?: gain)?"),
    (("distortion",), r"drive"),
)


def _kinds_by_words(text: str, is_note: bool) -> list[str]:
    """The kinds that a knob's name belongs to; [] where it may be any."""
    for kinds, words in _OF_ONE_KIND:
        if re.search(rf"(?<!\w)(?:{words})(?!\w)", text):
            return [*kinds]
    return ["delay"] if is_note else []


def _turned(act: Frame, turns: Sequence[KnobTurn]) -> Step:
    args = dict(act.args)
    for one in turns:
        now = float(args.get(one.knob, default_of(act.kind, one.knob)))
        args[one.knob] = number(limited(act, one.knob, round(_value(one, now), 3)))
    return told_as(Step(act.tool, args), "fix", act)


def _value(one: KnobTurn, now: float) -> float:
    if one.figure is not None and not one.is_by:
        return one.figure
    if one.is_by:
        by = one.way * (one.figure or 0.0)
        return size_of(decay_s(now) + one.way * decay_s(one.figure or 0.0)) if one.knob == "size" else now + by
    if one.factor is not None:
        return size_of(decay_s(now) * one.factor) if one.knob == "size" else now * one.factor
    form, by = step_of(one.knob, one.degree)
    if form == "change":
        return now + one.way * by
    times = by if one.way > 0 else 1 / by
    return size_of(decay_s(now) * times) if one.knob == "size" else now * times

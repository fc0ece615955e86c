"""Ways of a filter: "lowpass on the drums opening up over the intro" is the filter with its cutoff automated."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.sentence.apart.place import Bars
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.effects.effect_steps import words_left
from engine.planner.offline.sentence.effects.effects_there import as_of_effects
from engine.planner.offline.sentence.scope.where import bars_told
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.knob_words import kind_said
from engine.planner.regex import regex
from engine.tasks.plan import Step

_FILTER = regex(
    r"\b(?:(?P<high>hi(?:gh)?-?\s?pass|low-?\s?cut|hpf|hp)|lo(?:w)?-?\s?pass|high-?\s?cut|lpf|lp|filter)"
    r"(?:ed|ing|s)?(?: (?:filter|cutoff|sweep))?\b"
)
_SWEEP = regex(
    r"\b(?:open(?:s|ing)?(?: up)?|clos(?:e|es|ing)(?: (?:down|up))?|sweep(?:s|ing)?(?: (?:open|up|down|closed))?"
    r"|ris(?:e|es|ing)(?: up)?|shut(?:s|ting)?(?: down)?)\b"
)
_CLOSES = regex(r"\bclos|\bshut|\bdown\b")
_KNOWN = frozenset(
    "on to of in over with give a an it its that put add make have let get want use automate slowly gradually"
    " slow smooth"
    " smoothly up down from at start starting starts begin beginning end ending by during across cutoff frequency for"
    " through as into sweep sweeps open all way track whole by that which opens rises closes"
    .split()
)  # fmt: skip
_LOW_HZ, _OPEN_HZ, _TOP_HZ, _BOTTOM_HZ = 300.0, 20000.0, 2000.0, 20.0
_BEGINS = {"apply_effect": "cutoff_hz", "automate": "from"}
"""Where the cutoff stands as it begins."""
_ENDS = frozenset("finish stop go lower higher darker brighter only just".split())
_END = regex(
    r"(?:start|begin|end|finish|stop|open|go)(?:s|ing)?(?: up)?(?: it)?"
    r" (?:at|from|with|on|to|up to|lower|higher|darker|brighter)\b"
)


def filter_way(said: Said) -> list[Step] | None:
    """The filter and its way, or that way with another end; None for anything else."""
    said = as_of_effects(said)
    if _END.match(said.text):
        return _other_end(said)
    filters, sweeps = [*_FILTER.finditer(said.text)], [*_SWEEP.finditer(said.text)]
    if not filters or not (sweeps or "sweep" in said.text) or not said.places or said.is_open:
        return None
    tracks, hertz = said.tracks, [one.value for one in said.amounts if one.unit in ("Hz", "") and one.value >= 20]
    spans = [one.span() for one in (*filters, *sweeps)]
    if len(tracks) != 1 or len(hertz) != len(said.amounts) or len(hertz) > 2 or set(words_left(said, spans)) - _KNOWN:
        return None
    bars = _from_here_to_there(said, len(hertz)) or bars_told(said, tracks)
    if bars is None or len(bars) != 1:
        return None
    is_high, closes = any(one["high"] for one in filters), any(_CLOSES.search(one[0]) for one in sweeps)
    closed, opened = (_TOP_HZ, _BOTTOM_HZ) if is_high else (_LOW_HZ, _OPEN_HZ)
    ways = [opened, closed] if closes else [closed, opened]
    if len(hertz) == 1 and re.search(r"\bto (?:about |around |like )?$", said.text[: said.amounts[0].start]):
        ways[1] = hertz[0]
    else:
        ways[: len(hertz)] = hertz
    effect = "highpass" if is_high else "lowpass"
    sweep = {"track": tracks[0], "parameter": "cutoff", "effect": effect, "from": ways[0], "to": ways[1]}
    way = Step("automate", {**sweep, "start_bar": number(bars[0][0]), "end_bar": number(bars[0][1])})
    views = [view for view in said.scene.context.track_views if view.name == tracks[0]]
    is_there = any(kind_said(name.lower()) == effect for view in views for name in view.plugins)
    put = Step("apply_effect", {"track": tracks[0], "effect": effect, "cutoff_hz": ways[0]})
    return [way] if is_there else [put, way]


def _from_here_to_there(said: Said, figures: int) -> list[Bars] | None:
    """ "From 500 Hz at bar 1 to 8 kHz at bar 9"."""
    if len(said.places) != 2 or figures != 2 or any(one.how not in ("at", "in", "bare") for one in said.places):
        return None
    start, end = said.places
    is_each_behind = said.amounts[0].start < start.start < said.amounts[1].start < end.start
    return [(start.point, end.point)] if is_each_behind and start.point < end.point else None


def _other_end(said: Said) -> list[Step] | None:
    """ "Start at 400 Hz", behind such a way."""
    last = said.last()
    swept = [one for one in last if one.tool == "automate" and one.args.get("effect") in ("lowpass", "highpass")]
    if len(swept) != 1 or len(said.amounts) != 1 or any(one.tool not in _BEGINS or not one.request for one in last):
        return None
    (figure,) = said.amounts
    if figure.unit not in ("Hz", "") or figure.value < 20 or set(said.words) - _KNOWN - _ENDS:
        return None
    if not re.match(r"start|begin", said.text):
        return [told_as(Step("automate", {**swept[0].args, "to": figure.value}), "fix", swept[0])]
    back = Step("undo", {"target": f"#{last[0].request}"})  # its line goes with the filter that is made anew
    return [back, *(Step(one.tool, {**one.args, _BEGINS[one.tool]: figure.value}) for one in last)]

"""The same effect for others: "choir the same", "organ too but only 3", "same comp on the double but gentler"."""

from __future__ import annotations

from collections.abc import Sequence

from engine.planner.offline.conversation.dials import dial_of, limited, value_of
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.said import SAME, Said, regrouped
from engine.planner.offline.sentence.effects.effect_steps import knobs_named, nearest_knob, steps_for, words_left
from engine.planner.offline.sentence.effects.effect_words import SLIGHT, EffectSaid
from engine.planner.offline.sentence.effects.effects_there import effects_there, just_put, last_knobs, one_kind
from engine.planner.offline.sentence.effects.knob_figures import as_figure
from engine.planner.offline.slots.clause import Args, number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_BESIDE_SAME = frozenset(
    "get gets give put on thing do does the for with that of have has needs wants it way treatment way again there"
    " effect settings one apply to please can but only just and at about around another".split()
)
_GENTLER = frozenset("gentler softer lighter less subtler milder weaker drier".split())
_STRONGER = frozenset("harder stronger heavier more wetter deeper".split())
_ONE_MORE = regex(r"\b(?:one|another) (?=(?:on|for|to)\b)")
_FACTOR = regex(r"\b(?:half|twice|double) (?:as (?:much|wet|strong|hard|deep)|(?:of )?(?:that|it)|the amount)\b")


def same_effect(said: Said, called: Sequence[EffectSaid]) -> list[Step] | None:
    """ "Choir the same", "celli get the same eq", "organ too but only 3"."""
    kinds = {one.kind for one in called}
    named = [one for one in said.things if not one.is_pointed]
    if not said.is_later or said.places or not named or len(kinds) > 1:
        return None
    more = _ONE_MORE.search(said.text)
    if more:
        said = regrouped(said, said.things, said.places, [one for one in said.amounts if one.start != more.start()])
    factor = _FACTOR.search(said.text)
    if factor:
        said = regrouped(said, said.things, said.places, [one for one in said.amounts if one.end <= factor.start()])
    acts = [one for one in effects_there(said) if one.kind in kinds] if kinds else just_put(said)
    newest = max((one.turn for one in acts), default=-1)
    acts = [one for one in acts if one.turn == newest]
    if not acts or not one_kind(acts) or not all(one.request for one in acts):
        return None
    act = acts[-1]
    knobs = knobs_named(said.text, act.kind, [(one.start, one.end) for one in called]) if said.amounts else []
    taken = [*((one.start, one.end) for one in called), *((start, end) for _, start, end in knobs)]
    left = set(words_left(said, taken + ([factor.span()] if factor else [])))
    degree = 0.5 if left & SLIGHT else 1.0
    way = -1 if left & _GENTLER else 1 if left & _STRONGER else 0
    if left - SAME - _BESIDE_SAME - _GENTLER - _STRONGER - SLIGHT or "as" in left and "well" not in left:
        return None
    if not left & SAME and not factor and not (way and (called or more)) or way and said.amounts:
        return None
    args: Args = {
        name: value
        for name, value in act.args.items()
        if name not in ("clip", "track", "tracks", "clips", "effect", "start", "end", "start_bar", "end_bar")
    }
    for one in said.amounts:
        beside = nearest_knob(said.text, one, knobs)
        found = as_figure(act, beside, one, last_knobs(act, said))
        if found is None:
            return None
        knobs = [each for each in knobs if each[0] != beside]
        args[found.knob] = number(round(found.value, 4))
    if knobs:
        return None
    if (way or factor) and not _turned(args, act, way * degree, factor[0] if factor else ""):
        return None
    if act.args.get("track") and not act.args.get("clip"):
        tracks = dict.fromkeys(track for one in named for track in one.tracks)
        steps: list[Step] | None = [Step("apply_effect", {"track": one, "effect": act.kind, **args}) for one in tracks]
    else:
        steps = steps_for(said, act.kind, args, named)
    there = {one.args.get("clip") or one.args.get("track") for one in effects_there(said) if one.kind == act.kind}
    if not steps or any((step.args.get("clip") or step.args.get("track")) in there for step in steps):
        return None
    return [told_as(step, "again", act) for step in steps]


def _turned(args: Args, act: Frame, way: float, factor: str) -> bool:
    """ "But gentler", "half as much": the amount of the effect turned in these settings, where it has one."""
    dial = dial_of(act, "")
    value = value_of(dial, args) if dial else None
    if dial is None or value is None:
        return False
    if factor and (dial.is_inverse or dial.neutral is None):
        new = dial.further(value, None, -1 if factor.startswith("half") else 1, 1.0)
    elif factor and dial.neutral is not None:
        new = dial.neutral + (value - dial.neutral) * (0.5 if factor.startswith("half") else 2.0)
    else:
        away = 1 if dial.is_inverse or dial.neutral is None or value >= dial.neutral else -1
        towards = dial.neutral if way < 0 and not dial.is_inverse else None
        new = dial.further(value, towards, (1 if way > 0 else -1) * away, abs(way))
    args[dial.name] = number(limited(act, dial.name, round(new, 3)))
    return True

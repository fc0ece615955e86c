"""Effects that are put on: "a bit of reverb on the vox", "cut 3 db at 300 on the violas", "celli get the same eq"."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import replace

from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.said import Named, Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.effects.bands import CUTS, bands_said
from engine.planner.offline.sentence.effects.effect_steps import (
    ON_TRACK,
    just_worked_on,
    knobs_named,
    nearest_knob,
    steps_for,
    targets_of,
    words_left,
)
from engine.planner.offline.sentence.effects.effect_words import (
    MOODS,
    NOT_TOO,
    SIZES,
    SLIGHT,
    STRENGTHS,
    STRONG,
    WHY,
    EffectSaid,
    effects_said,
)
from engine.planner.offline.sentence.effects.effects_same import same_effect
from engine.planner.offline.sentence.effects.effects_there import (
    as_of_effects,
    effects_told,
)
from engine.planner.offline.sentence.effects.knob_figures import as_figure
from engine.planner.offline.slots.clause import Args, number
from engine.planner.offline.slots.texts import keys
from engine.planner.offline.text.note_value import NOTE_VALUE, note_beats
from engine.planner.regex import regex
from engine.tasks.plan import Step

_PUTS = frozenset(
    "put add stick slap insert use throw give gives gets set place apply whack chuck pop on onto to over of with at"
    " around by about in both some it them wants want need needs needing could use do take make try bring across"
    " through more only just too much again as sit sits has have bit little all each every"
    " her him or so but drop any keep nice very in bunch whole deal great"
    " widen thicken fatten".split()
)
_CUTS = frozenset("cut dip scoop take out pull remove reduce notch carve less off tame drop duck down".split())
_LIFTS = frozenset("boost add lift up raise push bump give".split())
_SLAPBACK = {"delay_s": 0.11, "feedback": 0.1}
_NOISE = frozenset("mud rumble low low-end esses mids mid".split())
_AWAY = frozenset("off out away lose remove kill".split())
_ALL_WET = regex(
    r"\b(?:(?:fully|full|all|completely|totally|entirely|half) wet|wet only|no dry(?: signal)?|only (?:the )?wet)\b"
)
_NEGATED = regex(r"^\W*(?:no|without|not|don'?t|never)\b(?![\s]*[,.])", re.IGNORECASE)
_DELAYED = regex(r"^(?:delay|chorus)\b(?! on\b| onto\b| to\b| for\b)")
_DIGITS = "one|two|three|four|five|six|seven|eight|nine"
_SPELT = regex(rf"\b(?:{_DIGITS}) (?:{_DIGITS}|oh)\b")
""" "At six five" is 6.5 kHz."""
_IN_FRONT = regex(
    r"\b(?:before|in front of|ahead of|prior to)"
    r" (?:it|that|this|(?:the |that )?(?:eq|comp\w*|reverb|verb|delay|gate|limiter))\b"
    r"|\bfirst in (?:the |its )?chain\b"
)
ORDER = (
    "An effect always goes behind those that are there; take the other one off, put this one on, and then that again."
)
_BETWEEN = regex(r"\bbetween (?P<a>\d{2,5}) ?(?:hz)? and (?P<b>\d{2,5}) ?(?:hz)?(?!\w)")
_BY = regex(r"\b(?:dip|cut|scoop|notch|take|pull|boost|lift|push|bump|raise) (?:at |around )?\d{2,5} by \d")
""" "Dip 200 by 3"."""
_THE_CHORUS = regex(r"\b(?:in|during|for|over|until|from|only|just|through|before|after|into|at) (?:in )?(?:the|my"
    r"|our) chorus\b")
""" "Just in the chorus" is a part of the song, whether one is marked or not."""
_COUNTED = regex(r"\b(?:first|second|third|last|other) (?:one|two)\b")


def effect(said: Said) -> list[Step] | None:
    """The effect; None where none is put on, or not all of it is known."""
    if _COUNTED.search(said.text) and said.is_later or _SPELT.search(said.text) or said.groups_too:
        return None
    if stays := _STAYS_DRY.search(said.text):
        said = taken_apart(said.text[: stays.start()], said.scene)
    if tuned := _tuned(said):
        return tuned
    said = as_of_effects(said)
    called = effects_told(said)
    if called and _IN_FRONT.search(said.text) and said.is_later:
        return [Step("refuse", {"text": ORDER})]
    return (
        same_effect(said, called)
        or _put(said, called)
        or _several(said, called)
        or _each(said, called)
        or _both_ends(said, called)
        or _band(said, called)
    )


# --- a voice that is tuned ---

_TUNES = regex(
    r"^(?:(?:re-?)?tune(?= (?:the|my|our|all|both|his|her|its?|that|them)\b)"
    r"|(?:pitch[- ])?correct(?= )(?: the (?:pitch|tuning|intonation) of)?"
    r"|fix the (?:pitch|tuning|intonation) of)"
)
_IN_A_KEY = regex(
    r",? (?:in|to|into) (?:the key of )?"
    r"(?P<key>[a-g](?:[ -]?(?:sharp|flat)|#|b)? ?-?(?:major|minor|maj|min))(?![\w#'])"
)


def _tuned(said: Said) -> list[Step] | None:
    """ "Tune the lead vocal to E minor", "autotune on the choir in D major": to the notes of a key."""
    match, verb = _IN_A_KEY.search(said.text), _TUNES.match(said.text)
    if match is None and verb is None or any(one.how for one in said.things):
        return None
    plain = _IN_A_KEY.sub("", said.text)
    apart = taken_apart(_TUNES.sub("autotune", plain), said.scene, focus=said.focus if said.is_later else None)
    apart = as_of_effects(apart)
    called = effects_told(apart)
    if {one.kind for one in called} != {"autotune"} or not all(_is_sound(one, said) for one in apart.things):
        return None
    steps = _put(apart, called)
    key = {"key": keys(match["key"], loose=True)[0]} if match else {}
    return [replace(one, args={**one.args, **key}) for one in steps] if steps else None


def _is_sound(named: Named, said: Said) -> bool:
    return all(view.kind == "audio" for one in named.clips if (view := said.scene.clip(one)))


# --- one that is named ---


def _put(said: Said, called: Sequence[EffectSaid]) -> list[Step] | None:
    kinds = {one.kind for one in called}
    if len(kinds) != 1 or said.corrects or _NEGATED.match(said.raw) or _DELAYED.match(said.text):
        return None
    kind = called[0].kind
    if kind == "chorus" and _THE_CHORUS.search(said.text):
        return None
    if kind == "eq" or said.bag & _AWAY and not _is_band(said):
        return None
    settings = _settings(said, kind, called, CUTS if _is_band(said) else frozenset())
    targets = targets_of(said) or just_worked_on(said, kinds)
    if settings is None or not targets:
        return None
    return steps_for(said, kind, settings, targets)


def _several(said: Said, called: Sequence[EffectSaid]) -> list[Step] | None:
    """ "A slap delay and some reverb on the bvs": each with what is said of it, on the same."""
    if len({one.kind for one in called}) != len(called) or len(called) < 2 or said.places or said.corrects:
        return None
    who = [one for one in said.things if not one.is_pointed]
    if not who or any(called[0].end <= one.start < called[-1].start for one in who):
        return None
    joints = [_AND.search(said.text, one.end, other.start) for one, other in itertools.pairwise(called)]
    if not all(joints):
        return None
    on = " and ".join(said.text[one.start : one.end] for one in who)
    cuts = [0, *(at for joint in joints if joint for at in joint.span()), len(said.text)]
    steps: list[Step] = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=True):
        part = said.text[start:end]
        part = part if any(start <= one.start < end for one in who) else f"{part} on {on}"
        alone = as_of_effects(taken_apart(part, said.scene))
        made = _put(alone, effects_told(alone))
        if not made:
            return None
        steps += made
    return steps


_AND = regex(r"\s*(?:,|\+|&|\band\b|\bplus\b|\bthen\b)(?: (?:and|then))?\s*")
_STAYS_DRY = regex(
    r"\s*[,;.]\s*(?:and |but )?[\w' ]{2,30}? (?:(?:has to|should|must|needs to|can|is to|to) )?"
    r"(?:stays?|remains?|be left|be|kept|keeps?) (?:completely |totally |all )?(?:dry|clean|untouched"
    r"|as (?:it )?is)\W*$"
)


def _is_band(said: Said) -> bool:
    return bool(bands_said(said.text, said.amounts))


def _each(said: Said, called: Sequence[EffectSaid]) -> list[Step] | None:
    """ "Lowpass the accordion at 5k and the viola at 7"."""
    things, figures = said.things, said.amounts
    if len({one.kind for one in called}) != 1 or len(things) < 2 or len(things) != len(figures) or said.corrects:
        return None
    order = [at for one, other in zip(things, figures, strict=True) for at in (one.start, other.start)]
    if order != sorted(order) or said.places:
        return None
    if set(words_left(said, [(one.start, one.end) for one in called])) - _PUTS - ON_TRACK or called[0].kind == "eq":
        return None
    act = Frame(0, 0, "apply_effect", {"effect": called[0].kind}, (), "done", "", "", "")
    steps: list[Step] = []
    for thing, figure in zip(things, figures, strict=True):
        found = as_figure(act, "", figure, ())
        made = steps_for(said, act.kind, {found.knob: number(round(found.value, 4))}, [thing]) if found else None
        if not made:
            return None
        steps += made
    return steps


def _both_ends(said: Said, called: Sequence[EffectSaid]) -> list[Step] | None:
    """ "Cut everything below 100 and above 9k on the guitars"."""
    hertz = [one for one in said.amounts if one.unit in ("Hz", "")]
    if sorted(one.kind for one in called) != ["highpass", "lowpass"] or len(hertz) != 2 or len(said.amounts) != 2:
        return None
    if set(words_left(said, [(one.start, one.end) for one in called])) - CUTS - _PUTS - ON_TRACK - WHY:
        return None
    steps: list[Step] = []
    for one, figure in zip(called, hertz, strict=True):
        cutoff = as_figure(Frame(0, 0, "apply_effect", {"effect": one.kind}, (), "done", "", "", ""), "", figure, ())
        targets = targets_of(said) or just_worked_on(said, {one.kind})
        if figure.start < one.end or cutoff is None or not targets:
            return None
        made = steps_for(said, one.kind, {cutoff.knob: number(round(cutoff.value, 4))}, targets)
        if not made:
            return None
        steps += made
    return steps


def called_settings(said: Said, known: frozenset[str]) -> tuple[str, Args] | None:
    """The one effect that a sentence tells, with its settings; None where a word is not known."""
    said = as_of_effects(said)
    called = effects_said(said.text, [(one.start, one.end) for one in said.things])
    kinds = {one.kind for one in called}
    settings = _settings(said, called[0].kind, called, known) if len(kinds) == 1 else None
    return None if settings is None else (called[0].kind, settings)


def _settings(said: Said, kind: str, called: Sequence[EffectSaid], more: frozenset[str] = frozenset()) -> Args | None:
    """What the effect is set to; None where not all of the words are known."""
    args: Args = {}
    spans = [(one.start, one.end) for one in called]
    act = Frame(0, 0, "apply_effect", {"effect": kind}, (), "done", "", "", "")
    if kind == "delay":
        note = NOTE_VALUE.search(said.text)
        if note and not any(a <= note.start() < b for a, b in spans):
            spans.append(note.span())
            args["delay_s"] = number(round(note_beats(note) * 60 / said.scene.context.tempo, 3))
        if any("slap" in said.text[one.start : one.end] for one in called):
            args = {**_SLAPBACK, **args}
        if any("dub" in said.text[one.start : one.end] for one in called):
            args = {"delay_s": number(round(0.75 * 60 / said.scene.context.tempo, 3)), "feedback": 0.55, **args}
    if wet := _ALL_WET.search(said.text):
        spans.append(wet.span())
        args["wet"] = 0.5 if wet[0].startswith("half") else 1.0
    if modest := NOT_TOO.search(said.text):
        spans.append(modest.span())
    knobs = knobs_named(said.text, kind, spans)
    named = [(start, end) for _, start, end in knobs]
    for one in said.amounts:
        if any(a <= one.start < b for a, b in spans):
            continue
        beside = nearest_knob(said.text, one, knobs)
        found = as_figure(act, beside, one, ())
        if found is None or found.knob in args:
            return None
        args[found.knob] = number(round(found.value, 4))
        knobs = [each for each in knobs if each[0] != beside]
    if knobs:
        return None
    left = words_left(said, [*spans, *named]) + (["slightly"] if modest else [])
    if {"more", "again"} & set(left) or "much" in left and not _NOISE & set(left):
        return None  # of one that is there
    sizes = {SIZES[one] for one in left if kind == "reverb" and one in SIZES and one != "little"}
    if len(sizes) > 1:
        return None
    if sizes and "size" not in args:
        args["size"] = sizes.pop()
    strength = STRENGTHS.get(kind)
    if strength and not args.keys() & {strength[0]}:
        if set(left) & SLIGHT:
            args[strength[0]] = strength[1]
        elif set(left) & STRONG:
            args[strength[0]] = strength[2]
    known = more | _PUTS | ON_TRACK | SLIGHT | STRONG | WHY | (MOODS | set(SIZES) if kind == "reverb" else set())
    return args if not set(left) - known else None


# --- a band that is cut or lifted ---


def _band(said: Said, called: Sequence[EffectSaid]) -> list[Step] | None:
    """ "Cut 3 db around 300 hz", "eq the vox, +2 at 10k"."""
    if any(one.kind != "eq" for one in called) or said.corrects:
        return None
    if between := _BETWEEN.search(said.text):
        middle = math.sqrt(float(between["a"]) * float(between["b"]))
        told = f"{said.text[: between.start()]} at {middle:.0f} hz {said.text[between.end() :]}"
        said = as_of_effects(taken_apart(told, said.scene, focus=said.focus if said.is_later else None))
    hertz = [one for one in said.amounts if one.unit == "Hz"]
    levels = [one for one in said.amounts if one.unit == "dB"]
    bare = [one for one in said.amounts if not one.unit]
    if len(hertz) + len(levels) + len(bare) < len(said.amounts) or len(said.amounts) != 2:
        return None
    if not hertz and bare and levels:
        hertz, bare = [one for one in bare if abs(one.value) >= 20 and not one.signed], []
    if not levels and bare and hertz:
        levels, bare = [one for one in bare if abs(one.value) <= 24], []
    is_by = len(bare) == 2 and _BY.search(said.text) is not None
    if not hertz and not levels and len(bare) == 2 and (called or is_by):
        levels, hertz = [one for one in bare if abs(one.value) <= 24], [one for one in bare if one.value >= 20]
    if len(hertz) != 1 or len(levels) != 1:
        return None
    left = set(words_left(said, [(one.start, one.end) for one in called]))
    ways = {-1} if left & _CUTS and not left & (_LIFTS - {"give", "add"}) else {1} if left & _LIFTS else set()
    if left - _PUTS - ON_TRACK - WHY - SLIGHT - _CUTS - _LIFTS - {"from", "gain", "band", "somewhere", "there"}:
        return None
    if not ways and not levels[0].signed:
        return None
    way = 1 if levels[0].signed else ways.pop()
    value = way * (levels[0].value if levels[0].signed else abs(levels[0].value))
    args = {"freq_hz": number(abs(hertz[0].value)), "gain_db": number(value)}
    targets = targets_of(said) or just_worked_on(said, set())
    return steps_for(said, "eq", args, targets) if targets else None

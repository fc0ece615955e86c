"""Effects that are put on: "a bit of reverb on the vox", "cut 3 db at 300 on the violas", "celli get the same eq"."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from engine.planner.offline.conversation.dials import dial_of, limited, value_of
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.bands import CUTS, bands_said
from engine.planner.offline.sentence.effect_words import SIZES, SLIGHT, STRENGTHS, STRONG, WHY, EffectSaid, effects_said
from engine.planner.offline.sentence.effects_there import (
    as_of_effects,
    effects_there,
    effects_told,
    is_on,
    just_put,
    last_knobs,
    one_kind,
    track_of,
)
from engine.planner.offline.sentence.knob_figures import as_figure
from engine.planner.offline.sentence.places import Bars
from engine.planner.offline.sentence.said import Named, Said, regrouped
from engine.planner.offline.sentence.where import bars_told, plays
from engine.planner.offline.slots.clause import Args, number
from engine.planner.offline.text.knob_words import KNOBS
from engine.planner.offline.text.note_value import NOTE_VALUE, note_beats
from engine.planner.offline.text.quantity import Quantity
from engine.tasks.plan import Step

_PUTS = frozenset(
    "put add stick slap insert use throw give gives gets set place apply whack chuck pop on onto to over of with at"
    " around by about in both some it them wants want need needs needing could use do take make try bring across"
    " through more only just too much again as sit sits has have bit little all each every"
    " her him or so".split()
)
_ON_TRACK = frozenset("track channel bus strip insert plugin group whole".split())
_CUTS = frozenset("cut dip scoop take out pull remove reduce notch carve less off tame drop duck down".split())
_LIFTS = frozenset("boost add lift up raise push bump give".split())
_SLAPBACK = {"delay_s": 0.11, "feedback": 0.1}
_NOISE = frozenset("mud rumble low low-end esses mids mid".split())
_AWAY = frozenset("off out away lose remove kill".split())
_NEGATED = re.compile(r"^\W*(?:no|without|not|don'?t|never)\b(?![\s]*[,.])", re.IGNORECASE)
_DELAYED = re.compile(r"^(?:delay|gate|chorus)\b(?! on\b| onto\b| to\b| for\b)")
_SAME = frozenset("same too also as well ditto likewise".split())
_BESIDE_SAME = frozenset(
    "get gets give put on thing do does the for with that of have has needs wants it way treatment way again there"
    " effect settings one apply to please can but only just and".split()
)


_GENTLER = frozenset("gentler softer lighter less subtler milder weaker drier".split())
_STRONGER = frozenset("harder stronger heavier more wetter deeper".split())
_FACTOR = re.compile(r"\b(?:half|twice|double) (?:as (?:much|wet|strong|hard|deep)|(?:of )?(?:that|it)|the amount)\b")
_DIGITS = "one|two|three|four|five|six|seven|eight|nine"
_SPELT = re.compile(rf"\b(?:{_DIGITS}) (?:{_DIGITS}|oh)\b")
""" "At six five" is 6.5 kHz."""
_IN_FRONT = re.compile(
    r"\b(?:before|in front of|ahead of|prior to) (?:it|that|this|(?:the |that )?(?:eq|comp\w*|reverb|verb|delay|gate|limiter))\b"
    r"|\bfirst in (?:the |its )?chain\b"
)
ORDER = "An effect always goes behind those that are there; take the other one off, put this one on, and then that again."
_COUNTED = re.compile(r"\b(?:first|second|third|last|other) (?:one|two)\b")


def effect(said: Said) -> list[Step] | None:
    """The effect; None where none is put on, or not all of it is known."""
    if _COUNTED.search(said.text) and said.is_later or _SPELT.search(said.text):
        return None
    said = as_of_effects(said)
    called = effects_told(said)
    if called and _IN_FRONT.search(said.text) and said.is_later:
        return [Step("refuse", {"text": ORDER})]
    return _same(said, called) or _put(said, called) or _both_ends(said, called) or _band(said, called)


# --- one that is named ---


def _put(said: Said, called: Sequence[EffectSaid]) -> list[Step] | None:
    kinds = {one.kind for one in called}
    if len(kinds) != 1 or said.corrects or _NEGATED.match(said.raw) or _DELAYED.match(said.text):
        return None
    kind = called[0].kind
    if kind == "eq" or said.bag & _AWAY and not _is_band(said):
        return None
    settings = _settings(said, kind, called, CUTS if _is_band(said) else frozenset())
    targets = _targets(said) or _just_worked_on(said, kinds)
    if settings is None or not targets:
        return None
    return _steps(said, kind, settings, targets)


def _is_band(said: Said) -> bool:
    return bool(bands_said(said.text, said.amounts))


def _both_ends(said: Said, called: Sequence[EffectSaid]) -> list[Step] | None:
    """ "Cut everything below 100 and above 9k on the guitars"."""
    hertz = [one for one in said.amounts if one.unit in ("Hz", "")]
    if sorted(one.kind for one in called) != ["highpass", "lowpass"] or len(hertz) != 2 or len(said.amounts) != 2:
        return None
    if set(_left(said, [(one.start, one.end) for one in called])) - CUTS - _PUTS - _ON_TRACK - WHY:
        return None
    steps: list[Step] = []
    for one, figure in zip(called, hertz, strict=True):
        cutoff = as_figure(Frame(0, 0, "apply_effect", {"effect": one.kind}, (), "done", "", "", ""), "", figure, ())
        targets = _targets(said) or _just_worked_on(said, {one.kind})
        if figure.start < one.end or cutoff is None or not targets:
            return None
        made = _steps(said, one.kind, {cutoff.knob: number(round(cutoff.value, 4))}, targets)
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
    knobs = [
        (name, *match.span())
        for name, words in KNOBS.get(kind, {}).items()
        for match in re.finditer(rf"(?<!\w)(?:{words})(?!\w)", said.text)
        if not any(a < match.end() and match.start() < b for a, b in spans)
    ]
    named = [(start, end) for _, start, end in knobs]
    for one in said.amounts:
        if any(a <= one.start < b for a, b in spans):
            continue
        beside = _nearest(said.text, one, knobs)
        found = as_figure(act, beside, one, ())
        if found is None or found.knob in args:
            return None
        args[found.knob] = number(round(found.value, 4))
        knobs = [each for each in knobs if each[0] != beside]
    if knobs:
        return None
    left = _left(said, [*spans, *named])
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
    known = more | _PUTS | _ON_TRACK | SLIGHT | STRONG | WHY | (set(SIZES) if kind == "reverb" else set())
    return args if not set(left) - known else None


def _nearest(text: str, one: Quantity, knobs: Sequence[tuple[str, int, int]]) -> str:
    """The knob whose name stands beside a figure."""
    apart = sorted((min(abs(one.start - end), abs(start - one.end)), name) for name, start, end in knobs)
    return apart[0][1] if apart and apart[0][0] <= 6 else ""


def _left(said: Said, spans: Sequence[tuple[int, int]]) -> list[str]:
    taken = [
        *spans,
        *((one.start, one.end) for one in said.things),
        *((one.start, one.end) for one in said.places),
        *((one.start, one.end) for one in said.amounts),
    ]
    free = "".join(" " if any(a <= at < b for a, b in taken) else char for at, char in enumerate(said.text))
    return [word for word in re.findall(r"[a-z]+(?:['-][a-z]+)*|\d+", free) if word in said.bag or "-" in word]


# --- a band that is cut or lifted ---


def _band(said: Said, called: Sequence[EffectSaid]) -> list[Step] | None:
    """ "Cut 3 db around 300 hz", "eq the vox, +2 at 10k"."""
    if any(one.kind != "eq" for one in called) or said.corrects:
        return None
    hertz = [one for one in said.amounts if one.unit == "Hz"]
    levels = [one for one in said.amounts if one.unit == "dB"]
    bare = [one for one in said.amounts if not one.unit]
    if len(hertz) + len(levels) + len(bare) < len(said.amounts) or len(said.amounts) != 2:
        return None
    if not hertz and bare and levels:
        hertz, bare = [one for one in bare if abs(one.value) >= 20 and not one.signed], []
    if not levels and bare and hertz:
        levels, bare = [one for one in bare if abs(one.value) <= 24], []
    if not hertz and not levels and len(bare) == 2 and called:
        levels, hertz = [one for one in bare if abs(one.value) <= 24], [one for one in bare if one.value >= 20]
    if len(hertz) != 1 or len(levels) != 1:
        return None
    left = set(_left(said, [(one.start, one.end) for one in called]))
    ways = {-1} if left & _CUTS and not left & (_LIFTS - {"give", "add"}) else {1} if left & _LIFTS else set()
    if left - _PUTS - _ON_TRACK - WHY - SLIGHT - _CUTS - _LIFTS - {"from", "gain", "band", "somewhere", "there"}:
        return None
    if not ways and not levels[0].signed:
        return None
    way = 1 if levels[0].signed else ways.pop()
    value = way * (levels[0].value if levels[0].signed else abs(levels[0].value))
    args = {"freq_hz": number(abs(hertz[0].value)), "gain_db": number(value)}
    targets = _targets(said) or _just_worked_on(said, set())
    return _steps(said, "eq", args, targets) if targets else None


# --- the same for others ---


def _same(said: Said, called: Sequence[EffectSaid]) -> list[Step] | None:
    """ "Choir the same", "celli get the same eq", "organ too but only 3"."""
    kinds = {one.kind for one in called}
    named = [one for one in said.things if not one.is_pointed]
    if not said.is_later or said.places or not named or len(kinds) > 1 or len(said.amounts) > 1:
        return None
    factor = _FACTOR.search(said.text)
    if factor:
        said = regrouped(said, said.things, said.places, [one for one in said.amounts if one.end <= factor.start()])
    words = _left(said, [(one.start, one.end) for one in called] + ([factor.span()] if factor else []))
    left = set(words)
    degree = 0.5 if left & SLIGHT else 1.0
    way = -1 if left & _GENTLER else 1 if left & _STRONGER else 0
    if left - _SAME - _BESIDE_SAME - _GENTLER - _STRONGER - SLIGHT or "as" in left and "well" not in left:
        return None
    if not left & _SAME and not factor and not (way and called) or way and said.amounts:
        return None
    acts = [one for one in effects_there(said) if one.kind in kinds] if kinds else just_put(said)
    newest = max((one.turn for one in acts), default=-1)
    acts = [one for one in acts if one.turn == newest]
    if not acts or not one_kind(acts) or not all(one.request for one in acts):
        return None
    act = acts[-1]
    args: Args = {
        name: value
        for name, value in act.args.items()
        if name not in ("clip", "track", "tracks", "clips", "effect", "start", "end", "start_bar", "end_bar")
    }
    for one in said.amounts:
        found = as_figure(act, "", one, last_knobs(act, said))
        if found is None:
            return None
        args[found.knob] = number(round(found.value, 4))
    if (way or factor) and not _turned(args, act, way * degree, factor[0] if factor else ""):
        return None
    steps = _steps(said, act.kind, args, named)
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


# --- where it goes ---


def _targets(said: Said) -> list[Named]:
    """What it is put on: what is named, and not what a pronoun beside it means."""
    named = [one for one in said.things if not one.is_pointed]
    return named or said.things


def _just_worked_on(said: Said, kinds: set[str]) -> list[Named]:
    """ "And a comp, 3 to 1", "above 9k too": what the last request was about, where it has no such effect."""
    if said.things or said.places or not said.is_later or said.bag & _ON_TRACK:
        return []
    made: list[Named] = []
    there = effects_there(said)
    for act in just_put(said):
        clip, track = str(act.args.get("clip") or ""), track_of(act, said)
        made.append(Named(0, 0, (track,), (clip,) if clip else (), is_clip=bool(clip)))
    if not made:
        tracks, clips, is_clip = said.focus.it(is_many=True)
        views = {view.name: view.kind for view in said.scene.context.track_views}
        made = [Named(0, 0, tracks, clips, is_clip)] if tracks and all(views.get(one) != "bus" for one in tracks) else []
    has = any(one.kind in kinds and is_on(one, thing, said) for one in there for thing in made)
    return [] if has else made


def _steps(said: Said, kind: str, args: Args, targets: Sequence[Named]) -> list[Step] | None:
    """One call for each sound of a track, or one for all of a track of notes, a group or a bus."""
    spans = bars_told(said, [track for one in targets for track in one.tracks])
    if spans is None or len(spans) > 1:
        return None
    made: list[Step] = []
    views = {view.name: view for view in said.scene.context.track_views}
    as_plugin = bool(said.bag & (_ON_TRACK - {"whole"}))
    for thing in targets:
        if not thing.tracks and not thing.clips:
            return None
        for track in thing.tracks:
            lying = [one for one in said.scene.clips if one.track == track]
            if thing.is_clip:
                lying = [one for one in lying if one.id in thing.clips]
            is_notes = any(one.kind == "midi" for one in lying) or track in views and views[track].kind == "midi"
            if is_notes or not lying or as_plugin and not thing.is_clip:
                if spans or thing.is_clip and not as_plugin and len(lying) < _count(track, said):
                    return None
                made.append(Step("apply_effect", {"track": track, "effect": kind, **args}))
                continue
            if spans and not any(plays(track, bars, said.scene) for bars in spans):
                return None
            for clip in lying:
                bars = _inside(clip.bars, spans)
                if bars is None:
                    continue
                made.append(Step("apply_effect", {"clip": clip.id, "effect": kind, **args, **bars}))
    return list({repr((step.task, dict(step.args))): step for step in made}.values()) or None


def _count(track: str, said: Said) -> int:
    return sum(one.track == track for one in said.scene.clips)


def _inside(lies: Bars | None, spans: Sequence[Bars]) -> Args | None:
    """Nothing for a clip that is in the bars as a whole, its part of them, None where it lies elsewhere."""
    if not spans:
        return {}
    if lies is None:
        return None
    for start, end in spans:
        if lies[0] >= start - 1e-3 and lies[1] <= end + 1e-3:
            return {}
        if lies[0] < end - 1e-3 and lies[1] > start + 1e-3:
            first, last = max(start, math.floor(lies[0] + 1e-3)), min(end, math.ceil(lies[1] - 1e-3))
            return {"start_bar": int(first), "end_bar": int(last) - 1}
    return None

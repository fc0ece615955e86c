"""Knob turned: "longer tail on the reverb", "30 ms predelay", "slower attack", "less feedback, 20%", "1/8 instead".

The effect is the one that is named, else the one of the last act. One that an earlier request put on clips is put
right; one that lies on a track or a bus as a plugin is set, wherever it is. Every word has to be known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from engine.planner.context import TrackInfo
from engine.planner.offline.conversation.acts import done_last, is_about
from engine.planner.offline.conversation.dials import limited
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.knob_words import (
    BY_WORD,
    DEFAULTS,
    DIRECTIONS,
    EFFECT_WORDS,
    KNOBS,
    NAMED_ALONE,
    UNITS,
    kind_said,
    step_of,
    turned,
)
from engine.planner.offline.text.note_value import NOTE_VALUE, note_beats
from engine.planner.offline.text.quantity import Quantity, quantities
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step
from engine.tasks.reverb_time import decay_s, size_of

_SMALL = re.compile(r"\b(?:a (?:bit|touch|little|hair|tad|smidge)|slightly|bit|touch|little|tad)\b", re.IGNORECASE)
_LARGE = re.compile(r"\b(?:much|way|a lot|lots|loads|far|considerably|really|very)\b", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:by|another)\b", re.IGNORECASE)
_ABSOLUTE = re.compile(r"\b(?:to|at|of|=|is|be)\s*(?:about |around |like |say |roughly )?$", re.IGNORECASE)
_SPLIT = re.compile(r"\s*(?:,|;|\band\b|\bwith\b|\bplus\b)\s*", re.IGNORECASE)
_REASON = re.compile(
    r"^(?:(?:it|that|he|she|they|the [\w ]{1,20}?)(?:'s|'re| is| are| keeps?)? (?:a (?:bit|little) )?(?:chop\w*"
    r"|cut\w*|eat\w*"
    r"|clip\w*|pump\w*|click\w*|muddy|washy|boomy|too \w+|flutter\w*|distort\w*|getting \w+"
    r"|sound\w* \w+)[\w' ]*?)[,;:]\s+"
    r"(?:so |make |use |try )*",
    re.IGNORECASE,
)
""" "It's chopping word ends, longer release": why."""
_DOTTED = re.compile(r"\b(?:dotted|triplets?)\b", re.IGNORECASE)
_KNOWN = frozenset(
    "a an the my our its of on in for to at by be is and with please pls now then also too ok okay no nope not nah"
    " actually"
    " make set turn give put change adjust dial bring push pull take get have let us can could you would i want need"
    " needs"
    " it that this like about around roughly say some just should bit touch little lot lots hair tad much way far even"
    " still from as well instead rather there so effect plugin insert one longer shorter again maybe hm hmm s go use"
    " try"
    " ms sec second seconds percent db hz hertz note notes time value setting knob sound sounds thing same only more"
    " less"
    " long short ring lasts last slightly really very quite smidge another further bus track level".split()
)


@dataclass(frozen=True)
class _Wish:
    """One knob, and where it is to go."""

    knob: str
    figure: float | None = None
    """In the unit of the argument; a change where it is relative."""
    is_by: bool = False
    way: int = 0
    degree: float = 1.0


@dataclass(frozen=True)
class _Effect:
    """An effect that is there: calls that put it on clips, or a plugin."""

    kind: str
    frames: tuple[Frame, ...] = ()
    track: str = ""


def knob_turned(text: str, scene: DialogueState) -> list[Step] | None:
    """The steps; None where the words say anything else."""
    said = _REASON.sub("", plain(text).strip(" .!"))
    if '"' in said or "?" in said or len(said) > 110:
        return None
    named = [one for one in things(said, scene) if one.tracks]
    tracks = list(dict.fromkeys(track for one in named for track in one.tracks))
    spans = [(one.start, one.end) for one in named]
    for bus in (view for view in scene.context.track_views if view.kind in ("bus", "group")):
        if found := re.search(rf"(?<!\w){re.escape(bus.name.lower())}(?!\w)", said.lower()):
            tracks, spans = [*tracks, bus.name], [*spans, found.span()]
    kind = kind_said(without(said, [] if len(tracks) == 1 and not named else spans))
    effect = _effect(kind, tracks, scene)
    if effect is None:
        return None
    wishes = [*_wishes(said, spans, effect, scene)]
    if not wishes or any(one is None for one in wishes):
        return None
    return _steps(effect, [one for one in wishes if one], scene)


def _effect(kind: str, tracks: Sequence[str], scene: DialogueState) -> _Effect | None:
    """The effect that is meant: one that the conversation put on, else the one plugin of that kind."""
    state = State.of(scene)
    last = done_last(state) if scene.done else []
    if not kind:
        if not last or len({(one.tool, one.kind if one.tool == "apply_effect" else "") for one in last}) != 1:
            return None
        if last[0].tool == "plugin" and last[0].kind == "set" and len(last) == 1:
            return on_plugin(kind_said(str(last[0].args.get("plugin") or "")), tracks or _track(last[0]), scene)
        kind = last[0].kind if last[0].tool == "apply_effect" else ""
    if kind not in KNOBS:
        return None
    frames = [one for one in state.frames if one.state == "done" and (one.tool, one.kind) == ("apply_effect", kind)]
    if tracks:
        frames = [one for one in frames if is_about(one, {f"track:{track}" for track in tracks}, state)]
    if frames and all(one.request for one in frames):
        return _Effect(kind, tuple(one for one in frames if one.turn == frames[-1].turn))
    return on_plugin(kind, tracks, scene)


def _track(frame: Frame) -> list[str]:
    return [str(frame.args["track"])] if frame.args.get("track") else []


def on_plugin(kind: str, tracks: Sequence[str], scene: DialogueState) -> _Effect | None:
    """The plugin of a kind on a track, on the bus that the track is sent to, or the only one there is."""
    if kind not in KNOBS or len(tracks) > 1:
        return None
    having = [view for view in scene.context.track_views if _has(view, kind)]
    on_it = [view for view in having if view.name in tracks]
    if not on_it and tracks:  # "the vox reverb" is the one that it is sent to
        sent = {to for view in scene.context.track_views if view.name in tracks for to in view.sends}
        on_it = [view for view in having if view.name in sent]
    meant = on_it if tracks else having
    return _Effect(kind, track=meant[0].name) if len(meant) == 1 else None


def _has(view: TrackInfo, kind: str) -> bool:
    return any(kind_said(name.lower()) == kind for name in view.plugins)


def _wishes(
    said: str, spans: Sequence[tuple[int, int]], effect: _Effect, scene: DialogueState
) -> Iterator[_Wish | None]:
    """What is wanted of each knob; None of what is not understood."""
    parts, at = [], 0
    for joint in [*_SPLIT.finditer(said), None]:
        end = joint.start() if joint else len(said)
        parts.append((at, end))
        at = joint.end() if joint else end
    before: _Wish | None = None
    for start, end in parts:
        part = without(said, spans)[start:end]
        if not part.strip():
            continue
        wish, is_all_known = _wish(part, effect, before, scene)
        if not is_all_known:
            yield None
        elif wish:
            if before and before.knob == wish.knob:
                before = replace(wish, way=0) if wish.figure is not None else before
            elif before:
                yield before
                before = wish
            else:
                before = wish
    if before:
        yield before


def _wish(part: str, effect: _Effect, before: _Wish | None, scene: DialogueState) -> tuple[_Wish | None, bool]:
    """What one part of the request wants, and whether all its words are known."""
    low = part.lower()
    knob, knob_at = _knob_said(low, effect.kind)
    note = NOTE_VALUE.search(low) if effect.kind == "delay" else None
    rest = without(low, [knob_at] if knob else [])
    rest = rest[: note.start()] + " " * (note.end() - note.start()) + rest[note.end() :] if note else rest
    figures = quantities(rest)
    rest = without(rest, [(one.start, one.end) for one in figures])
    axis, way, word = _direction(rest)
    rest = rest.replace(word, " ", 1) if word else rest
    rest = re.sub(rf"(?<!\w)(?:{EFFECT_WORDS[effect.kind]})(?!\w)", " ", rest)
    dotted = _DOTTED.search(rest) if effect.kind == "delay" and not note else None
    rest = _DOTTED.sub(" ", rest) if dotted else rest
    left = set(re.findall(r"[a-z]+", re.sub(r"'s\b", " ", rest))) - _KNOWN
    if left or len(figures) > 1:
        return None, False
    if note:
        return _Wish("delay_s", round(note_beats(note) * 60 / scene.context.tempo, 3)), True
    if dotted and effect.frames and "delay_s" in effect.frames[0].args:
        times = 1.5 if dotted[0].startswith("dot") else 2 / 3
        return _Wish("delay_s", round(float(effect.frames[0].args["delay_s"]) * times, 3)), True
    if not knob and word:
        knob = BY_WORD.get((effect.kind, axis), NAMED_ALONE.get(word.strip(), ""))
        knob = knob if knob in KNOBS[effect.kind] else ""
    if not knob and figures and not word and figures[0].unit in ("s", "ms"):
        knob = {"reverb": "size", "delay": "delay_s"}.get(effect.kind, "")
    if not knob and figures and before:
        knob = before.knob
    if not knob and figures and not effect.frames:
        knob = _last_knob(effect, scene)
    if not knob and (word or figures):
        return None, False
    if not knob:
        return None, True
    if knob == "wet" and not figures and effect.frames:
        return None, False  # how much of it there is, is what "more" and "less" of it turn
    if not figures:
        degree = 0.5 if _SMALL.search(low) else 2.0 if _LARGE.search(low) and "too much" not in word else 1.0
        return (_Wish(knob, way=turned(knob, axis, way), degree=degree), True) if word else (None, False)
    value = _as_argument(knob, figures[0], effect)
    if value is None:
        return None, False
    told = low[: figures[0].start]
    is_by = bool(word) and not _ABSOLUTE.search(told) and (
        knob.endswith("_db") and not (figures[0].signed and abs(value) > 12) or bool(_RELATIVE.search(low))
    )
    if is_by:
        return _Wish(knob, abs(value), True, turned(knob, axis, way)), True
    if knob == "threshold_db" and not figures[0].signed:
        value = -abs(value)
    return _Wish(knob, value), True


def _knob_said(low: str, kind: str) -> tuple[str, tuple[int, int]]:
    found = [
        (match.start(), knob, match.span())
        for knob, words in KNOBS[kind].items()
        if (match := re.search(rf"(?<!\w)(?:{words})(?!\w)", low))
    ]
    if not found:
        return "", (0, 0)
    _, knob, span = min(found)
    return knob, span


def _direction(rest: str) -> tuple[str, int, str]:
    for axis, way, words in DIRECTIONS:
        if match := words.search(rest):
            return axis, way, match[0]
    return "", 0, ""


def _last_knob(effect: _Effect, scene: DialogueState) -> str:
    """The knob that the last act set, of which a bare figure is said."""
    last = done_last(State.of(scene))
    if len(last) != 1 or last[0].tool != "plugin" or last[0].args.get("track") != effect.track:
        return ""
    name = str(last[0].args.get("parameter") or "")
    return {"decay_s": "size", "predelay_ms": "delay_s"}.get(name, name if name in KNOBS[effect.kind] else "")


def _as_argument(knob: str, figure: Quantity, effect: _Effect) -> float | None:
    unit, value = UNITS[knob], figure.value
    if unit == "%":
        share = value / 100 if figure.unit == "%" or abs(value) > 1 else value
        return share if figure.unit in ("%", "") and abs(share) <= 1 else None
    if unit == "s":
        if figure.unit == "" and knob == "delay_s" and value >= 5:
            return value / 1000
        if figure.unit == "" and knob == "size" and value <= 1:
            return None
        return {"s": value, "ms": value / 1000, "": value}.get(figure.unit)
    if unit == "ms":
        return {"ms": value, "s": value * 1000, "": value}.get(figure.unit)
    if figure.unit in ("", unit) or unit == "ratio" and figure.unit in ("x", "ratio"):
        return value
    return None


def _steps(effect: _Effect, wishes: Sequence[_Wish], scene: DialogueState) -> list[Step] | None:
    if effect.frames:
        return [told_as(Step(one.tool, _with(one, wishes)), "fix", one) for one in effect.frames]
    return [Step("plugin", _set(effect, wish)) for wish in wishes]


def _with(frame: Frame, wishes: Sequence[_Wish]) -> dict[str, Any]:
    args = dict(frame.args)
    for wish in wishes:
        now = float(args.get(wish.knob, DEFAULTS[frame.kind].get(wish.knob, 0.0)))
        args[wish.knob] = limited(frame, wish.knob, round(_value(wish, now), 3))
    return args


def _value(wish: _Wish, now: float) -> float:
    """Where the knob goes; a room rings so many times as long."""
    if wish.figure is not None and not wish.is_by:
        return size_of(wish.figure) if wish.knob == "size" else wish.figure
    if wish.is_by and wish.knob == "size":
        return size_of(decay_s(now) + wish.way * (wish.figure or 0.0))
    if wish.is_by:
        return now + wish.way * (wish.figure or 0.0)
    form, by = step_of(wish.knob, wish.degree)
    if form == "change":
        return now + wish.way * by
    times = by if wish.way > 0 else 1 / by
    return size_of(decay_s(now) * times) if wish.knob == "size" else now * times


def _set(effect: _Effect, wish: _Wish) -> dict[str, Any]:
    """The arguments for a plugin, whose knobs have names and units of their own."""
    names = {("reverb", "size"): "decay_s", ("reverb", "delay_s"): "predelay_ms"}
    name = names.get((effect.kind, wish.knob), wish.knob)
    args: dict[str, Any] = {"action": "set", "track": effect.track, "plugin": effect.kind, "parameter": name}
    scale = 1000 if name == "predelay_ms" else 1
    if wish.figure is not None and not wish.is_by:
        return {**args, "value": round(wish.figure * scale, 4)}
    if wish.is_by:
        return {**args, "change": round(wish.way * (wish.figure or 0.0) * scale, 4)}
    form, by = step_of(wish.knob, wish.degree)
    if form == "change":
        return {**args, "change": wish.way * by}
    return {**args, "times": round(by if wish.way > 0 else 1 / by, 3)}


def settings_of(said: str, kind: str, scene: DialogueState) -> dict[str, float]:
    """What each knob of an effect is set to by words beside its name; nothing where a word is not known."""
    wishes = [*_wishes(said, (), _Effect(kind), scene)]
    if not wishes or not all(wish and wish.figure is not None and not wish.is_by for wish in wishes):
        return {}
    return {wish.knob: _value(wish, 0.0) for wish in wishes if wish}


def without(said: str, spans: Sequence[tuple[int, int]]) -> str:
    """The words with spaces in place of some."""
    for start, end in spans:
        said = f"{said[:start]}{' ' * (end - start)}{said[end:]}"
    return said

"""Compares a plan with the calls that are wanted: the same acts, on the same things, with the same values?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.planner_called.wanted import Wanted
from engine.planner.context import Context
from engine.planner.offline.text.intervals import semitones_of
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

RIGHT, VALUES, TARGETS, PART, MORE, ACTS, ASKED, LOOKED, CHATTED = (
    "right",
    "values",
    "targets",
    "part",
    "more",
    "acts",
    "asked",
    "looked",
    "chatted",
)
VERDICTS = (RIGHT, ASKED, CHATTED, LOOKED, PART, MORE, VALUES, TARGETS, ACTS)
WRONG = (PART, MORE, VALUES, TARGETS, ACTS)
"""What is done is not what is wanted: a part of it, more than that, another value, thing or act."""
_WORDS = ("ask", "refuse")
_LOOKS = ("session_info", "history", "describe_music", "caption_audio", "detect_sounds", "chat")
_OF_TRACKS = ("history", "session_info")
"""What is told of a clip is told of its track."""
_ON = ("clip", "clips", "midi", "track", "tracks", "image")
_KIND = {
    "apply_effect": "effect",
    "export": "what",
    "generate_midi": "kind",
    "plugin": "action",
    "session_info": "aspect",
    "describe_music": "aspect",
}
_FREE = ("prompt", "lyrics", "text", "style", "name", "new_name", "query", "target", "language", "model", "color")
_NOT_JUDGED = ("voice", "query", "model")
_NEVER_NEEDED = (
    "style",
    "voice",
    "language",
    "query",
    "reference",
    "speak",
    "key",
    "bpm",
    "count_in",
    "position",
    "image",
)
_BINDING = (
    "start_bar",
    "end_bar",
    "start",
    "end",
    "bar",
    "semitones",
    "cents",
    "steps",
    "to",
    "track",
    "set_db",
    "meter",
)
_BEAT = ("at", "beat", "offset_beats")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)?")
_NEAR = 0.02
_FAR = 3.0
"""A value that was not said in figures may be so many times more or less."""


@dataclass(frozen=True)
class _Act:
    """One call on one thing."""

    kind: tuple[str, str]
    on: str
    args: Mapping[str, tuple[Any, ...]]


def verdict(text: str, steps: Sequence[Step], ways: Sequence[Sequence[Wanted]], context: Context) -> str:
    """How a plan compares with the nearest way that is wanted."""
    found = [_one_verdict(text, steps, way, context) for way in ways]
    return min(found, key=VERDICTS.index)


def _one_verdict(text: str, steps: Sequence[Step], way: Sequence[Wanted], context: Context) -> str:
    tasks, asked_for = [step.task for step in steps], [one.task for one in way]
    if all(task in (*_WORDS, "chat") for task in asked_for):
        return _of_words(tasks, asked_for)
    if tasks and tasks[-1] in _WORDS:
        return ASKED
    if tasks == ["chat"]:
        return CHATTED
    planned = _of_tracks(
        [act for step in steps for act in _acts(step.task, {k: (v,) for k, v in step.args.items()}, context)], context
    )
    meant = _of_tracks([act for one in way for act in _acts(one.task, one.args, context)], context)
    do, should = Counter(act.kind for act in planned), Counter(act.kind for act in meant)
    if set(do) != set(should):
        if set(do) < set(should):
            return PART
        if all(task in _LOOKS for task in tasks):
            return LOOKED
        return MORE if set(do) > set(should) else ACTS
    where, wanted_where = {(a.kind, a.on) for a in planned}, {(a.kind, a.on) for a in meant}
    if where != wanted_where:
        return PART if where < wanted_where else MORE if where > wanted_where else TARGETS
    left = list(planned)
    for act in meant:
        fit = next(
            (one for one in left if one.kind == act.kind and one.on == act.on and _fits(one, act, text, context)), None
        )
        if fit is None:
            return VALUES
        left.remove(fit)
    return MORE if left else RIGHT


def _of_words(tasks: Sequence[str], asked_for: Sequence[str]) -> str:
    if tasks and all(task in (*_WORDS, "chat") for task in tasks):
        return RIGHT
    if all(task in _LOOKS for task in tasks):
        return RIGHT if asked_for == ["chat"] else LOOKED
    return ACTS


def _acts(task: str, args: Mapping[str, tuple[Any, ...]], context: Context) -> Iterator[_Act]:
    kind = _KIND.get(task, "action")
    said = str(args[kind][0]).lower() if kind in args else ""
    rest = {name: value for name, value in args.items() if name not in (*_ON, kind)}
    on = [one for name in _ON if name in args for one in _things(args[name][0], name, context)]
    if task == "arrange" and "track" in args and "clip" in args:
        rest["track"] = args["track"]
        on = list(_things(args["clip"][0], "clip", context))
    if task in _OF_TRACKS:
        on = list(dict.fromkeys(_track_of(one, context) for one in on))
    for one in on or [""]:
        yield _Act((task, "" if task in ("session_info", "describe_music") else said), one, rest)


def _track_of(thing: str, context: Context) -> str:
    track = next((clip.track for clip in context.clips if clip.id == thing and clip.track), None)
    return f"track:{plain(track).lower().strip()}" if track else thing


def _things(value: Any, name: str, context: Context) -> Iterator[str]:
    for one in value if isinstance(value, list | tuple) else [value]:
        one = f"{one:g}" if isinstance(one, float) else one
        clip = clip_named(str(one), context)
        yield clip if clip else f"track:{plain(str(one)).lower().strip()}" if "track" in name else str(one)


def clip_named(text: str, context: Context) -> str:
    """The id of "Lead Vox@5", the clip of that track that begins at bar 5, or of "#2.1", what that call made; or ""."""
    if text.startswith("#"):
        turn, _, call = text[1:].partition(".")
        if not (turn.isdigit() and call.isdigit() and 0 < int(turn) <= len(context.dialogue)):
            return ""
        results = context.dialogue[int(turn) - 1].results
        return next((one.out[0] for one in results if one.call == int(call) - 1 and one.out), "")
    track, at, bar = text.rpartition("@")
    if not at or not re.fullmatch(r"[\d.]+", bar):
        return text if any(one.id == text for one in context.clips) else ""
    there = [one for one in context.clips if (one.track or "").lower() == track.strip().lower() and one.bars]
    near = [one for one in there if one.bars and abs(one.bars[0] - float(bar)) < 0.02]
    return near[0].id if near else there[0].id if len(there) == 1 else ""


def _of_tracks(acts: list[_Act], context: Context) -> list[_Act]:
    """The acts; what is done to all clips of a track is done to the track."""
    clips_of: dict[str, set[str]] = {}
    for clip in context.clips:
        if clip.track:
            clips_of.setdefault(f"track:{plain(clip.track).lower().strip()}", set()).add(clip.id)
    for track, clips in clips_of.items():
        for kind in {act.kind for act in acts}:
            there = [act for act in acts if act.kind == kind and act.on in clips]
            if {act.on for act in there} == clips:
                acts = [act for act in acts if act not in there] + [_Act(kind, track, there[0].args)]
    return acts


def _fits(planned: _Act, act: _Act, text: str, context: Context) -> bool:
    said = {float(one.replace(",", ".")) for one in _FIGURE.findall(plain(text))}
    have, need = _in_bars(planned.args, context), _in_bars(act.args, context)
    if "duration" in have and "end_bar" in need and "end_bar" not in have:
        have["end_bar"] = need["end_bar"]  # a fade or loop told by its length
        have.setdefault("start_bar", need.get("start_bar", (1.0,)))
    for name, values in need.items():
        if name in _NOT_JUDGED:
            continue
        if name not in have:
            if (
                name in _NEVER_NEEDED
                or not _was_said(values, said)
                and name not in (*_BINDING, "value_db", "gain_db", "value")
            ):
                continue
            return False
        if not any(_same(name, have[name][0], value, said) for value in values) and not _between(have[name][0], values):
            return False
    return not any(name in _BINDING and name not in need for name in have)


def _was_said(values: tuple[Any, ...], said: set[float]) -> bool:
    return any(isinstance(one, float) and abs(one) in said for one in values)


def _in_bars(args: Mapping[str, tuple[Any, ...]], context: Context) -> dict[str, tuple[Any, ...]]:
    """Arguments with places in seconds told in bars."""
    beats, unit = (int(part) for part in context.time_signature.split("/"))
    bar_s = 60 / context.tempo * beats * 4 / unit
    told = dict(args)
    for seconds, bars in (("start", "start_bar"), ("end", "end_bar"), ("at", "bar")):
        if seconds in told and bars not in told and all(isinstance(one, int | float) for one in told[seconds]):
            told[bars] = tuple(float(one) / bar_s + 1 for one in told.pop(seconds))
    return told


def _same(name: str, planned: Any, wanted: Any, said: set[float]) -> bool:
    if isinstance(planned, bool) or isinstance(wanted, bool):
        return bool(planned) == bool(wanted)
    planned, wanted = _number(planned), _number(wanted)
    if isinstance(planned, int | float) and isinstance(wanted, int | float):
        if abs(planned - wanted) <= max(1e-3, _NEAR * abs(wanted)):
            return True
        if name in ("end_bar", "end"):
            return abs(planned - wanted) <= 1.001
        if name in (*_BINDING, *_BEAT) or abs(wanted) in said:
            return False
        return planned * wanted > 0 and 1 / _FAR <= planned / wanted <= _FAR
    if isinstance(planned, list | tuple) or isinstance(wanted, list | tuple):
        sides = [one if isinstance(one, list | tuple) else [one] for one in (planned, wanted)]
        return {str(one).lower() for one in sides[0]} == {str(one).lower() for one in sides[1]}
    if name == "interval":
        return abs(semitones_of(str(planned))) == abs(semitones_of(str(wanted)))
    have, need = (set(re.findall(r"\w+", plain(str(one)).lower())) for one in (planned, wanted))
    return have == need or name in _FREE and len(have & need) * 2 >= min(len(have), len(need))


def _number(value: Any) -> Any:
    return float(value) if isinstance(value, str) and re.fullmatch(r"-?\d+(?:\.\d+)?", value) else value


def _between(planned: Any, values: tuple[Any, ...]) -> bool:
    numbers = [one for one in values if isinstance(one, float)]
    is_number = isinstance(planned, int | float) and not isinstance(planned, bool)
    return len(numbers) > 1 and is_number and min(numbers) - 1e-3 <= planned <= max(numbers) + 1e-3

"""Buses said: "the BGV bus down 3", "mute the folder": a bus or group that a request names is a track for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.text.words import compiled, plain
from engine.planner.regex import regex

_WORD = r"(?:bus|buss|aux|submix|subgroup|group|folder|fx (?:track|channel|bus)|return(?: track)?)"
_OWN = regex(rf"(?:^|[\s_-]+){_WORD}$", re.IGNORECASE)
_TOWARDS = regex(
    r"\b(?:to|into|onto|in|through|thru|via|called|named|new|another|an?|same|one)\s+(?:the |my |our |that )?$",
    re.IGNORECASE,
)
""" "Send the lead to the plate bus" says where to; "a bus called BGV" makes one."""
_FOLDER = regex(r"\b(?:group|folder|subgroup)\b", re.IGNORECASE)
_GROUPING = regex(
    r"\b(?:un-?do|take back|roll back|revert|forget|un-?group|dissolve|disband|break up|split up|cancel|scrap"
    r"|remove|delete|keep|leave|out of|inside)"
    r"\s+(?:the |that |this |our |my )?$",
    re.IGNORECASE,
)
""" "Undo the group" is about what was done, not about the track that holds the others."""
_ALONE = regex(rf"(?:^\W*(?:(?:ok(?:ay)?|now|and|then)\W+)*|\b(?:the|that|this) ){_WORD}(?=\W|$)", re.IGNORECASE)
_WORDS = tuple(f"bus{letter}" for letter in ("alpha", "beta", "gamma", "delta", "kappa", "lambda", "sigma", "omega"))
_MASTER = regex(
    r"\b(?:(?:the|my|our) )?(?:master|main|mix)(?: fader| bus| track| channel| out(?:put)?)\b"
    r"|\bthe master(?=\W*$|\s+(?:up|down|a (?:bit|touch|little)|by|too|is|louder|quieter|softer|[+\u2212-]))"
    r"|\bmaster(?=\s+(?:up|down|[+\u2212-]?\s?\d+(?:\.\d+)? ?d ?b\b))",
    re.IGNORECASE,
)
""" "Master" alone is what is done to a mix; its fader is "the master"."""
_EFFECT = regex(
    r"\b(?:reverb|verb|plate|hall|room|spring|delay|echo|slap\w*|chorus|phaser|flanger|drive|distortion|comp\w*)\b",
    re.IGNORECASE,
)
""" "Reverb" without "bus" is the effect."""


def with_buses(text: str, scene: DialogueState) -> tuple[str, DialogueState, dict[str, str]]:
    """The request with one word of its own for each bus that it names, which is a track then, and what it stands for.

    One word, for a bus is mostly called like what goes through it: "BGV" beside "BGV 1" and "BGV 2".
    """
    context = scene.context
    buses = [view.name for view in context.track_views if view.kind == "bus" and view.name not in context.tracks]
    buses += [view.name for view in context.track_views if view.kind == "group"]
    said: dict[str, str] = {}
    words = dict(zip(buses, _WORDS[:-1], strict=False))
    for name in words:
        if found := _named(text, name, scene):
            said[words[name]] = name
            text = text[: found[0]] + words[name] + text[found[1] :]
    alone = _ALONE.search(plain(text))
    is_done_to = alone and not _GROUPING.search(plain(text)[: alone.start()])
    groups = [view.name for view in context.track_views if view.kind == "group"]
    alike = [one for one in buses if (one in groups) == bool(alone and _FOLDER.search(alone[0]))]
    if not said and alone and is_done_to and (meant := words.get(_only_one(alike, scene))):
        start = alone.start() if alone[0][:1].isalpha() else alone.start() + len(alone[0]) - len(alone[0].lstrip())
        text = f"{text[:start]}{meant}{text[alone.end() :]}"
        said[meant] = _only_one(alike, scene)
    masters = [view.name for view in context.track_views if view.kind == "master"]
    if masters and len(plain(text)) == len(text) and (match := _MASTER.search(plain(text))):
        text = f"{text[: match.start()]}{_WORDS[-1]}{text[match.end() :]}"
        said[_WORDS[-1]] = masters[0]
    if not said:
        return text, scene, said
    words = {name: word for word, name in said.items()}
    dialogue = tuple(
        replace(turn, calls=tuple({**call, "args": called(call.get("args") or {}, words)} for call in turn.calls))
        for turn in context.dialogue
    )
    views = tuple(replace(view, name=words.get(view.name, view.name)) for view in context.track_views)
    tracks = (*(one for one in context.tracks if one not in said.values()), *said)
    context = replace(context, tracks=tracks, track_views=views, dialogue=dialogue)
    return text, DialogueState.of(context), said


def called(args: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Arguments in which tracks, and words that tell of them, have other names."""

    def value(one: Any) -> Any:
        if isinstance(one, list | tuple):
            return [value(part) for part in one]
        return names.get(one, one) if isinstance(one, str) else one

    found = {name: value(one) for name, one in args.items()}
    if isinstance(text := found.get("text"), str):
        for name, other in names.items():
            text = text.replace(name, other)
        found["text"] = text
    return found


_LEVEL = (
    r"(?:(?:by\s+)?[+-]?\d+(?:\.\d+)?\s*db\b|up\b|down\b|louder\b|quieter\b|softer\b|lower\b|higher\b"
    r"|(?:is\s+)?(?:way\s+|far\s+|much\s+|a\s+(?:bit|little)\s+)?too\s+(?:loud|quiet|much)\b)"
)
""" "Hall 3 dB less": a bus that is called like an effect is meant where a level is told."""


def _named(text: str, name: str, scene: DialogueState) -> tuple[int, int] | None:
    """Where a bus is named as what something is done to."""
    simple, own = plain(text), _OWN.sub("", name)
    patterns = [rf"(?<!\w){re.escape(own)}[\s_-]+{_WORD}(?!\w)"] if own else []
    silences = rf"\b(?:un)?(?:mute|solo)\s+(?:the\s+)?(?P<name>{re.escape(name)})\s*[.!]*$"
    silenced = re.search(silences, simple, re.IGNORECASE)
    if silenced and not _inside_another(simple, silenced.span("name"), name, scene):
        return silenced.span("name")
    if _EFFECT.search(name):
        patterns.append(rf"(?<!\w){re.escape(name)}(?!\w)(?=\s+{_LEVEL})")
    else:
        patterns.append(rf"(?<!\w){re.escape(name)}(?!\w)(?!\s+(?:\d|{_WORD}))")
    for pattern in patterns:
        for match in compiled(pattern, re.IGNORECASE).finditer(simple):
            before = simple[: match.start()]
            if before.count('"') % 2:
                continue  # a part of a name that is given
            if _TOWARDS.search(before) or _GROUPING.search(before):
                continue
            if not _inside_another(simple, match.span(), name, scene):
                return match.span()
    return None


def _inside_another(text: str, span: tuple[int, int], bus: str, scene: DialogueState) -> bool:
    """Is it a part of the name of another track, of a clip or a marker that is said?"""
    context = scene.context
    names = {*context.tracks, *(clip.name for clip in context.clips), *(name for name, _ in context.markers)}
    for name in names - {bus}:
        for match in compiled(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE).finditer(text) if name else ():
            if match.start() <= span[0] and span[1] <= match.end():
                return True
    return False


def _only_one(buses: list[str], scene: DialogueState) -> str:
    """The bus that "the bus" means: the one there is, else the one that was spoken of last."""
    if len(buses) == 1:
        return buses[0]
    for one in reversed(scene.done):
        for name in ("to", "track"):
            if one.args.get(name) in buses:
                return str(one.args[name])
    return ""

"""Values that other calls had or found out: the same key, the spot that was found, halfway between the two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from engine.planner.offline.conversation.argument_names import MAIN
from engine.planner.offline.conversation.change import Args, ArgumentChange, limited_change
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.previous_call import numbers_of
from engine.planner.offline.text.words import Token
from engine.planner.regex import regex
from engine.tasks.task import Task

_NOUNS = (
    (r"words?|lyrics?|text|lines?|sentences?", ("lyrics", "text")),
    (r"voice|girl|guy|man|woman|singer|speaker", ("voice",)),
    (r"style|way|mood|feel", ("style",)),
    (r"length|long|duration", ("duration", "bars", "end_bar")),
    (r"key|scale", ("key",)),
    (r"tempo|speed|bpm", ("bpm", "rate_hz", "ratio")),
    (r"freq\w*|cut|cutoff", ("freq_hz", "cutoff_hz")),
    (r"amount|much|size|many|distance|far|move|value|number|setting|level", ()),
    (r"stretch|place|spot|range|bars?|region", ("start_bar", "end_bar", "start", "end", "bar", "at")),
    (r"ceiling", ("ceiling_db",)),
    (r"loudness|lufs|level|target", ("loudness_lufs",)),
    (r"time", ("delay_s", "start", "end")),
    (r"feedback", ("feedback",)),
    (r"threshold", ("threshold_db",)),
    (r"ratio", ("ratio",)),
    (r"release", ("release_ms",)),
    (r"attack", ("attack_ms",)),
    (r"wet\w*|mix", ("wet",)),
    (r"language", ("target_language", "language")),
    (r"q", ("q",)),
    (r"depth", ("depth",)),
    (r"side", ("value",)),
    (r"colou?r", ("color",)),
    (r"grid", ("grid",)),
)


_NOUN = tuple(
    (regex(rf"\b(?:same|that|those|this|these|as|its|his|her|the)\b(?: \w+)? (?:{pattern})\b"), names)
    for pattern, names in _NOUNS
)


def carried(low: str, words: list[Token], row: Task, state: State, own: Mapping[str, Any]) -> Iterator[ArgumentChange]:
    """ "In that key", "the same words", "as long as the last": values of earlier calls and of what they told."""
    known = {arg.name for arg in row.args}
    for pattern, names in _NOUN:
        match = pattern.search(low)
        if not match:
            continue
        used = frozenset(i for i, one in enumerate(words) if match.start() <= one.start < match.end())
        wanted = [name for name in names or MAIN if name in known and name not in own]
        for frame in reversed(state.frames[-16:]):
            held = {name: frame.args[name] for name in wanted if name in frame.args}
            if not names:
                held = dict(list(held.items())[:1])
            if "lyrics" in known and "text" in frame.args and "lyrics" in names:
                held["lyrics"] = frame.args["text"]
            if "text" in known and "lyrics" in frame.args and "text" in names:
                held["text"] = frame.args["lyrics"]
            held |= {name: value for name, value in _from_facts(frame, known & set(names)).items() if name not in own}
            if held:
                yield limited_change(held, "carried", used, row)
                break


def measured(low: str, row: Task, state: State) -> Iterator[ArgumentChange]:
    """What was measured, where a call can take it: "put it there too" after a key, the spot that was found."""
    known = {arg.name for arg in row.args}
    for frame in reversed(state.frames[-8:]):
        held = _from_facts(frame, known)
        for name in ("key", "bpm", "loudness_lufs", "lyrics", "text"):
            if name in held:
                yield limited_change({name: held[name]}, f"measured {name}", frozenset(), row)
        if {"start", "end"} <= known:
            yield from _spans(low, frame, row)
        if {"value_db"} <= known and len(frame.facts.named) == 2:
            size = abs(frame.facts.named[0][1] - frame.facts.named[1][1])
            yield limited_change({"value_db": size, "action": "gain"}, "difference", frozenset(), row)
            yield limited_change({"value_db": -size, "action": "gain"}, "difference down", frozenset(), row)
        if held or frame.facts.spans:
            break


_NTH = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1, "final": -1}


def _spans(low: str, frame: Frame, row: Task) -> Iterator[ArgumentChange]:
    """The stretch of a result that the words count, compare or call by its label; else each."""
    spans = frame.facts.spans
    said = [place for word, place in _NTH.items() if f" {word} " in f" {low} " and -len(spans) <= place < len(spans)]
    told = [spans[place] for place in said]
    told += [one for one in spans if one.label and f" {one.label.lower()}" in f" {low}"][:2]
    if spans and re.search(r"\b(?:longest|longer)\b", low):
        told.append(max(spans, key=lambda one: one.end_s - one.start_s))
    if spans and re.search(r"\b(?:shortest|shorter)\b", low):
        told.append(min(spans, key=lambda one: one.end_s - one.start_s))
    if len(spans) == 1:
        told.append(spans[0])
    for one in told:
        yield limited_change({"start": one.start_s, "end": one.end_s}, "span said", frozenset(), row)
    for one in spans[:4] if not told else ():
        yield limited_change({"start": one.start_s, "end": one.end_s}, "span", frozenset(), row)


def between(low: str, row: Task, base: Frame, frames: list[Frame]) -> Iterator[ArgumentChange]:
    """ "Halfway between the two": the mean of what two calls of a kind had."""
    if not re.search(r"\b(?:half ?way|in between|between the two|middle of|the mean|average|middle)\b", low):
        return
    for other in reversed(frames):
        if other is not base and (other.tool, other.kind) == (base.tool, base.kind):
            for name, value in numbers_of(base.args).items():
                old = other.args.get(name)
                if isinstance(old, int | float) and old != value:
                    yield limited_change({name: (value + old) / 2}, "between", frozenset(), row)
                    return


def _from_facts(frame: Frame, names: set[str]) -> Args:
    facts = frame.facts
    held: Args = {}
    if "key" in names and facts.key:
        held["key"] = facts.key
    if "bpm" in names and facts.bpm:
        held["bpm"] = facts.bpm
    if "loudness_lufs" in names and facts.lufs is not None:
        held["loudness_lufs"] = facts.lufs
    if "duration" in names and facts.seconds:
        held["duration"] = facts.seconds
    for name in ("lyrics", "text"):
        if name in names and facts.words and frame.tool in ("transcribe", "translate_speech"):
            held[name] = facts.words
    return held

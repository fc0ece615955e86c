"""Looked at: what speaks for a plan and against it, as numbers by name."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

from engine.planner.offline.doubts.word_evidence import Evidence, evidence, words_of
from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState, without_talk
from engine.planner.offline.slots.thing import Thing
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.routes import closed_route, ranked
from engine.planner.offline.text.quantity import quantities
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_EMPTY = frozenset(
    "the a an to of in on at and it is this that my our i you we me be so for with please can could would just ok okay"
    " now then do does did them they its it's s t are was been not no yes but or if as up by from into have has had get"
    " got let make want need like there here some any all one".split()
)
"""Words that tell no task."""
_PART = regex(r"[.;!?]\s+|,\s+|\b(?:and|then|but|plus)\b")
_SAID: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, regex(pattern))
    for name, pattern in (
        (
            "says no",
            r"\b(?:not|no|don'?t|doesn'?t|isn'?t|without|only|just|instead|rather|except|but|leave|keep|than)\b",
        ),
        (
            "points",
            r"\b(?:it|that|them|those|this|these|one|ones|same|other|both|he|she|him|her|they|there|again|back|too|also)\b",
        ),
        (
            "place",
            r"\b(?:bars?|beats?|chorus|verse|bridge|intro|outro|hook|drop|break|there|here|where|when|while|during"
            r"|until|before|after|last|first|end|start|beginning|middle|from|between|half)\b",
        ),
        ("counts", r"\b(?:first|second|third|fourth|1st|2nd|3rd|last|other|next|previous)\b"),
        ("many", r"\b(?:all|both|every|each|everything|everyone|two|three|four|the rest|others)\b"),
        ("spares", r"\b(?:except|but not|keep|leave|apart from|other than|without)\b"),
        ("only", r"\b(?:only|just)\b"),
        ("when", r"\b(?:when|while|until|whenever|as soon|where|once|if)\b"),
        (
            "asks",
            r"^\W*(?:what|which|who|how|is|are|does|do|did|why|can you tell|where|any)\b",
        ),
        ("compares", r"\b(?:than|instead|rather|as|like)\b"),
        ("tells why", r"\b(?:so|because|cause|since|it's|its|too)\b"),
        ("back", r"\bback\b"),
    )
)
_LIST = regex(r"\band\b|&|\+|,")
_CORRECTS = regex(r"\b(?:no|not|too|less|more|instead|rather|make it|sorry|meant|only|actually|bit|half|\d)\b|\d")
_LOUD = regex(r"[A-Z]{2}|\"")
_PLACED = ("bar", "start_bar", "end_bar", "at", "start", "end", "marker")
_TARGETS = ("clip", "clips", "midi", "track", "tracks", "to", "image")
_WORDS = ("prompt", "style", "name", "text", "lyrics", "target")
_LEAST = 1e-3


def looked_at(text: str, steps: Sequence[Step], scene: DialogueState, note: str = "") -> dict[str, float]:
    """Numbers by name; what is not named is 0. `note` is what was heard and not used."""
    known, simple = evidence(), plain(text)
    low, named = simple.lower(), things(simple, scene)
    found: dict[str, float] = {
        **_of_the_task(text, steps, scene),
        **_of_things(named, steps, scene, low),
        **_of_words(text, named, steps, known),
        **_of_figures(text, steps),
        **_of_the_turn(low, steps, scene),
        **{name: float(pattern.search(low) is not None) for name, pattern in _SAID},
    }
    is_placed = any(name in step.args for step in steps for name in _PLACED)
    found |= {
        "note": float(bool(note)),
        "place lost": found["place"] * (not is_placed),
        "many for one": found["many"] * (len(steps) == 1 and found["targets"] <= math.log1p(2)),
        "lists": float(len(_LIST.findall(low))),
        "commas": float(low.count(",")),
        "question mark": float("?" in text),
        "sentences": min(len(re.findall(r"[.!?;](?:\s|$)", text)), 3),
        "capitals": float(_LOUD.search(text) is not None),
    }
    return found


def _of_the_task(text: str, steps: Sequence[Step], scene: DialogueState) -> dict[str, float]:
    """How likely its tasks are by the reader, without the conversation."""
    apart = DialogueState.of(without_talk(scene.context))
    closed = closed_route(plain(text), apart)
    sure = {route.task: route.sure for route in ranked(text, apart, 12)}
    tasks = {step.task for step in steps}
    made: dict[str, float] = {}
    for step in steps[:3]:
        kind = next((str(step.args[one]) for one in ("action", "effect", "kind", "aspect") if step.args.get(one)), "")
        made[f"task {step.task}"] = made[f"does {step.task}/{kind}"] = 1.0
    return made | {
        "closed form": float(closed is not None and closed.task in tasks),
        "likely": min(math.log(sure.get(task, 0.0) + _LEAST) for task in tasks),
        "another likely": math.log(max((p for task, p in sure.items() if task not in tasks), default=0.0) + _LEAST),
        **{f"likely to {one}": math.log(sure.get(one, 0.0) + _LEAST) for one in REPLIES},
    }


def _of_things(named: Sequence[Thing], steps: Sequence[Step], scene: DialogueState, low: str) -> dict[str, float]:
    """Is all that is named worked on, and nothing else?"""
    clips = {clip.id: clip for clip in scene.clips}
    targets: set[str] = set()
    for one in targets_of(steps):
        targets.add(one)
        if (clip := clips.get(one)) and clip.track:
            targets.add(clip.track)
    said = {one for thing in named for one in (*thing.tracks, *thing.clips)}
    told = " ".join(str(step.args) for step in steps).lower()
    lost = [
        thing
        for thing in named
        if not targets.intersection((*thing.tracks, *thing.clips))
        and not any(track.lower() in told for track in thing.tracks)
    ]
    real = {one for one in targets if one in clips or one in scene.context.tracks}
    is_unsaid = bool(real) and not real & said
    return {
        "things": min(len(named), 4),
        "things lost": min(len(lost), 3),
        "unsaid target": float(is_unsaid),
        "unsaid target, alone": float(is_unsaid and not scene.context.dialogue),
        "no target": float(not real),
        "targets": math.log1p(len(real)),
    }


def targets_of(steps: Sequence[Step]) -> Iterator[str]:
    """Clips and tracks that steps are about."""
    for step in steps:
        for name in _TARGETS:
            value = step.args.get(name)
            yield from map(str, value if isinstance(value, list | tuple) else [value] if value else [])


def is_new(step: Step) -> bool:
    """Is something made or copied, so that what is there stays as it is?"""
    makes = step.row.on_session in ("adds", "splits") or step.args.get("action") == "duplicate"
    return makes and step.op != "fix"


def done_to(steps: Sequence[Step], scene: DialogueState) -> set[str]:
    """The tracks that steps are about, each clip by its own; clips that lie on none as they are."""
    return {scene.track_of(one) or one for one in targets_of(steps)}


def _of_words(text: str, named: Sequence[Thing], steps: Sequence[Step], known: Evidence) -> dict[str, float]:
    """Do the words that tell tasks tell these?"""
    words, tasks = words_of(text), {step.task for step in steps}
    hidden = {word for thing in named for word in words_of(text[thing.start : thing.end])}
    hidden |= set(words_of(" ".join(str(value) for step in steps for value in step.args.values())))
    count = unexplained = 0
    best = -3.0
    missing: dict[str, float] = {}
    pairs = [f"{a} {b}" for a, b in zip(words, words[1:], strict=False)]
    for one in dict.fromkeys([*words, *pairs]):
        if all(word in _EMPTY or word in hidden or word == "0" for word in one.split()):
            continue
        lifts = [lift for task in tasks if (lift := known.lift(one, task)) is not None]
        is_word = " " not in one
        count += is_word
        if not lifts:
            unexplained += is_word
            continue
        best = max(best, *lifts)
        unexplained += is_word and max(lifts) < 0
        others = {task: share for task, share in known.chances(one).items() if task not in tasks}
        task, share = max(others.items(), key=lambda pair: pair[1])
        if share > 0.3 and max(lifts) < math.log(2):
            missing[task] = max(missing.get(task, 0.0), share)
    each = [
        max(
            [lift for one in (*words, *pairs) if one not in _EMPTY if (lift := known.lift(one, task)) is not None]
            or [-3]
        )
        for task in tasks
    ]
    return {
        "words": math.log1p(len(words)),
        "unexplained": min(unexplained, 8),
        "share unexplained": unexplained / max(count, 1),
        "best word": best,
        "best word of the least": min(each),
        "another task told": max(missing.values(), default=0.0),
        "other tasks told": min(len(missing), 5),
        "longest text": math.log1p(
            max((len(str(step.args.get(name, "")).split()) for step in steps for name in _WORDS), default=0)
        ),
    }


def _of_figures(text: str, steps: Sequence[Step]) -> dict[str, float]:
    """Are the figures that are said those of the plan?"""
    said = [abs(one.value) for one in quantities(text)]
    used = [
        abs(float(value))
        for step in steps
        for value in step.args.values()
        if isinstance(value, int | float) and not isinstance(value, bool)
    ]

    def is_same(figure: float, one: float) -> bool:
        return min(abs(figure - one), abs(figure - one - 1), abs(figure - one + 1)) < 0.02 or (
            one > 0 and abs(figure - one / 100) < 0.002
        )

    return {
        "figures": min(len(said), 4),
        "figures unsaid": min(sum(not any(is_same(figure, one) for one in said) for figure in used), 4),
        "figures lost": min(sum(not any(is_same(figure, one) for figure in used) for one in said), 4),
    }


def _of_the_turn(low: str, steps: Sequence[Step], scene: DialogueState) -> dict[str, float]:
    """What it is to the conversation."""
    goes_on = bool(scene.context.dialogue and scene.done)
    before = [str(call.get("tool")) for call in scene.context.dialogue[-1].calls] if scene.context.dialogue else []
    ops = {step.op for step in steps}
    tasks = {step.task for step in steps}
    parts = len([part for part in _PART.split(low) if len(part.split()) > 1]) or 1
    return {
        "steps": min(len(steps), 5),
        "parts": min(parts, 5),
        "parts without step": max(-2, min(min(parts, 5) - len(steps), 3)),
        "goes on": float(goes_on),
        "goes on, anew": float(goes_on and "fresh" in ops),
        "goes on, shortly": float(goes_on and len(low.split()) <= 5),
        "fixes": float("fix" in ops),
        "fixes without a word": float("fix" in ops and not _CORRECTS.search(low)),
        "again": float("again" in ops),
        "after a question": float(before[:1] == ["ask"]),
        "task of before": float(bool(tasks & set(before))),
        "several of one task": float(len(steps) > 1 and len(tasks) == 1),
        "several tasks": float(len(tasks) > 1),
        "depends": float(any(step.depends_on() for step in steps)),
        "makes": float(any(step.row.on_session in ("adds", "splits") for step in steps)),
    }

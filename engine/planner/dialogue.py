"""Dialogue: answers to a question, corrections, "same on the bass", retries, "again but …"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from engine.plan import Step
from engine.planner.follow import goes_on
from engine.planner.router import Route
from engine.planner.scene import Done, Scene
from engine.planner.slots.clause import Clause
from engine.planner.slots.fill import fill

Router = Callable[[str], Route]
_RETRY = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|please|now|hm+|alright|so|then|right|and|well|yes|just)[\s,]+)*(?:(?:can you |could you )?(?:try|run|do|give)\s+(?:it|that|this|them|the (?:rest|last step|failed one))?\s*(?:again|once more|one more time|another (?:go|try|shot))|re-?try(?: (?:it|that|please))?|"
    r"try (?:it )?again|again|once more|one more time|another (?:go|try)|carry on|continue|go on|finish (?:it|the rest)|do the rest|pick up where .*|resume|go ahead)(?:[\s,]+(?:please|pls|now|then))*\W*$", re.IGNORECASE)
_FIXED = re.compile(r"\b(?:try|run|do|give)\b.{0,20}\b(?:again|once more|another (?:go|try))|\bretry\b|\bcontinue\b|\bcarry on\b|\bonce more\b", re.IGNORECASE)
_SAME = re.compile(r"\b(?:same|likewise|ditto|also|too|as well|again|once more|another|similarly|identical)\b", re.IGNORECASE)
_CORRECTS = re.compile(r"^\W*(?:no\b|nope|nah|sorry|oops|i mean|i meant|actually|wait|hm+|rather|not\b|make (?:it|that)|but\b|instead|only\b|just\b|argh|wrong|slipped|too\b|way too|a bit|bit\b|more\b|less\b|even\b)|\b(?:i meant|i mean|instead|rather|sorry|not the|is what i)\b", re.IGNORECASE)
_EXCLUSIVE = ({"value_db", "set_db", "loudness_lufs"}, {"bar", "at", "offset", "offset_beats"}, {"bpm", "ratio"}, {"semitones", "cents", "key"}, {"duration", "bars"}, {"style", "reference"})
_TARGETS = ("clip", "clips", "track", "tracks", "midi")
_WHAT = {"apply_effect": "effect", "edit_clip": "action", "mix": "action", "arrange": "action", "transport": "action", "generate_midi": "kind", "describe_music": "aspect"}


def follow_up(text: str, scene: Scene, route: Router) -> list[Step] | None:
    """Steps that only the conversation explains, or None when the request stands for itself."""
    failed = [one for one in scene.last_turn() if not one.ok]
    is_latest = bool(scene.done) and scene.done[-1].turn >= len(scene.context.dialogue) - 1
    if failed and (_RETRY.match(text) or (is_latest and _FIXED.search(text) and len(text.split()) < 9)):
        return retry(scene)
    if _RETRY.match(text) and scene.done:
        return [Step(scene.done[-1].tool, dict(scene.done[-1].args))]
    waiting = pending(scene)
    if waiting:
        return answer(text, waiting, scene, route)
    if not scene.done:
        return None
    return changed(text, failed[0] if failed else scene.done[-1], scene, route)


def pending(scene: Scene) -> str:
    """The request that the last turn asked back about, or ""."""
    dialogue = scene.context.dialogue
    if dialogue and dialogue[-1].calls and dialogue[-1].calls[0].get("tool") == "ask":
        return dialogue[-1].user
    return ""


def retry(scene: Scene) -> list[Step]:
    """The calls of the last turn that failed or did not run, on the outputs that exist."""
    open_calls = [(number, one) for number, one in enumerate(scene.last_turn(), 1)]
    numbers: dict[int, int] = {}
    steps: list[Step] = []
    for number, one in open_calls:
        if one.ok:
            continue
        numbers[number] = len(steps) + 1
        steps.append(Step(one.tool, {name: _renumbered(value, numbers) for name, value in one.args.items()}))
    return steps


def _renumbered(value: Any, numbers: Mapping[int, int]) -> Any:
    if isinstance(value, list):
        return [_renumbered(one, numbers) for one in value]
    match = re.fullmatch(r"\$(\d+)(.*)", value) if isinstance(value, str) else None
    return f"${numbers.get(int(match[1]), int(match[1]))}{match[2]}" if match else value


def answer(text: str, question: str, scene: Scene, route: Router) -> list[Step] | None:
    """A request with the answer to the question about it; None when the answer is a request of its own."""
    own, asked = route(text), route(question)
    if asked.task in ("ask", "chat", "refuse"):
        return None
    if own.task not in ("ask", "chat", "refuse", asked.task) and own.sure > 0.6:
        return None
    told = Clause(text, asked.task, own.kind if own.task == asked.task and own.kind else asked.kind, scene, carries=True)
    first = Clause(question, asked.task, told.kind, scene, carries=True)
    args = merged({**_without_guesses(fill(first))}, fill(told))
    kind_name = _WHAT.get(asked.task)
    if kind_name and told.kind:
        args.setdefault(kind_name, told.kind)
    missing = Clause(f"{question}, {text}", asked.task, told.kind, scene)
    whole = fill(missing)
    for name, value in whole.items():
        if not (name in _TARGETS and any(target in args for target in _TARGETS)):
            args.setdefault(name, value)
    return [Step(asked.task, args)]


def _without_guesses(args: Mapping[str, Any]) -> dict[str, Any]:
    return dict(args)


def changed(text: str, last: Done, scene: Scene, route: Router) -> list[Step] | None:
    """The last call with what the turn changes, or None when the turn asks for something else."""
    own = route(text)
    sure = goes_on(text, last.tool)
    if own.task in ("undo", "redo", "history", "chat", "refuse") and own.sure > 0.45 and sure < 0.9:
        return None
    if own.task != last.tool and (sure < 0.5 or own.sure > 0.9):
        return None
    if own.task == last.tool and sure < 0.2:
        return None
    what = _WHAT.get(last.tool, "")
    old_kind = str(last.args.get(what, ""))
    kind = own.kind if own.task == last.tool and own.kind and own.sure > 0.4 else old_kind
    clause = Clause(text, last.tool, kind, scene, carries=True)
    fresh = fill(clause)
    named = any(name in fresh for name in (*_TARGETS, "image"))
    if what and fresh.get(what) and old_kind and fresh[what] != old_kind:
        if not named and own.task == last.tool:
            fresh |= _target_of(last, scene)
        if last.tool == "arrange":
            return [Step(last.tool, merged({name: value for name, value in last.args.items() if name in ("clip",)}, fresh))]
        return [Step(last.tool, fresh)] if any(name in fresh for name in (*_TARGETS, "bpm", "bar", "bars")) or last.tool in ("transport", "generate_midi") else None
    if own.task == last.tool and named and not _SAME.search(text) and not _CORRECTS.search(text) and _is_whole(clause, fresh, last):
        return None
    return [Step(last.tool, merged(dict(last.args), fresh))]


def _target_of(last: Done, scene: Scene) -> dict[str, Any]:
    if last.out and scene.clip(last.out[-1]):
        return {"clip": last.out[-1]}
    return {name: last.args[name] for name in _TARGETS if name in last.args}


def _is_whole(clause: Clause, fresh: Mapping[str, Any], last: Done) -> bool:
    """Does the turn say everything that the last call had said?"""
    return set(fresh) - {"clip", "track"} >= set(last.args) - {"clip", "track", "clips", "tracks"} or len(set(fresh) - set(_TARGETS)) >= 2


def merged(old: dict[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """The old arguments with the new ones in their place; what excludes an old one removes it."""
    kept = dict(old)
    if any(name in new for name in _TARGETS):
        kept = {name: value for name, value in kept.items() if name not in _TARGETS}
    for group in _EXCLUSIVE:
        if group & set(new):
            kept = {name: value for name, value in kept.items() if name not in group}
    if {"start", "start_bar"} & set(new) and {"end", "end_bar"} & set(new):
        kept = {name: value for name, value in kept.items() if name not in ("start", "end", "start_bar", "end_bar")}
    return kept | dict(new)

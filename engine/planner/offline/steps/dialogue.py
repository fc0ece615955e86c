"""Dialogue: answers to a question, corrections, "same on the bass", retries, "again but …"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState, DoneCall
from engine.planner.offline.reading.previous_call import KIND_OF, TARGETS, merged, numbers_of, pending, targets_of
from engine.planner.offline.reading.router import Route
from engine.planner.offline.slots.clause import Clause
from engine.planner.offline.slots.fill import fill
from engine.planner.offline.slots.order import REST
from engine.planner.offline.steps.amount import by_degree, changed_prompt, mirrored, relative
from engine.planner.offline.steps.answer import Router, answer
from engine.planner.offline.steps.several import (
    alike,
    for_all,
    instead_of_undone,
    last_alike,
)
from engine.planner.offline.text.names import content_words, is_family, likeness, name_words
from engine.planner.offline.text.quantity import quantities
from engine.planner.regex import regex
from engine.tasks.plan import Step

RETRY = regex(
    r"^\W*(?:(?:ok(?:ay)?|please|now|hm+|alright|so|then|right|and|well|yes|just)[\s,]+)*(?:(?:can you "
    r"|could you )?(?:try|run|do|give)\s+(?:it|that|this|them|the (?:rest|last step|failed one))?\s*(?:again"
    r"|once more|one more time|another (?:go|try|shot|crack|stab|bash|attempt))|re-?try(?: (?:it|that|please))?|"
    r"try (?:it )?again|again|once more|one more time|(?:have |take )?another (?:go|try|take|one|version|crack|stab"
    r"|bash|attempt)|(?:an )?alternative(?: one"
    r"| take| version)?\??|do another(?: one)?|carry on|continue|go on|finish (?:it|the rest)|do the rest"
    r"|pick up where .*|resume|go ahead)(?:[\s,]+(?:please|pls|now|then))*\W*$",
    re.IGNORECASE,
)
_FIXED = regex(
    r"\b(?:try|run|do|give)\b.{0,20}\b(?:again|once more|another (?:go|try))|\bretry\b|\bcontinue\b|\bcarry on\b"
    r"|\bonce more\b",
    re.IGNORECASE,
)
_SAME = regex(
    r"\b(?:same|likewise|ditto|also|too|as well|again|once more|another|similarly|identical)\b", re.IGNORECASE
)
_CORRECTS = regex(
    r"^\W*(?:no\b|nope|nah|sorry|oops|i mean|i meant|actually|wait|hm+|rather|not\b|make (?:it|that)|but\b|instead"
    r"|only\b|just\b|argh|wrong|slipped|too\b|way too|a bit|bit\b|more\b|less\b|even\b)|\b(?:i meant|i mean|instead"
    r"|rather|sorry|not the|is what i)\b",
    re.IGNORECASE,
)
_OTHER_ONE = regex(
    r"^\W*(?:(?:no|nope|nah|sorry|wait|i meant|actually)\b[\s,]*)+(?:the )?other(?: one)?\W*$", re.IGNORECASE
)
_LEVEL = regex(r"\b(?:up|down|lower|higher|louder|quieter|softer|hotter|d\s?b|decibels?)\b", re.IGNORECASE)
_POINTS = regex(r"^\W*(?:that|this|it)(?: one)?\W*$", re.IGNORECASE)
""" "That one", and nothing to be done with it."""
_RELATIVE = regex(r"\b(?:half|twice) (?:as|that|of that)\b", re.IGNORECASE)
_OF_IT = regex(r"\b(?:less|more|much|bit|half|little) (?:of|than) (?:it|that|this)\b", re.IGNORECASE)
"""How much of what was done, not another clip."""
_INSTEAD = regex(r"\b(?:instead|rather)\b", re.IGNORECASE)
_FILLER = regex(
    r"\b(?:no|nope|nah|sorry|oops|ah|oh|hm+|wait|actually|i|meant|mean|said|wanted|want|rather|instead|please|pls"
    r"|wrong|not|that|is|was|it's|it|what|for|on|to|and|now|also|too|as well|the same|same|likewise|ditto|do|with"
    r"|just|only|"
    r"then|ok|okay|again|should be|should have been|make|one more|of|in)\b|[^\w\s]"
)
_PLACE_WORD = regex(
    r"\b(?:first|second|third|fourth|fifth|last|other|others|rest|both|all|original|number|one|two|1|2|3|4)\b"
)
_SETTING = regex(
    r"\b(?:go(?:es)?|little|bit|slower|faster|quicker|wet(?:ter|ness)?|dr(?:y|ier)|less|more|deeper|bigger|smaller|longer|shorter|softer"
    r"|instead|rather|as well|too|same|again|ones?|it|that)\b"
)
"""Words for a setting; they name no other effect."""
_NO_NO = regex(r"^\W*no(?:[\s,]+no)+\b", re.IGNORECASE)
_NO_THE = regex(r"\W*no\W+(?:the|my)\b", re.IGNORECASE)
_AND = regex(r"\W*and\b", re.IGNORECASE)
_NOT_THIS = regex(
    r"^\W*(?:no[\s,]+)?not (?:on |for )?(?:the |my )?[\w' -]{1,30}?[,;]\s*(?:but\s+)?(?=\S)", re.IGNORECASE
)


def follow_up(text: str, scene: DialogueState, route: Router) -> list[Step] | None:
    """Steps that only the conversation explains, or None when the request stands for itself."""
    text = _NO_NO.sub("no", text)
    other = _NOT_THIS.match(text)
    if other and only_names(text[other.end() :], scene):
        text = text[other.end() :]
    failed = [one for one in scene.last_turn() if not one.ok]
    is_latest = bool(scene.done) and scene.done[-1].turn >= len(scene.context.dialogue) - 1
    if failed and (RETRY.match(text) or (is_latest and _FIXED.search(text) and len(text.split()) < 9)):
        return retry(scene)
    latest = scene.latest()
    if RETRY.match(text) and latest:
        return [Step(latest.tool, dict(latest.args))]
    mirror = None if scene.matches(text) else mirrored(text, scene.last_turn())
    if mirror:
        return mirror
    waiting = pending(scene)
    if waiting:
        return answer(text, waiting, scene, route)
    if not scene.done or _POINTS.match(text):
        return None
    special = instead_of_undone(text, scene, route)
    if special:
        return special
    last = failed[0] if failed else last_alike(text, scene, route) or latest or scene.done[-1]
    if scene.done[-1].tool == "arrange" and route(text, True)[0].task == "arrange":
        last = scene.done[-1]
    steps = changed(text, last, scene, route)
    return for_all(steps, alike(scene, last), last, lambda one: changed(text, one, scene, route))


def retry(scene: DialogueState) -> list[Step]:
    """The calls of the last turn that failed or did not run, on the outputs that exist; words are asked for anew."""
    calls = scene.last_turn()
    failed = [Step(one.tool, one.args) for one in calls if not one.ok]
    spoken = {text for step in failed for _, text in step.word_references()}
    numbers: dict[int, int] = {}
    steps: list[Step] = []
    for number, one in enumerate(calls, 1):
        if one.ok and f"${number}" not in spoken:
            continue
        numbers[number] = len(steps) + 1
        steps.append(Step(one.tool, {name: _renumbered(value, numbers) for name, value in one.args.items()}))
    return steps


def _renumbered(value: Any, numbers: Mapping[int, int]) -> Any:
    if isinstance(value, list):
        return [_renumbered(one, numbers) for one in value]
    match = re.fullmatch(r"\$(\d+)(.*)", value) if isinstance(value, str) else None
    return f"${numbers.get(int(match[1]), int(match[1]))}{match[2]}" if match else value


_KIN = (
    ("mix", "binauralize"),
    ("speak", "translate_speech"),
    ("generate_midi", "generate_audio"),
    ("generate_audio", "generate_midi"),
    ("generate_audio", "image_to_audio"),
    ("speak", "sing"),
    ("sing", "speak"),
)
"""(what a few words alone sound like, what they change when it was the last call): "left instead", "aloud too"."""


_BARE_NUMBER = regex(
    r"^\W*(?:(?:no|nah|hmm?|ok(?:ay)?|try|say|make it|rather|sorry)\W+)*\d+(?:\.\d+)?\W*$", re.IGNORECASE
)


def changed(text: str, last: DoneCall, scene: DialogueState, route: Router) -> list[Step] | None:
    """The last call with what the turn changes, or None when the turn asks for something else."""
    own = route(text, True)
    words = len(text.split())
    kin = (own[0].task, last.tool) in _KIN and words <= 7 and not scene.matches(text) and not _is_level(own[0], text)
    is_other = own[0].task not in (last.tool, *REPLIES) and own[0].sure > 0.7 and not _OTHER_ONE.match(text)
    is_other = is_other and not (own[0].task == "undo" and _NO_THE.match(text) and only_names(text, scene))
    names = only_names(text, scene) and not is_other and not quantities(text)
    bare = bool(_BARE_NUMBER.match(text)) and bool(numbers_of(last.args))
    amends = bare or _amends(text, last, own)
    if own[0].task != last.tool and not (kin or names or amends):
        return None
    what = KIND_OF.get(last.tool, "")
    old_kind = str(last.args.get(what, ""))
    kind = _kind(text, own[0] if own[0].task == last.tool else Route(last.tool, "", 0.0), old_kind, scene)
    clause = Clause(text, last.tool, kind, scene, carries=True)
    fresh = fill(clause)
    if _OF_IT.search(text):
        fresh = {name: value for name, value in fresh.items() if name not in TARGETS}
    named = any(name in fresh for name in (*TARGETS, "image"))
    if last.tool == "change_tempo_key" and last.out and _AND.match(text) and not set(fresh) & set(last.args):
        return [Step(last.tool, {"clip": last.out[-1], **fresh})]
    if own[0].task != last.tool and amends and not (names or bare) and set(fresh) <= {*TARGETS, what}:
        return None
    if what and fresh.get(what) and old_kind and fresh[what] != old_kind:
        if named:
            return None
        return [Step(last.tool, (targets_of(last) if _INSTEAD.search(text) else _target_of(last, scene)) | fresh)]
    goes_on = _SAME.search(text) or _CORRECTS.search(text) or what == "effect" and not _says_kind(text, last, scene)
    if named and not goes_on and _is_whole(fresh, last):
        return None
    if moved := _moved(text, last, fresh):
        return [moved]
    amounts = clause.amounts
    fresh = relative(text, last.args, fresh, amounts)
    if last.args.get("prompt") and "prompt" in fresh:
        fresh = changed_prompt(text, str(last.args["prompt"]), fresh)
    args = merged(dict(last.args), fresh)
    is_unchanged = {name: args[name] for name in args if name not in TARGETS} == {
        name: value for name, value in last.args.items() if name not in TARGETS
    }
    return [Step(last.tool, by_degree(text, last.tool, args) if is_unchanged else args)]


def _moved(text: str, last: DoneCall, fresh: Mapping[str, Any]) -> Step | None:
    """ "No, 17" moves what was just placed; "also at 17" is one more of it."""
    where = {name: fresh[name] for name in ("bar", "at") if name in fresh}
    is_place = last.tool == "arrange" and last.args.get("action") in ("place", "move") and "clip" in last.args
    fresh = {name: value for name, value in fresh.items() if (name, value) != ("clip", last.args.get("clip"))}
    if not is_place or len(where) != 1 or set(fresh) - {"bar", "at", "action"} or REST.search(text.lower()):
        return None
    if re.search(r"\b(?:also|again|too|as well)\b", text.lower()):
        kept = {name: value for name, value in last.args.items() if name in ("clip", "track")}
        return Step("arrange", {**kept, "action": "duplicate", **where})
    return Step("arrange", {"action": "move", "clip": last.args["clip"], **where})


def _amends(text: str, last: DoneCall, own: list[Route]) -> bool:
    """A short turn with a number for a setting of the last call: "make it 4 bars", "and 30% wet"."""
    if _RELATIVE.search(text) and len(text.split()) <= 5 and numbers_of(last.args):
        return True
    if own[0].sure > 0.6 or len(text.split()) > 7 or not quantities(text):
        return False
    return last.tool in [one.task for one in own[:4]]


def _is_level(own: Route, text: str) -> bool:
    """ "4 lower": a level, whatever the call before was; sides and widths are panned."""
    return own.kind == "gain" and own.task == "mix" and bool(_LEVEL.search(text))


def _kind(text: str, own: Route, old: str, scene: DialogueState) -> str:
    """The kind of the changed call: another one only when the words name it, not when they only change a setting."""
    if not own.kind or not old:
        return own.kind or old
    if own.sure <= 0.6 or _SAME.search(text):
        return old
    if _is_level(own, text):
        return own.kind
    span = Clause(text, own.task, old, scene).said(KIND_OF.get(own.task, ""))
    told = re.sub(r"\d\S*", " ", _SETTING.sub(" ", span.text.lower())) if span else ""
    if KIND_OF.get(own.task) == "action":
        return own.kind if re.search(r"\w", told) or not quantities(text) else old
    return own.kind if content_words(told) else old


def only_names(text: str, scene: DialogueState) -> bool:
    """A turn that says nothing but which clip or track: "sorry, I meant the rhodes", "and the second"."""
    rest = _FILLER.sub(" ", text.lower())
    words = [word for word in content_words(rest) if not _PLACE_WORD.fullmatch(word)]
    if re.search(r"\b(?:take|get|throw|cut)\b.*\bout\b", text.lower()):
        return False
    if not words:
        return any(word != "one" for word in _PLACE_WORD.findall(rest))
    things = (
        [clip.name for clip in scene.clips]
        + [tag for clip in scene.clips for tag in clip.tags]
        + list(scene.context.tracks)
        + [view.name for view in scene.context.files]
    )
    named = [part for thing in things for part in name_words(thing)]
    return len(words) <= 4 and all(
        any(likeness(word, other) >= 0.75 for other in named) or any(is_family(word, other) for other in named)
        for word in words
    )


def _target_of(last: DoneCall, scene: DialogueState) -> dict[str, Any]:
    if last.out and scene.clip(last.out[-1]):
        return {"clip": last.out[-1]}
    return targets_of(last)


def _says_kind(text: str, last: DoneCall, scene: DialogueState) -> bool:
    """Do the words themselves tell the kind of work?"""
    return bool(fill(Clause(text, last.tool, "", scene, carries=True)).get(KIND_OF[last.tool]))


def _is_whole(fresh: Mapping[str, Any], last: DoneCall) -> bool:
    """Does the turn say everything that the last call had said?"""
    said, had = set(fresh) - set(TARGETS), set(last.args) - set(TARGETS)
    return said >= had or len(said) >= 2

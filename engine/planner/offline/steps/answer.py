"""Answers: a request with what the turn after the question about it says."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.reading.previous_call import KIND_OF, TARGETS, merged
from engine.planner.offline.reading.router import Route
from engine.planner.offline.slots.clause import Clause, tidy
from engine.planner.offline.slots.fill import fill
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.words import COMMANDS, SESSION_COMMANDS
from engine.planner.regex import regex
from engine.tasks.plan import Step
from engine.tasks.task import find_task

Router = Callable[[str, bool], list[Route]]
"""Ranks the tasks of a text, in the conversation or (False) as if it stood alone."""
_BOTH = regex(r"\b(?:both|all|each|every one|everyone|the lot)\b", re.IGNORECASE)
_LEAD = regex(
    r"^\W*(?:(?:ok(?:ay)?|yes|well|oh|um|er|hm+|please|make it|in|into|to|say|let'?s say|it'?s|that'?s|the|an?)\b"
    r"[\s,]*)*(?=\w)",
    re.IGNORECASE,
)
_SIGNED = ("value_db", "gain_db", "semitones", "ratio", "offset", "offset_beats", "cents")
_STOPS = regex(
    r"^\W*(?:please )?(?:stop|halt|pause|play)(?: (?:it|now|please|playing|the playback))*\W*$", re.IGNORECASE
)
""" "Stop" answers no question about a clip, least of all which one is to be deleted."""
_ASKS = regex(r"^\W*(?:what|which|where|when|who|how|is|are|does|do)\b(?! about\b)", re.IGNORECASE)
_POINTS = regex(
    r"\b(?:it|this|that|these|those|ones?|selected|selection|both|all|each|every\w*|first|last)\b", re.IGNORECASE
)
_SPEAKS = regex(r"\b(?:say|speak|spoken|read|voice|narrat|announc|tell)", re.IGNORECASE)
_LONGEST = 6
"""Words of an answer that is nothing but the words asked for."""


def answer(text: str, question: str, scene: DialogueState, route: Router) -> list[Step] | None:
    """A request with the answer to the question about it; None when the answer is a request of its own."""
    own = route(text, True)
    if own[0].task in ("chat", "refuse", "undo", "redo", "history") and own[0].sure > 0.5:
        return None
    if _is_new_request(text, own, route(question, False)):
        return None
    best, kind = _asked(own, route(question, False))
    if best is None or best == "speak" and not _SPEAKS.search(question):  # any answer could be spoken
        return None
    told = fill(Clause(text, best, kind, scene, carries=True))
    asked = Clause(question, best, kind, scene, carries=True)
    if things(question, scene) and not things(text, scene) and not _POINTS.search(text):
        told = {name: value for name, value in told.items() if name not in TARGETS}  # what is selected was not meant
    args = merged(fill(asked), told)
    kind_name = KIND_OF.get(best)
    if kind_name and kind:
        args.setdefault(kind_name, kind)
    if several := _several(text, asked):
        args = merged(args, {"clip": several})
    for name, value in fill(Clause(f"{question}, {text}", best, kind, scene)).items():
        if name in _SIGNED and told.get(name) and name in args:
            args[name] = value
        elif not (name in TARGETS and any(target in args for target in TARGETS)):
            args.setdefault(name, value)
    return [Step(best, args | _in_its_words(text, best, args))]


def _asked(own: list[Route], read: list[Route]) -> tuple[str | None, str]:
    """The task and kind that the question was about, in the light of the answer."""
    routes = [one for one in read if one.task not in REPLIES]
    total = sum(one.sure for one in routes) or 1.0
    asked = {one.task: replace(one, sure=one.sure / total) for one in routes}
    scored = [
        (one.sure * (asked[one.task].sure if one.task in asked else 0.02), one)
        for one in own
        if one.task not in REPLIES
    ]
    scored += [(one.sure * 0.02, one) for one in asked.values()]
    best = max(scored, key=lambda pair: pair[0])[1] if scored else None
    first = asked.get(best.task) if best else None
    if best is None or first is None:
        return None, ""
    return best.task, best.kind if best.kind and best.sure > 0.4 else first.kind


def _several(text: str, asked: Clause) -> list[str]:
    """ "Both of them" after the question which of some: all that the words of the request fit equally well."""
    span = asked.said("clip", "clips")
    if span is None or not _BOTH.search(text):
        return []
    rivals = asked.scene.rivals(span.text, ("audio", "midi"))
    return rivals if 1 < len(rivals) < len(asked.scene.clips) else []


def _in_its_words(text: str, task: str, args: dict[str, Any]) -> dict[str, str]:
    """The one text or language that is still needed: the answer as it stands."""
    needed = [arg for arg in find_task(task).args if arg.required and arg.name not in args]
    lead = _LEAD.match(text)
    words = tidy(text[lead.end() :] if lead else text)
    if len(needed) != 1 or needed[0].type not in ("text", "language") or not 1 <= len(words.split()) <= _LONGEST:
        return {}
    return {needed[0].name: words}


def _is_new_request(text: str, own: list[Route], asked: list[Route]) -> bool:
    """Does a turn after a question say a whole request of its own, for something else?"""
    words = re.findall(r"[\w'-]+", text.lower())
    if _STOPS.match(text):
        return True
    if _ASKS.match(text) and len(words) >= 3 and own[0].task not in REPLIES and own[0].sure >= 0.5:
        return own[0].task not in [one.task for one in asked[:1]]
    if len(words) < 3 or words[0] not in COMMANDS | SESSION_COMMANDS or own[0].task in REPLIES or own[0].sure < 0.5:
        return False
    first = next((one for one in asked if one.task not in REPLIES), None)
    return first is None or (first.task, first.kind) != (own[0].task, own[0].kind)

"""Several calls at once: what a turn says of all calls of the last one, of what was undone, of the others left."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState, DoneCall
from engine.planner.offline.reading.previous_call import KIND_OF, TARGETS, kind_of, numbers_of, targets_of
from engine.planner.offline.slots.clause import Clause
from engine.planner.offline.slots.fill import fill
from engine.planner.offline.steps.answer import Router
from engine.planner.offline.text.names import content_words
from engine.planner.regex import regex
from engine.tasks.plan import Step
from engine.tasks.task import find_task

_THERE = regex(r"\b(?:there|instead|in its place)\b")


def alike(scene: DialogueState, last: DoneCall) -> list[DoneCall]:
    """The calls of the last turn, when it made several of the kind of its last one."""
    calls = [one for one in scene.last_turn() if one.tool == last.tool and kind_of(one) == kind_of(last)]
    return calls if len(calls) > 1 and len(calls) == len(scene.last_turn()) and last in calls else []


def for_all(
    steps: list[Step] | None, group: list[DoneCall], last: DoneCall, change: Callable[[DoneCall], Any]
) -> list[Step] | None:
    """A change that names no clip of its own, done to every call of a turn of several."""
    if not steps or len(steps) != 1 or not group or steps[0].task != last.tool:
        return steps
    said = {name: value for name, value in steps[0].args.items() if name in TARGETS}
    what = KIND_OF.get(last.tool, "")
    if said != targets_of(last) or what and steps[0].args.get(what) != last.args.get(what):
        return steps
    if dict(steps[0].args) == dict(last.args):
        return steps
    made = [change(one) for one in group]
    return [step for some in made if some for step in some]




def instead_of_undone(text: str, scene: DialogueState, route: Router) -> list[Step] | None:
    """ "Put a phaser there instead" after an undo: on what the undone call worked on."""
    own = route(text, True)[0]
    if not scene.done or scene.done[-1].tool != "undo" or own.task in REPLIES or not _THERE.search(text.lower()):
        return None
    undone = _undone(scene)
    args = fill(Clause(text, own.task, own.kind, scene, carries=True))
    if not re.search(r"\b(?:the|my)\b", text.lower()):
        args = {name: value for name, value in args.items() if name not in TARGETS}
    if undone is None or own.task == undone.tool == "mix" or any(name in args for name in TARGETS):
        return None
    known = {arg.name for arg in find_task(own.task).args}
    target = {name: value for name, value in targets_of(undone).items() if name in known}
    return [Step(own.task, target | args)] if target and set(args) - set(TARGETS) else None








def _undone(scene: DialogueState) -> DoneCall | None:
    """The call that the last undo took back."""
    calls = [one for one in scene.done if one.tool not in ("undo", "redo", "history")]
    about = content_words(str(scene.done[-1].args.get("target") or ""))
    for one in reversed(calls):
        clip = scene.clip(one.args.get("clip"))
        words = " ".join(map(str, (one.tool, *one.args.values(), clip.name if clip else ""))).lower()
        if not about or any(word in words for word in about):
            return one
    return None




def last_alike(text: str, scene: DialogueState, route: Router) -> DoneCall | None:
    """ "The snaps to the right, same amount": the last call of the kind that the turn asks for."""
    if not re.search(r"\bsame (?:amount|number|size|distance|settings?)\b|\bby the same\b", text.lower()):
        return None
    own = route(text, True)[0]
    found = [one for one in scene.done if one.tool == own.task and kind_of(one) == own.kind and numbers_of(one.args)]
    return found[-1] if found else None





"""Several calls at once: what a turn says of all calls of the last one, of what was undone, of the others left."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState, DoneCall
from engine.planner.offline.reading.previous_call import KIND_OF, TARGETS, kind_of, numbers_of, targets_of
from engine.planner.offline.slots.clause import Args, Clause
from engine.planner.offline.slots.fill import fill
from engine.planner.offline.slots.order import ALL, REST, by_place
from engine.planner.offline.steps.answer import Router
from engine.planner.offline.text.names import content_words
from engine.tasks.plan import Step
from engine.tasks.task import find_task

_MODE = re.compile(r"\b(major|minor)\b(?! (?:third|second|sixth|seventh))")
_KEY = re.compile(
    r"^\W*(?:(?:no|sorry|oops|wait|i mean|i meant|make (?:it|that)|it'?s|that'?s|in|actually|rather)\b[\s,]*)*"
    r"(?P<tonic>[a-g](?:\s?(?:#|♯|♭|b|sharp|flat)(?!\w))?)?\s*(?P<mode>major|minor)\b"
    r"(?:[\s,]+(?:not \w+(?: \w+)?|please|sorry|instead|rather|duh|actually|then|i mean))*\W*$"
)
_SAME_OF = re.compile(
    r"[\s,]*\b(?:in|for|at|with|of|and|but)?\s*(?:the )?same (?P<what>length|duration|bars|key|tempo|bpm|speed)\b"
    r"(?:\s+and\s+(?:the )?(?:same )?(?P<too>length|duration|bars|key|tempo|bpm|speed)\b)?[\s,]*",
    re.IGNORECASE,
)
_CARRIED = {"length": ("bars", "duration"), "duration": ("duration", "bars"), "bars": ("bars",), "key": ("key",)}
_THERE = re.compile(r"\b(?:there|instead|in its place)\b")


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


def rekeyed(text: str, scene: DialogueState) -> list[Step] | None:
    """ "E minor", "I mean minor": another key for the calls of the last turn that had one."""
    match = _KEY.match(text.lower())
    steps = []
    for one in scene.last_turn() if match else ():
        if match and isinstance(old := one.args.get("key"), str):
            tonic = match["tonic"] or _MODE.sub("", old).strip()
            steps.append(Step(one.tool, {**one.args, "key": f"{tonic[:1].upper()}{tonic[1:]} {match['mode']}"}))
    return steps or None


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


_ALL_STEPS = re.compile(
    r"\b(?:both (?:of (?:those|these|them)|steps|things)|(?:two|three|all the|all those) (?:things|steps|moves)"
    r"|all (?:of )?that|the (?:whole )?(?:chain|lot)|everything)\b"
)


def chain_again(text: str, scene: DialogueState) -> list[Step] | None:
    """ "Both of those on the caller, too": the last calls that worked on each other's outputs, on another clip."""
    chain = scene.done[-1:]
    while chain and (before := _maker_of(chain[0], scene)):
        chain = [before, *chain]
    if len(chain) < 2 or not _ALL_STEPS.search(text.lower()):
        return None
    clip = fill(Clause(text, chain[0].tool, kind_of(chain[0]), scene, carries=True)).get("clip")
    if not isinstance(clip, str) or clip in {one.args.get("clip") for one in chain}:
        return None
    return [
        Step(one.tool, {**one.args, "clip": clip if number == 0 else f"${number}"}) for number, one in enumerate(chain)
    ]


def _maker_of(call: DoneCall, scene: DialogueState) -> DoneCall | None:
    """The call whose output another one worked on."""
    before = scene.done[: scene.done.index(call)]
    return next((one for one in reversed(before) if call.args.get("clip") in one.out), None)


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


def same_of(text: str, scene: DialogueState, route: Router) -> list[Step] | None:
    """ "Now drums, same length": a call with the length, the key or the tempo of the last call that had one."""
    match = _SAME_OF.search(text)
    rest = " ".join(part.strip(" ,") for part in (text[: match.start()], text[match.end() :])).strip() if match else ""
    if not match or not content_words(rest):
        return None
    own = route(rest, True)[0]
    known = {arg.name for arg in find_task(own.task).args} if own.task not in REPLIES else set()
    held: Args = {}
    for what in filter(None, match.groups()):
        wanted = [name for name in _CARRIED.get(what.lower(), ("bpm",)) if name in known]
        calls = ((one, name) for one in reversed(scene.done) for name in wanted if name in one.args)
        held |= next(({name: one.args[name]} for one, name in calls), {})
    clause, last = Clause(rest, own.task, own.kind, scene), scene.done[-1]
    if not held or own.sure < 0.4 or own.task == last.tool and own.kind in ("", kind_of(last)):
        return None
    args = fill(clause)
    return None if clause.missing else [Step(own.task, held | args)]


def last_alike(text: str, scene: DialogueState, route: Router) -> DoneCall | None:
    """ "The snaps to the right, same amount": the last call of the kind that the turn asks for."""
    if not re.search(r"\bsame (?:amount|number|size|distance|settings?)\b|\bby the same\b", text.lower()):
        return None
    own = route(text, True)[0]
    found = [one for one in scene.done if one.tool == own.task and kind_of(one) == own.kind and numbers_of(one.args)]
    return found[-1] if found else None


def left_over(text: str, last: DoneCall, scene: DialogueState) -> list[str]:
    """ "The other two too", "both": the several clips that a turn of nothing else counts, for a call on one clip."""
    low = text.lower()
    if "clip" not in last.args or not (REST.search(low) or ALL.search(low)):
        return []
    if REST.search(low) and len(rest := _not_yet(last, scene)) > 1:
        return rest
    found = by_place(Clause(text, last.tool, "", scene, carries=True), low, ("audio", "midi"))
    return found if isinstance(found, list) else []


def _not_yet(last: DoneCall, scene: DialogueState) -> list[str]:
    """Those of the clips made together, or of the session's own, that got no call of this kind yet."""
    calls = [one for one in scene.done if one.tool == last.tool and kind_of(one) == kind_of(last)]
    had = {clip for one in calls for clip in (one.args.get("clip"), *one.out)}
    together = next((list(one.out) for one in reversed(scene.done) if len(one.out) > 1), scene.sources())
    return [clip for clip in together if clip not in had] if last.args.get("clip") in together else []

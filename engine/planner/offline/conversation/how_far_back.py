"""How far back: "put it back how it was" behind "down 3" and "no, 5" is before both; a bare "undo" is the last turn.

What was made and then changed goes with all that was done to it: "throw it away".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.conversation.acts import ONLY_TELLS, things_of
from engine.planner.offline.conversation.become import taken_back_acts
from engine.planner.offline.conversation.beside_failures import did_nothing, was_not_run
from engine.planner.offline.conversation.named_undo import is_making, named_but_not_done, named_undo, with_corrections
from engine.planner.offline.conversation.reading import row_of
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.reading.previous_call import pending
from engine.planner.offline.steps.unasked_undo import NOTHING_CALLED
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_NO_ACTS = (*ONLY_TELLS, "export", "undo", "redo")
_IT = r"(?:it|that|this|them|those|him|her)"
_DEED = re.compile(
    rf"\b(?:put|set|bring|get|turn|move) {_IT}(?: all)? back\b"
    r"|\b(?:how|as|like|where|the way|what) (?:it|they) (?:was|were)\b"
    rf"|\b(?:like|as) before\b|\btake {_IT} (?:back )?(?:off|out|away)\b|\b(?:off|out|away) again\b"
)
"""The deed is not wanted, however many turns it took."""
_GONE = re.compile(
    rf"\b(?:throw|chuck|toss) {_IT} (?:away|out)\b|\baway with {_IT}\b|\bget rid of {_IT}\b"
    rf"|\b(?:drop|scrap|lose|ditch|bin|kill|delete|remove|trash) {_IT}\b|\btake {_IT} (?:off|out|away)\b"
)
"""A thing is not wanted."""
_WHOLLY = re.compile(
    r"\b(?:at (?:the (?:start|beginning)|first)|originally|in the first place|all of (?:it|that|them)|all that)\b"
)
""" "All of it": whatever was done to the thing, and the same to others."""
_NAMES_NOTHING = re.compile(
    r"(?:(?:before|then|please|pls|all|of|it|that|this|them|as|was|were|how|like|to|the|way|again|now|though|altogether"
    r"|completely|just|so)[\s,.!]*)+",
    re.IGNORECASE,
)
""" "Undo then", "like it was before please": no name of anything that was done."""
_LESS_FAR = re.compile(r"\b(?:last|one|a) (?:step|turn|change|edit|one|thing)\b|\bonly\b|\bjust\b")


_SAYS_MORE = re.compile(r"\b(?:before|earlier|last|previous|the one|everything|all|too|also|both)\b")
_ASKS_BACK = re.compile(r"\bback\b|\bundo\b")
_POINTS = re.compile(rf"\b{_IT}\b")
DROPPED = "Nothing was done for that, so there is nothing to take back; say “undo” again for what was done before it."


def as_far_back(steps: Sequence[Step], text: str, scene: DialogueState) -> list[Step]:
    """The steps; an undo of the last turn becomes one of all the turns that the words mean."""
    low = plain(text).lower()
    steps = [_without_no_name(step) for step in steps]
    if any(_is_bare(step) for step in steps) and all(_is_bare(step) or step.op == "fix" for step in steps):
        steps = [Step("undo", {})]  # "too much, put it back": not less of it first
    if [(step.task, dict(step.args)) for step in steps] != [("undo", {})] or _LESS_FAR.search(low):
        return list(steps)
    asked = str((scene.context.dialogue[-1].calls[0].get("args") or {}).get("text", "")) if pending(scene) else ""
    if asked and not _ASKS_BACK.search(asked) and not _SAYS_MORE.search(low):
        return [Step("chat", {"text": DROPPED})]  # it was not done yet
    before = scene.context.dialogue[-1] if scene.context.dialogue else None
    if before and not _SAYS_MORE.search(low) and (was_not_run(before) or did_nothing(before) and _POINTS.search(low)):
        return [Step("chat", {"text": DROPPED})]
    state = State.of(scene)
    if name := named_but_not_done(text, state):
        return [Step("ask", {"text": NOTHING_CALLED.format(name)})]
    acts = [one for one in state.frames if one.is_live and one.tool not in _NO_ACTS]
    if not acts or not all(one.request for one in acts):
        return list(steps)
    named = named_undo(text, state)
    if named and named != [Step("undo", {"target": f"#{acts[-1].request}"})]:
        return named  # it is said what goes, so it is not whatever came last
    last = [one for one in acts if one.turn == acts[-1].turn]
    found = list(last)
    if _DEED.search(low) or _GONE.search(low):
        found += _same_deed(last, acts)
    if _WHOLLY.search(low):
        found += _same_deed(last, acts, of_others=True)
        found += [one for one in acts if any(things_of(one, state) & things_of(other, state) for other in last)]
    if _GONE.search(low) and (made := _made(last, acts, state)):
        found += [one for one in acts if _is_only_about(one, made, state)]
    found = [one for one in acts if any(one is other for other in found)]
    if not _GONE.search(low) and any(not is_making(one) for one in found):
        found = [one for one in found if not is_making(one)]
    return (taken_back_acts(found, acts) if len({one.turn for one in found}) > 1 else None) or list(steps)


def _is_bare(step: Step) -> bool:
    return step.task == "undo" and not step.args


def _without_no_name(step: Step) -> Step:
    target = str(step.args.get("target") or "")
    return Step("undo", {}) if step.task == "undo" and _NAMES_NOTHING.fullmatch(target) else step


def _same_deed(last: Sequence[Frame], acts: Sequence[Frame], *, of_others: bool = False) -> list[Frame]:
    """What the last turn put right or went on with: the turns right before it that did the same to the same."""
    found = [other for one in last for other in with_corrections(one, acts)]
    deeds = {(one.tool, one.kind) for one in last}
    for turn in sorted({one.turn for one in acts}, reverse=True):
        those = [one for one in acts if one.turn == turn]
        is_same = {(one.tool, one.kind) for one in those} == deeds
        if not is_same or not of_others and {_target(one) for one in those} != {_target(one) for one in last}:
            break
        found += those
    return found


def _target(frame: Frame) -> tuple[str, ...]:
    tracks = (str(frame.args.get("track") or ""), *map(str, frame.args.get("tracks") or ()))
    return tuple(sorted({one for one in (*tracks, *frame.clips()) if one}))


def _made(last: Sequence[Frame], acts: Sequence[Frame], state: State) -> set[str]:
    """What the conversation made, where the last turn was about it."""
    made = {out for one in acts if (row := row_of(one.tool)) and row.on_session == "adds" for out in one.out}
    return made & {thing for one in last for thing in things_of(one, state)}


def _is_only_about(frame: Frame, made: set[str], state: State) -> bool:
    """Was a call about these, or about a track with nothing else on it?"""
    clips = {one for one in things_of(frame, state) if not one.startswith("track:")}
    return bool(clips & made) and (bool(made & {*frame.clips(), *frame.out}) or clips <= made)

"""What came to nothing is no ground to build on: "2 dB more" behind a request that failed is about the one before it.

Only what changes the failed call itself is another try at it: "split it at bar 40" failed, "no, at bar 4".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from engine.planner.context import NOT_RUN, Exchange
from engine.planner.offline.conversation.alone import leans
from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_CORRECTS = ("fix", "again")
_HAS_UNIT = regex(
    r"\d ?(?:%|percent|db|k?hz|bpm|ms|s|bars?|beats?|cents?|semitones?|octaves?)(?!\w)", re.IGNORECASE
)
"""No number of a take has one."""


def beside_failures(
    text: str, scene: DialogueState, understand: Callable[[str, DialogueState], list[Step]]
) -> list[Step]:
    """The steps of a request; of a correction behind what failed, those it has without the failed turns."""
    steps = understand(text, scene)
    done = list(scene.context.dialogue)
    while done and did_nothing(done[-1]):
        done.pop()
        while done and {str(call.get("tool", "")) for call in done[-1].calls} == {"chat"}:
            done.pop()  # only words lie between
    if not done or len(done) == len(scene.context.dialogue) or _is_another_try(text, steps, scene):
        return steps
    without = understand(text, DialogueState.of(replace(scene.context, dialogue=tuple(done))))
    is_correction = all(step.op in _CORRECTS and step.base for step in without)
    names_nothing = leans(text) or not things(text, scene)
    is_left_over = names_nothing or all(step.task in REPLIES or step.op != "fresh" for step in steps)
    is_undo = all(step.task == "undo" for step in without)
    return without if is_correction and is_left_over or is_undo else steps


def did_nothing(turn: Exchange) -> bool:
    """Did all calls of a turn fail, never run, or was it refused?"""
    tools = [str(call.get("tool", "")) for call in turn.calls]
    if tools == ["refuse"]:
        return True
    results = {one.call: one for one in turn.results}
    are_known = bool(tools) and all(at in results and not results[at].ok for at in range(len(tools)))
    return are_known and not any(tool in REPLIES for tool in tools)


def was_not_run(turn: Exchange) -> bool:
    """Was none of it begun: its plan was not approved, or stopped before?"""
    return did_nothing(turn) and bool(turn.results) and all(one.error == NOT_RUN for one in turn.results)


def _is_another_try(text: str, steps: Sequence[Step], scene: DialogueState) -> bool:
    """Do the steps call anew what failed, in some other way than before?"""
    state = State.of(scene)
    for step in steps:
        base = state.frame(step.base) if step.op != "fresh" else None
        is_same = base is None or base.tool == step.task and dict(base.args) == dict(step.args)
        if base is None or base.is_live or is_same or base.tool == "take" and _HAS_UNIT.search(plain(text)):
            return False
    return True

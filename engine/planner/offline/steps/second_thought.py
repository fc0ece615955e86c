"""Second thoughts: the plan of a request that changes its mind within the sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from engine.errors import UserError
from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState, DoneCall
from engine.planner.offline.reading.previous_call import merged
from engine.planner.offline.slots.clause import Clause
from engine.planner.offline.slots.fill import fill
from engine.planner.offline.steps.compose import in_words_of_its_own, spread
from engine.planner.offline.text.self_correction import LONGEST, change_of_mind, is_new_command
from engine.planner.offline.text.words import COMMANDS
from engine.planner.regex import regex
from engine.tasks.plan import Step
from engine.tasks.task import find_task

_AND_MORE = regex(
    rf"[\s,;]+(?:and\s+then\s+|then\s+|and\s+(?=(?:{'|'.join(sorted(COMMANDS))})\b))", re.IGNORECASE
)
"""More steps behind what replaces something."""


def mended(text: str, scene: DialogueState, plan: Callable[[str, DialogueState], list[Step]]) -> list[Step] | None:
    """The plan of a request that changes its mind: the last word counts."""
    turn = change_of_mind(text)
    if not turn:
        return None
    head, tail = turn
    more = _AND_MORE.search(tail)
    if more and (repaired := mended(text[: text.find(tail, len(head)) + more.start()], scene, plan)):
        inside = replace(scene, steps=[(step.task, dict(step.args)) for step in repaired])
        return in_words_of_its_own(tail[more.end() :], inside, repaired)
    if len(tail.split()) > LONGEST:
        return None
    before = plan(head, DialogueState(scene.context, list(scene.done)))
    if before[-1].task in REPLIES:
        return in_words_of_its_own(tail, scene) if is_new_command(tail) else None
    last = before[-1]
    if is_new_command(tail):
        done = DoneCall(last.task, last.args, (), True, len(scene.context.dialogue))
        after = in_words_of_its_own(tail, DialogueState(scene.context, [*scene.done, done]))
        return [*before[:-1], *after] if after[0].task not in REPLIES else None
    kind = str(last.args.get("effect" if last.task == "apply_effect" else "action", ""))
    clause = Clause(tail, last.task, kind, replace(scene, steps=[]), carries=True)
    fresh = {name: value for name, value in fill(clause).items() if last.args.get(name) != value}
    try:
        changed = [*before[:-1], *spread(last.task, merged(dict(last.args), fresh))]
        return changed if fresh and all(find_task(step.task).check(step.args) for step in changed) else None
    except UserError:
        return None

"""Readings of what is new: the rules' request for other things, and what else the words may ask for."""

from __future__ import annotations

from collections.abc import Iterator

from engine.planner.offline.conversation.carried_values import carried, measured
from engine.planner.offline.conversation.change import ArgumentChange
from engine.planner.offline.conversation.figures import number_changes
from engine.planner.offline.conversation.reading import KEPT, NOTHING, Reading, aimed, row_of
from engine.planner.offline.conversation.things import Target
from engine.planner.offline.conversation.turn import TurnRead
from engine.planner.offline.reading.dialogue_state import REPLIES
from engine.planner.offline.reading.previous_call import KIND_OF, merged
from engine.tasks.plan import Step


def fresh(turn: TurnRead) -> Iterator[Reading]:
    """The rules' request for other things, and what else the words may ask for."""
    if len(turn.rules) == 1 and turn.rules[0].task not in REPLIES:
        step = turn.rules[0]
        for target in turn.targets(None):
            yield Reading(
                tuple(aimed(turn.state, step.task, step.args, target)),
                "fresh",
                None,
                target,
                ArgumentChange((), "rules"),
            )
        row = row_of(step.task)
        for change in (
            (
                *carried(turn.things.low, turn.things.words, row, turn.state, step.args),
                *measured(turn.things.low, row, turn.state),
            )
            if row
            else ()
        ):
            args = merged(dict(step.args), dict(change.args))
            yield Reading((Step(step.task, args),), "fresh", None, Target((), "rules"), change)
            for target in turn.targets(None)[:4]:
                yield Reading(tuple(aimed(turn.state, step.task, args, target)), "fresh", None, target, change)
    focus = turn.scene.focus()
    for route in turn.routes[:3]:
        row = row_of(route.task)
        if row is None or route.task in REPLIES or route.sure < 0.04:
            continue
        said = turn.filled(route.task, route.kind)
        what = KIND_OF.get(route.task, "")
        if what and route.kind and what not in said:
            said = {**said, what: route.kind}
        figures = [NOTHING, *list(number_changes(turn.things.low, turn.things.words, turn.figures, row, {}))[:3]]
        figures += list(carried(turn.things.low, turn.things.words, row, turn.state, said))[:2]
        figures += list(measured(turn.things.low, row, turn.state))[:4]
        targets = [KEPT, *turn.targets(None)[:5]]
        if focus:
            targets.append(Target((focus,), "last"))
        if turn.scene.context.selected_clips:
            targets.append(Target(tuple(turn.scene.context.selected_clips), "selected"))
        for target in targets:
            for change in figures:
                args = merged(said, dict(change.args))
                yield Reading(tuple(aimed(turn.state, route.task, args, target)), "fresh", None, target, change)

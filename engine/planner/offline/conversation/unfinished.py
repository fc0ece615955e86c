"""Readings of what failed or was never reached: again, with a change, or without it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from engine.planner.offline.conversation.possible_changes import changes_of
from engine.planner.offline.conversation.reading import KEPT, NOTHING, Reading, told_as
from engine.planner.offline.conversation.several_calls import picked
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.conversation.turn import TurnRead
from engine.planner.offline.reading.previous_call import merged
from engine.tasks.plan import Step


def unfinished(turn: TurnRead) -> Iterator[Reading]:
    """What failed or was never reached: again, with a change, or without it."""
    broken = [one for one in turn.state.frames if one.state in ("failed", "waiting")]
    numbers = sorted({one.turn for one in broken}, reverse=True)[:3]
    for number in numbers:
        left = [one for one in turn.state.turn(number) if one.state in ("failed", "waiting")]
        done_later = {(one.tool, one.kind) for one in turn.state.frames if one.turn > number and one.is_live}
        open_still = [one for one in left if (one.tool, one.kind) not in done_later] or left
        for some in (open_still, left):
            yield Reading(_renumbered(turn, some), "retry", some[0], KEPT, NOTHING, "turn")
            waiting = [one for one in some if one.state == "waiting"]
            if waiting:
                yield Reading(_renumbered(turn, waiting), "goon", waiting[0], KEPT, NOTHING, "turn")
            for one in some:
                yield Reading(
                    _renumbered(turn, [one]), "retry" if one.state == "failed" else "goon", one, KEPT, NOTHING, "one"
                )
                for change in changes_of(turn, one)[:8]:
                    if change.why != "none":
                        after = [other for other in some if other.number > one.number]
                        changed = replace(one, args=merged(dict(one.args), dict(change.args)))
                        yield Reading(_renumbered(turn, [changed, *after]), "retry", one, KEPT, change, "turn")
                        yield Reading(_renumbered(turn, [changed]), "retry", one, KEPT, change, "one")
            for rest in picked(turn, some):
                yield Reading(_renumbered(turn, rest), "goon", rest[0], KEPT, NOTHING, "turn")


def _renumbered(turn: TurnRead, frames: Sequence[Frame]) -> tuple[Step, ...]:
    """Steps whose `$n` count within this plan; what a step before should have made and did not stays out."""
    numbers = {one.number: place for place, one in enumerate(frames, 1)}
    steps = []
    for one in frames:
        args = {name: _again(value, numbers) for name, value in one.args.items()}
        steps.append(told_as(Step(one.tool, args), "retry" if one.state == "failed" else "goon", one))
    return tuple(steps)


def _again(value: Any, numbers: Mapping[int, int]) -> Any:
    if isinstance(value, list):
        return [_again(one, numbers) for one in value]
    match = re.fullmatch(r"\$(\d+)(.*)", value) if isinstance(value, str) else None
    return f"${numbers.get(int(match[1]), int(match[1]))}{match[2]}" if match else value

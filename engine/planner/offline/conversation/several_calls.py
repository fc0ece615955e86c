"""Readings of several earlier calls: all of a turn, or all that was done to a clip, for something else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from engine.planner.offline.conversation.change import ArgumentChange
from engine.planner.offline.conversation.possible_changes import changes_of
from engine.planner.offline.conversation.reading import KEPT, NOTHING, Reading, aimed, row_of, told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.conversation.things import Target
from engine.planner.offline.conversation.treatment import treatments
from engine.planner.offline.conversation.turn import TurnRead
from engine.planner.offline.reading.previous_call import TARGETS, merged
from engine.planner.regex import regex
from engine.tasks.plan import Step

_LEFT_OUT = regex(
    r"\b(?:no|not|without|except|but not|minus|skip|leave out|drop|lose|forget)\b (?:the |that |any |with"
    r" )?((?:\w+ ?){1,3})"
)


_ONLY_STEP = regex(
    r"\b(?:(first|second|third|fourth|last) (?:step|thing|one|part|move|bit)|only the (first|second|third|last))\b"
)


_PLACES = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}


def several_calls(turn: TurnRead) -> Iterator[Reading]:
    """All calls of a turn, or all that were done to a clip, for something else or with other values."""
    groups: list[tuple[str, list[Frame]]] = []
    numbers = sorted({one.turn for one in turn.state.frames}, reverse=True)[:4]
    for number in numbers:
        frames = [one for one in turn.state.turn(number) if one.state != "undone"]
        if len(frames) > 1:
            groups.append(("turn", frames))
    worked = list(dict.fromkeys(clip for one in reversed(turn.state.frames) for clip in one.clips()))[:4]
    named = [thing for one in turn.things.mentions for thing in one.ids]
    for clip in [*worked, *named]:
        card = turn.state.cards.get(clip)
        if card and len(card.touched_by) > 1:
            chain = [one for one in card.touched_by if one.is_live and one.tool != "arrange"]
            groups += [("chain", chain), ("chain", chain[-2:])] if len(chain) > 2 else [("chain", chain)]
    if len(numbers) > 1:
        groups.append(
            ("turns", [one for number in sorted(numbers[:2]) for one in turn.state.turn(number) if one.state == "done"])
        )
    seen: set[tuple[str, ...]] = set()
    for many, frames in groups:
        key = tuple(one.name for one in frames)
        if key in seen or not 1 < len(frames) <= 6:
            continue
        seen.add(key)
        for some in picked(turn, frames):
            yield from _for_all(turn, many, some)


def picked(turn: TurnRead, frames: list[Frame]) -> Iterator[list[Frame]]:
    """All, without those that words leave out, or only those that they count."""
    yield frames
    for match in _LEFT_OUT.finditer(turn.things.low):
        said = set(match[1].split())
        rest = [one for one in frames if not said & (treatments(one.tool, one.args) | {one.kind})]
        if 0 < len(rest) < len(frames):
            yield rest
    counted = [match[1] or match[2] for match in _ONLY_STEP.finditer(turn.things.low)]
    some = [frames[_PLACES[word]] for word in counted if -len(frames) <= _PLACES[word] < len(frames)]
    if some:
        yield some
    words = {one.low for one in turn.things.words}
    spoken = [one for one in frames if words & (treatments(one.tool, one.args) | {one.kind})]
    if 0 < len(spoken) < len(frames):
        yield spoken


def _for_all(turn: TurnRead, many: str, frames: list[Frame]) -> Iterator[Reading]:
    rows = [row_of(one.tool) for one in frames]
    if any(row is None for row in rows):
        return
    for target in turn.targets(frames[0])[:6]:
        for thing in [target.ids] if len(target.ids) == 1 or len(frames) > 3 else [target.ids]:
            steps: list[Step] = []
            for one in frames:
                made = aimed(turn.state, one.tool, dict(one.args), replace(target, ids=thing))
                steps += [told_as(step, "again", one) for step in made]
            yield Reading(tuple(steps), "again", frames[0], target, NOTHING, many)
            changed = _one_changed(turn, frames, steps, target, many)
            if changed:
                yield changed
    if many == "turn":
        for index in range(4):
            steps, last = [], NOTHING
            for one in frames:
                options = [change for change in changes_of(turn, one) if change.why != "none"]
                if len(options) <= index:
                    break
                last = options[index]
                steps.append(told_as(Step(one.tool, merged(dict(one.args), dict(last.args))), "fix", one))
            else:
                yield Reading(tuple(steps), "fix", frames[-1], KEPT, last, many)
        if len(frames) == 2 and frames[0].tool == frames[1].tool:
            yield _swapped(frames)


def _one_changed(turn: TurnRead, frames: list[Frame], steps: list[Step], target: Target, many: str) -> Reading | None:
    """A chain for something else, with one value changed where it stands."""
    if (
        len(steps) != len(frames)
        or not turn.figures
        and not any(word in turn.things.low for word in ("half", "twice", "double"))
    ):
        return None
    for place, one in enumerate(frames):
        options = [change for change in changes_of(turn, one) if change.why not in ("none", "read")]
        known = [change for change in options if all(name in one.args for name, _ in change.args)]
        if known:
            changed = list(steps)
            changed[place] = replace(steps[place], args=merged(dict(steps[place].args), dict(known[0].args)))
            return Reading(tuple(changed), "again", frames[0], target, known[0], many)
    return None


def _swapped(frames: list[Frame]) -> Reading:
    """Two calls with each other's values."""
    a, b = frames
    steps = []
    for one, other in ((a, b), (b, a)):
        values = {name: value for name, value in other.args.items() if name not in TARGETS}
        targets = {name: value for name, value in one.args.items() if name in TARGETS}
        steps.append(told_as(Step(one.tool, {**values, **targets}), "fix", one))
    return Reading(tuple(steps), "fix", b, KEPT, ArgumentChange((), "swapped"), "turn")

"""Readings of one earlier call: with other values, for other things, or once more."""

from __future__ import annotations

from collections.abc import Iterator

from engine.planner.offline.conversation.change import ArgumentChange
from engine.planner.offline.conversation.possible_changes import changes_of
from engine.planner.offline.conversation.reading import KEPT, Reading, aimed, row_of, told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.conversation.things import Target
from engine.planner.offline.conversation.treatment import treatments
from engine.planner.offline.conversation.turn import TurnRead
from engine.planner.offline.reading.previous_call import TARGETS, merged
from engine.planner.regex import regex
from engine.tasks.task import Task

MOST_BASES = 10


CORRECTS = regex(
    r"^\W*(?:no+|nah|nope|not|sorry|oops|wait|argh|ugh|hm+)\b|\b(?:instead|rather|i mean|i meant|meant|wrong|not the"
    r"|not on|should be|should have been|make that|actually|correction|change (?:it|that) to|should've)\b|, ?not\b"
)
"""Words that say that a call was not right."""


def bases_of(turn: TurnRead) -> list[Frame]:
    """Earlier calls that a turn may be about, the likeliest first."""
    frames = [one for one in turn.state.frames if one.tool not in ("history",)]
    latest = [one for one in frames if one.turn == turn.state.last_turn][::-1]
    told = {route.task for route in turn.routes[:3]}
    rest = [one for one in reversed(frames) if one not in latest]
    live = [one for one in rest if one.is_live or one.state == "undone"]
    alike = [one for one in rest if one.tool in told][:3]
    named = {word.low for word in turn.things.words}
    spoken = [one for one in rest if named & (treatments(one.tool, one.args) | {one.kind})][:3]
    about = {thing for one in turn.things.mentions for thing in one.ids} if turn.things.mentions else set()
    there = [one for one in rest if about & {*one.clips(), *one.out, f"track:{one.args.get('track')}"}][:2]
    ordered = [*latest[:4], *alike[:2], *spoken, *there, *live[:3], *alike]
    return list({one.name: one for one in ordered}.values())[:MOST_BASES]


def edits(turn: TurnRead, base: Frame) -> Iterator[Reading]:
    """One earlier call with other values, for other things, or once more."""
    row = row_of(base.tool)
    if row is None:
        return
    changes = changes_of(turn, base)
    targets = [KEPT, *turn.targets(base)]
    failed = base.state in ("failed", "waiting")
    op = "retry" if failed else "fix"
    for change in changes:
        yield _edit(turn, base, row, op, KEPT, change)
    for target in targets[1:]:
        for change in changes[:5]:
            yield _edit(turn, base, row, "again", target, change)


def _edit(turn: TurnRead, base: Frame, row: Task, op: str, target: Target, change: ArgumentChange) -> Reading:
    new = dict(change.args)
    old = dict(base.args)
    if change.why == "other kind" or new.get("action", old.get("action")) != old.get("action"):
        old = {name: value for name, value in old.items() if name in TARGETS}
    args = merged(old, new)
    if op == "again" and target.ids and CORRECTS.search(turn.things.low):
        op = "fix"
    if (
        op == "fix"
        and change.why in ("on", "back", "back factor", "degree")
        and any(name in ("value_db", "gain_db", "semitones") for name in new)
    ):
        op = "again"
    if op == "fix" and change.why == "none":
        op = "again"
    steps = tuple(told_as(one, op, base) for one in aimed(turn.state, base.tool, args, target))
    return Reading(steps, op, base, target, change, "one")

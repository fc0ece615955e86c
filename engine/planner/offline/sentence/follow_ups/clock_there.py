"""The clock there: a tempo or a meter that was set holds from another bar on, or only up to one."""

from __future__ import annotations

from collections.abc import Sequence

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.place import Place
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.scope.song_parts import song_end
from engine.planner.offline.slots.clause import number
from engine.tasks.plan import Step

_ONLY = frozenset("only just in there do make it that put instead".split())
_MEANT = frozenset("should be for on meant to too much that's it's stays stay".split())


def clock_there(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """A tempo or a meter that was set, from another bar on; up to a bar what it was before."""
    act, place = last[0], said.places[0] if len(said.places) == 1 else None
    if place is not None and len(last) > 1 and (moved := _clocks_moved(said, last, place)):
        return moved
    name = {"set_tempo": "bpm", "set_meter": "meter"}.get(act.kind, "")
    is_told = len(last) == 1 and act.tool == "transport" and name in act.args and "to_bpm" not in act.args
    if not is_told or place is None or said.things or said.amounts or said.bag - _ONLY - _MEANT or len(place.spans) > 1:
        return None
    start, end = place.spans[0]
    since = float(act.args.get("bar") or 1)
    start = (since if since < end else 1.0) if place.how == "to" else start
    step = Step("transport", {**act.args, "bar": number(start)})
    is_more = said.adds and not said.bag & {"only", "just"}
    if is_more and start != int(start):
        return None
    steps = [step if is_more else told_as(step, "fix", act)]
    if place.how in ("from", "at") or end >= song_end(said) - 1e-3:
        return steps
    known = _tempo_before(act, said) if name == "bpm" else None
    if since <= 1 and known is not None:
        return [*steps, Step("transport", {"action": act.kind, name: number(known), "bar": number(end)})]
    if since <= 1:
        what = "meter" if name == "meter" else "tempo"
        return [Step("ask", {"text": f"Which {what} should it be from bar {end:g} on?"})]
    before = said.scene.context.time_signature if name == "meter" else number(said.scene.context.tempo)
    return [*steps, Step("transport", {"action": act.kind, name: before, "bar": number(end)})]


def _tempo_before(act: Frame, said: Said) -> float | None:
    """The tempo that lay where it set another one."""
    dialogue = said.scene.context.dialogue
    return dialogue[act.turn - 1].tempo_before if 0 < act.turn <= len(dialogue) else None


def _clocks_moved(said: Said, last: Sequence[Frame], place: Place) -> list[Step] | None:
    """ "Wait no, bar 20", behind a bar of another meter: that bar and the one behind it."""
    are_clocks = all(one.tool == "transport" and isinstance(one.args.get("bar"), int | float) for one in last)
    if not are_clocks or place.how not in ("bare", "at", "in") or said.things or said.amounts or said.bag - _ONLY:
        return None
    by = place.spans[0][0] - float(last[0].args["bar"])
    moved = [Step(one.tool, {**one.args, "bar": number(float(one.args["bar"]) + by)}) for one in last]
    return [Step("undo", {}), *moved]

"""Halfway: between where it stood before the last act and where it stands: "go halfway back", "meet in the middle"."""

from __future__ import annotations

from collections.abc import Sequence

from engine.planner.offline.conversation.acts import things_of
from engine.planner.offline.conversation.amount_changed import changed
from engine.planner.offline.conversation.amount_of_it import amount_of_it
from engine.planner.offline.conversation.dials import limited
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.conversation.things import Things
from engine.planner.offline.conversation.treatment import treatments
from engine.planner.offline.sentence.apart.focus import tracks_of
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.slots.clause import number
from engine.tasks.plan import Step


def halfway(said: Said) -> list[Step] | None:
    """The steps; None where no share of the way back is told, or more than that."""
    last = said.last()
    if not last or said.places:
        return None
    own = {one for act in last for one in things_of(act, said.state)}
    told = {track for act in last for track in said.focus.tracks_about(act)}
    if not told.issuperset(said.tracks):
        return None
    bare = said.raw
    for one in said.things:
        bare = f"{bare[: one.start]}{'it' if one.is_pronoun else '':{one.end - one.start}}{bare[one.end :]}"
    done = {word for act in last for word in treatments(act.tool, act.args)}
    amount = amount_of_it(Things(bare, said.state), own, done)
    if amount is None or amount.kind != "back" or amount.of or not 0 < amount.size < 1:
        return None
    meant = [one for one in last if not said.tracks or set(said.tracks) & set(said.focus.tracks_about(one))]
    if all(_name(one) for one in meant):
        named = {track for one in said.things if not one.is_pronoun for track in one.tracks}
        return _between(meant, named, amount.size, said)
    steps = [step for one in meant if (step := changed(one, amount, said.state))]
    return steps if len(steps) == len(meant) else None


def _name(act: Frame) -> str:
    """The number of an act that is a place on a fader, a panner or a send, not a way from where it was; ""."""
    name = {"gain": "set_db", "pan": "value"}.get(act.kind, "") if act.tool == "mix" else ""
    name = "value_db" if (act.tool, act.kind) == ("route", "send") else name
    return name if isinstance(act.args.get(name), int | float) else ""


def _between(acts: Sequence[Frame], named: set[str], share: float, said: Said) -> list[Step] | None:
    steps: list[Step] = []
    for act in acts:
        name = _name(act)
        what = str(act.args.get("to")) if act.tool == "route" else {"set_db": "fader"}.get(name, "pan")
        for track in tracks_of(act):
            if named and track not in named:
                continue
            before = _before(act, track, what, said)
            if before is None or before <= -119:
                return None
            now = float(act.args[name])
            args = {key: value for key, value in act.args.items() if key not in ("tracks", "track")}
            new = number(limited(act, name, round(now + (before - now) * share, 4)))
            step = Step(act.tool, {"track": track, **args, name: new})
            is_alone = tracks_of(act) == [track]
            steps.append(told_as(step, "fix", act) if is_alone else step)
    return steps or None


def _before(act: Frame, track: str, what: str, said: Said) -> float | None:
    """Where it stood before the act, and before what that put right."""
    first = act
    while first.corrects and (base := said.state.frame(first.corrects)):
        first = base
    return next((value for one, name, value in first.was if (one, name) == (track, what)), None)

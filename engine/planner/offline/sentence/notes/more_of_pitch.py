"""Pitch and pace, further: "two more semitones" behind a transposition, "more", "a bit faster" behind another pace."""

from __future__ import annotations

from collections.abc import Sequence

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.slots.clause import number
from engine.tasks.plan import Step

_UP, _DOWN = frozenset("up higher".split()), frozenset("down lower".split())
_MORE = frozenset("more another further again extra even still it by and".split())
_FASTER, _SLOWER = frozenset("faster quicker".split()), frozenset("slower".split())
_DEGREE = frozenset("bit little touch tad much lot way too even still it make go than".split())
_UNIT = frozenset("semitone semitones".split())
_LESS = frozenset("less back".split())


def more_of_pitch(said: Said) -> list[Step] | None:
    """The steps; None where the last request changed no pitch or pace, or not all of it is known."""
    last = said.last()
    if not last or any(one.tool != "change_tempo_key" for one in last) or said.places:
        return None
    if any(not one.is_pronoun for one in said.things):
        return None
    return (_percent(said, last) or _semitones(said, last)) if said.amounts else _pace(said, last)


_SETS = frozenset("make it that this instead only just rather by to about enough should be speed slow up".split())


def _percent(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "Make that three percent instead", "2 percent more", behind what went five percent faster."""
    figure, ways = said.amounts[0], said.bag & (_FASTER | _SLOWER)
    before = [one.args.get("ratio") for one in last]
    if len(said.amounts) > 1 or figure.unit != "%" or said.bag - _SETS - _MORE - _FASTER - _SLOWER or len(ways) > 1:
        return None
    if figure.signed or any(not isinstance(one, int | float) or one == 1 for one in before):
        return None
    steps = []
    for act in last:
        ratio, is_more = float(act.args["ratio"]), bool(said.bag & (_MORE - {"it", "by", "and"}))
        is_faster = bool(ways & _FASTER) if ways else ratio > 1
        by = (1 if is_faster else -1) * figure.value / 100
        new = number(round((ratio if is_more else 1) + by, 4))
        steps.append(told_as(Step(act.tool, {**act.args, "ratio": new}), "fix", act))
    return steps if all(float(one.args["ratio"]) > 0 for one in steps) else None


def _semitones(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    figure = said.amounts[0]
    unit = "semitones" if said.bag & _UNIT and not figure.unit else figure.unit  # "two more semitones"
    if len(said.amounts) > 1 or unit != "semitones" or not said.bag & (_MORE - {"it", "by", "and"}):
        return None
    if said.bag - _UNIT - _MORE - _UP - _DOWN or any("semitones" not in one.args for one in last):
        return None
    steps = []
    for act in last:
        before = float(act.args["semitones"])
        way = 1 if said.bag & _UP else -1 if said.bag & _DOWN else 1 if before > 0 else -1
        new = number(before + way * abs(figure.value))
        steps.append(told_as(Step(act.tool, {**act.args, "semitones": new}), "fix", act))
    return steps


def _pace(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "More": as much again; "less": half of it."""
    if not said.words or said.bag - _DEGREE - _FASTER - _SLOWER - _MORE - _LESS:
        return None
    if any(not isinstance(one.args.get("ratio"), int | float) for one in last):
        return None
    steps = []
    for act in last:
        before = float(act.args["ratio"])
        is_less = bool(said.bag & (_LESS | {"too"})) or bool(said.bag & (_SLOWER if before > 1 else _FASTER))
        if not is_less and not said.bag & (_MORE | _FASTER | _SLOWER):
            return None
        share = (0.5 if is_less else 2.0) if not said.bag & {"bit", "little", "touch", "tad"} or not is_less else 0.7
        new = number(round(1 + (before - 1) * share, 4))
        steps.append(told_as(Step(act.tool, {**act.args, "ratio": new}), "fix", act))
    return steps

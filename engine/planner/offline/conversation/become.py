"""Become: what becomes of earlier acts once it is known which: taken back, done to others, with another figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from engine.planner.offline.conversation.acts import aimed, is_about, part_of
from engine.planner.offline.conversation.argument_names import STEPS
from engine.planner.offline.conversation.dials import dial_of, limited, value_of
from engine.planner.offline.conversation.figures import is_value, scale_of
from engine.planner.offline.conversation.reading import row_of, told_as
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.previous_call import numbers_of
from engine.planner.offline.sentence.undo.taken_back import taken_back, with_corrections
from engine.planner.offline.text.quantity import Quantity
from engine.tasks.plan import Step

_PLACES = ("start_bar", "end_bar", "bar", "start", "end", "at")
WAYS = ("value", "azimuth_deg", "value_db", "offset", "offset_beats", "semitones", "cents", "gain_db")
"""Values of a call that have an opposite."""


def by_place(letter: str, acts: Sequence[Frame]) -> list[Frame]:
    """The first (F), second (S) or last (Z) act, or both of two (B): of the last request where it did several things,
    else of the last two; [] where there are not just so many."""
    turns = sorted({one.turn for one in acts})
    last = [one for one in acts if one.turn == turns[-1]]
    if letter == "B":
        two = last if len(last) > 1 or len(turns) < 2 else [one for one in acts if one.turn in turns[-2:]]
        return two if len(two) == 2 or two == last else []
    if len(last) > 1 and not (letter == "Z" and _is_one_order(last)):
        return [last[{"F": 0, "S": 1, "Z": -1}[letter]]]
    if letter in "SZ" or len(last) > 1:
        return last
    return [one for one in acts if one.turn == turns[-2]] if len(turns) == 2 else []


def _is_one_order(acts: Sequence[Frame]) -> bool:
    """ "Fade everything out" is one act, however many things it was done to."""
    return len(acts) > 2 and len({(one.tool, one.kind) for one in acts}) == 1


# --- taken back ---


def taken_back_acts(found: Sequence[Frame], acts: Sequence[Frame]) -> list[Step] | None:
    """Acts with their corrections undone; None where there is nothing that an undo can name."""
    if not found or not all(one.request for one in found):
        return None
    chained = [other for one in found for other in with_corrections(one, acts)]
    steps = taken_back(list({id(one): one for one in chained}.values()), acts)
    is_last = steps == [Step("undo", {"target": f"#{acts[-1].request}"})]
    return [Step("undo", {})] if is_last else steps


def put_back(things: Sequence[set[str]], acts: Sequence[Frame], state: State) -> list[Step] | None:
    """What was last done to these taken back; what was done to others with it stays."""
    found: list[Frame] = []
    for ids in things:
        about = [one for one in acts if is_about(one, ids, state)]
        if not about:
            return None
        found += [one for one in about if one.turn == about[-1].turn and one not in found]
    meant = set().union(*things)
    parts = [(one, rest) for one in found if (rest := part_of(one, meant, state, but=True))]
    return _less(found, parts, acts) or None


def left_only(things: Sequence[set[str]], acts: Sequence[Frame], state: State) -> list[Step] | None:
    """What was last done to others than these taken back: of the last request, else of the one before it."""
    meant = set().union(*things)
    for turn in sorted({one.turn for one in acts}, reverse=True)[:2]:
        last = [one for one in acts if one.turn == turn]
        parts = [(one, part) for one in last if (part := part_of(one, meant, state))]
        dropped = [*(one for one in last if not is_about(one, meant, state)), *(one for one, _ in parts)]
        if dropped:
            return _less(dropped, parts, acts)
    return None


def _less(dropped: Sequence[Frame], parts: Sequence[tuple[Frame, dict[str, Any]]], acts: Sequence[Frame]) -> list[Step]:
    """Acts taken back, of some of them all but a part: settings of tracks are set anew, contents edited anew."""
    set_anew = [(one, part) for one, part in parts if "tracks" in part]
    again = [(one, part) for one, part in parts if "tracks" not in part]
    gone = [one for one in dropped if all(one is not other for other, _ in set_anew)]
    return [
        *(taken_back_acts(gone, acts) or []),
        *(told_as(Step(one.tool, {**one.args, **part}), "fix", one) for one, part in set_anew),
        *(told_as(Step(one.tool, {**one.args, **part}), "again", one) for one, part in again),
    ]


# --- done to others ---


def done_to_others(
    acts: Sequence[Frame], things: Sequence[set[str]], state: State, new: Quantity | None = None
) -> list[Step] | None:
    """The same for these as well, with another figure where one is said."""
    figures: list[dict[str, float]] = [{} for _ in acts]
    for number, act in enumerate(acts if new else ()):
        found = next(replaced(act, new), None) if new else None
        if found is None:
            return None
        figures[number] = {found[0]: limited(act, *found)}
    steps: list[Step] = []
    for ids in things:
        for act, figure in zip(acts, figures, strict=True):
            args = aimed(act, ids, state) if _is_work(act) else None
            if args is None or _is_theirs(act, ids, state):
                return None
            step = told_as(Step(act.tool, {**args, **figure}), "again", act)
            if (step.task, step.args) not in [(one.task, one.args) for one in steps]:
                steps.append(step)
    return steps or None


def _is_theirs(act: Frame, ids: set[str], state: State) -> bool:
    """Was it done to these already? Another clip of the same track is another one."""
    done = {*act.clips(), *act.out}
    return bool(ids & done) if done and ids <= state.cards.keys() else is_about(act, ids, state)


def _is_work(act: Frame) -> bool:
    """Is it something done to what was there?"""
    if is_shift(act):
        return True
    row = row_of(act.tool)
    is_made = row is None or row.on_session not in ("", "edits")
    return not is_made and act.kind not in ("place", "rename", "delete")


def is_shift(act: Frame) -> bool:
    """Was it moved by so much, and to no place?"""
    return (act.tool, act.kind) == ("arrange", "move") and "offset_beats" in act.args and "bar" not in act.args


def mirrored(acts: Sequence[Frame], things: Sequence[set[str]], side: str, state: State) -> list[Step] | None:
    """As far to the other side, or to the one that is said."""
    pan = acts[-1] if acts else None
    if pan is None or pan.kind != "pan" or not isinstance(pan.args.get("value"), int | float):
        return None
    value = -float(pan.args["value"])
    if side and (side == "left") != (value < 0):
        value = -value
    steps = [told_as(Step(pan.tool, {**args, "value": value}), "again", pan)
             for ids in things if (args := aimed(pan, ids, state))]  # fmt: skip
    return steps if value and len(steps) == len(things) else None


def instead_of(
    acts: Sequence[Frame], things: Sequence[set[str]], others: Sequence[set[str]], state: State
) -> list[Step] | None:
    """Done to this, and not to what it was done to."""
    wrong = [one for one in acts if not others or any(is_about(one, ids, state) for ids in others)] or list(acts)
    if len(wrong) != 1 or not _is_work(wrong[0]) or any(is_about(wrong[0], ids, state) for ids in things):
        return None
    args = [aimed(wrong[0], ids, state) for ids in things]
    steps = [told_as(Step(wrong[0].tool, one), "fix" if not number else "again", wrong[0])
             for number, one in enumerate(args) if one]  # fmt: skip
    return steps if len(steps) == len(things) else None


# --- otherwise ---


def scaled(acts: Sequence[Frame], factor: float) -> list[Step] | None:
    """Half of it, twice of it, or (-1) the other way."""
    steps = []
    for act in acts:
        way = next((one for one in WAYS if isinstance(act.args.get(one), int | float) and act.args[one]), "")
        dial = None if way or factor < 0 else dial_of(act, "")
        value = act.args[way] if way else value_of(dial, act.args) if dial else None
        name = way or (dial.name if dial else "")
        if not value or not name:
            return None
        new = limited(act, name, round(value * factor, 4))
        steps.append(told_as(Step(act.tool, {**act.args, name: new}), "fix", act))
    return steps or None


def with_figure(
    acts: Sequence[Frame],
    new: Quantity,
    things: set[str],
    state: State,
    *,
    old: Quantity | None = None,
    is_level: bool = False,
) -> list[Step] | None:
    """The newest of these acts that has such a figure with the new one; of several things only for those that are
    named."""
    for act in reversed(acts):
        for name, value in replaced(act, new, is_level=is_level):
            if old is not None and not is_value(act.args[name], name, old):
                continue
            figure = {name: limited(act, name, value)}
            part, rest = part_of(act, things, state), part_of(act, things, state, but=True)
            if not part:
                return [told_as(Step(act.tool, {**act.args, **figure}), "fix", act)]
            both = ({**act.args, **rest}, {**act.args, **part, **figure})
            undone = taken_back_acts([act], [act]) or []
            return [*undone, *(told_as(Step(act.tool, args), "again", act) for args in both)]
    return None


def replaced(act: Frame, new: Quantity, *, is_level: bool = False) -> Iterator[tuple[str, float]]:
    """The numbers of a call that a figure can take the place of, and what they become."""
    numbers = numbers_of(act.args)
    if not new.unit and len(numbers) > 1:  # a bare figure is no place
        numbers = {name: value for name, value in numbers.items() if name not in _PLACES}
    for name, value in numbers.items():
        scale = scale_of(name, value, new)
        if act.kind == "place" and name in ("bar", "at"):
            continue  # what lies there already is moved
        if not scale or name == "value_db" and is_level and act.tool == "mix":
            continue
        turned = -1.0 if value < 0 and not new.signed and name in STEPS else 1.0
        yield name, round(new.value * scale * turned, 4)

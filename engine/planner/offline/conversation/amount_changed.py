"""Amount changed: the last act again with the amount that a turn says, and nothing else does: "half of that", "no, 5".

What is said is read once (`amount_of_it`), and holds for every act that has a number: its fader, its length, its tempo.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from engine.planner.offline.conversation.acts import done_last, is_about, things_of
from engine.planner.offline.conversation.amount_of_it import Amount, amount_of_it
from engine.planner.offline.conversation.dials import Dial, dials_of, limited, value_of
from engine.planner.offline.conversation.figure_in_place import (
    THRESHOLDS,
    as_argument,
    in_place,
    places_of,
    unit_of,
    unit_said,
)
from engine.planner.offline.conversation.level_over_bars import level_over_bars
from engine.planner.offline.conversation.other_distance import other_distance
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.conversation.things import Things
from engine.planner.offline.conversation.treatment import treatments
from engine.planner.offline.reading.previous_call import numbers_of
from engine.planner.offline.steps.same_again import WHAT_DIFFERENT
from engine.planner.offline.text.quantity import Quantity, quantities
from engine.planner.regex import regex
from engine.tasks.plan import Step

_HOW_MUCH = ("", "%", "dB", "Hz", "semitones", "cents", "bpm")
"""Figures of these are no places or lengths, which may be said of anything."""
_TIMES = ("start_bar", "end_bar", "start", "end", "at", "bar", "bars", "duration", "offset", "offset_beats", "delay_s")
_UP = regex(r"\b(?:up|faster|quicker|raise|increase|speed|push|plus|more|add)\b|\+\d")
_DOWN = regex(r"\b(?:down|slower|slow|drop|lower|reduce|decrease|minus|less|knock|take|off)\b|(?<!\w)-\d")


def amount_changed(text: str, state: State) -> list[Step] | None:
    """The calls of the last turn with another amount; None where the turn says something else as well."""
    last = done_last(state)
    if elsewhere := other_distance(text, state):
        return elsewhere
    if not last or len(text) > 90 or not any(dials_of(one) or _ends(one) for one in last):
        return None
    if again := _that_way_again(text, last):
        return again
    things = Things(text, state)
    own = {one for frame in last for one in things_of(frame, state)}
    amount = amount_of_it(things, own, {word for one in last for word in treatments(one.tool, one.args)})
    if amount is None or amount.is_to and any("value_db" in one.args for one in last):
        return None  # "to 5" after "down 4" is where its fader goes
    named = {one for mention in things.mentions for one in mention.ids if one in own}
    frames = [one for one in last if not named or is_about(one, named, state)]
    steps = [step for one in frames if (step := changed(one, amount, state))]
    if steps and (len(steps) == len(frames) or len({one.tool for one in frames}) > 1):
        return steps
    if amount.kind == "by" and not any(_is_none_of_it(one, amount, state) for one in frames):
        return None
    is_closed = (
        amount.kind == "by" or amount.figure is None or bool(amount.of) or not _may_be_elsewhere(amount.figure, frames)
    )
    if amount.axis or amount.kind == "to" and not (is_closed and any(dials_of(one) for one in frames)):
        return None
    return [Step("ask", {"text": WHAT_DIFFERENT})]


_WAY_AGAIN = regex(
    r"^\W*(?:(?:and|now|then|ok(?:ay)?|no|so)\W+)*(?:back )?(?:(?P<up>up|higher)|down|lower) again\W*$", re.IGNORECASE
)


def _that_way_again(text: str, last: Sequence[Frame]) -> list[Step]:
    """ "And down again" behind a tone up goes as far back; behind a tone down it is one more."""
    match = _WAY_AGAIN.match(text)
    name = next((one for one in ("semitones", "value_db", "cents") if all(one in frame.args for frame in last)), "")
    if match is None or not name:
        return []
    way = 1 if match["up"] else -1
    return [told_as(Step(one.tool, {**one.args, name: way * abs(float(one.args[name]))}), "again", one) for one in last]


def _is_none_of_it(frame: Frame, amount: Amount, state: State) -> bool:
    """ "2 more" of a frequency is no figure that anybody means, and "2 bars more" none of a level."""
    dial, figure = _dial(frame, amount), amount.figure
    if dial is None or figure is None or dial.name not in frame.args:
        return False
    if not figure.unit:
        return unit_of(dial.name, frame) in ("Hz", "s")
    return as_argument(dial.name, figure, frame, state) is None and not _may_be_elsewhere(figure, [frame])


def _may_be_elsewhere(figure: Quantity, frames: Sequence[Frame]) -> bool:
    """Is it a place or a length, and may it be one of what was done?"""
    return (
        figure.unit == "bar"
        or figure.unit not in _HOW_MUCH
        and any(set(_TIMES) & set(numbers_of(one.args)) for one in frames)
    )


def changed(frame: Frame, amount: Amount, state: State) -> Step | None:
    """An act with another amount; None where it has no number for that."""
    if frame.kind == "place":
        return None
    if amount.kind == "by" and frame.tool == "automate" and amount.figure and amount.figure.unit == "bars":
        end_bar = float(frame.args["end_bar"]) + amount.size if "end_bar" in frame.args else 0.0
        is_left = end_bar > float(frame.args.get("start_bar") or 1)
        return told_as(Step(frame.tool, {**frame.args, "end_bar": end_bar}), "fix", frame) if is_left else None
    if stretch := level_over_bars(frame, state):
        step = changed(stretch.move, amount, state)
        return stretch.with_move(step) if step else None
    if amount.kind == "by":
        return _by(frame, amount, state)
    if (ends := _ends(frame)) and amount.kind != "to":
        return _of_a_way(frame, amount, ends, state)
    if amount.kind == "to":
        return _set(frame, amount, state)
    dial = _dial(frame, amount)
    value = value_of(dial, frame.args) if dial else None
    new = _turned(frame, amount, dial, value, state) if dial and value else None
    if dial is None or new is None:
        return None
    new = limited(frame, dial.name, _rounded(dial, new))
    if new == value:
        return None
    return told_as(Step(frame.tool, {**frame.args, dial.name: new}), "fix", frame)


def _by(frame: Frame, amount: Amount, state: State) -> Step | None:
    """So much more or less, in the unit that was said; None where that is told elsewhere, a step in its own unit."""
    assert amount.figure is not None
    if "to_bpm" in frame.args and amount.figure.unit in ("", "bpm"):
        end, start = float(frame.args["to_bpm"]), float(frame.args.get("bpm") or state.context.tempo)
        way = math.copysign(1, end - start) if not amount.axis else 1.0
        return told_as(Step(frame.tool, {**frame.args, "to_bpm": round(end + way * amount.size)}), "fix", frame)
    dial = _dial(frame, amount)
    value = value_of(dial, frame.args) if dial and dial.name in frame.args else None
    if dial is None or value is None or dial.name in THRESHOLDS:
        return None
    unit = amount.figure.unit or unit_said(frame, dial.name, state)
    size = as_argument(dial.name, replace(amount.figure, value=abs(amount.size), unit=unit), frame, state)
    own = unit_of(dial.name, frame)
    if own == "%" and not amount.figure.unit and abs(amount.size) >= 1:
        size = abs(amount.size) / 100
    if size is None or dial.scale == "steps" and unit in ("", own) and not amount.is_verb:
        return None
    if dial.scale == "steps" and amount.is_verb:
        on_top = {dial.name: math.copysign(size, amount.size)}
        return told_as(Step(frame.tool, {**frame.args, **on_top}), "again", frame)
    if not amount.figure.unit and own in ("Hz", "s") and not 0.02 <= size / abs(value) <= 2:
        return None
    is_other_way = (dial.scale == "steps" or "side" in dial.axes) and value < 0 and not amount.axis
    way = math.copysign(1, amount.size) * (-1 if is_other_way else 1)
    new = limited(frame, dial.name, round(value + way * size, 4))
    if new <= 0 < value or new >= 0 > value and is_other_way:
        return None
    return told_as(Step(frame.tool, {**frame.args, dial.name: new}), "fix", frame) if new != value else None


def _ends(frame: Frame) -> tuple[str, str] | None:
    """Where something begins and ends that changes on the way."""
    if frame.tool == "automate":
        return "from", "to"
    return ("bpm", "to_bpm") if "to_bpm" in frame.args else None


def _dial(frame: Frame, amount: Amount) -> Dial | None:
    if amount.of:
        names = [name for name in amount.of if name in frame.args]
        return Dial(names[0], frozenset()) if len(names) == 1 else None
    fitting = [one for one in dials_of(frame) if not amount.axis or amount.axis in one.axes]
    return next((one for one in fitting if one.name in frame.args), next(iter(fitting), None))


def _turned(frame: Frame, amount: Amount, dial: Dial, value: float, state: State) -> float | None:
    """The number, so many times as far from where it was, or a share of the way back."""
    before = _before(frame, dial, state)
    if amount.kind == "other way":
        turns = dial.scale == "steps" or "side" in dial.axes or dial.name == "bpm"
        return 2 * before - value if turns and before is not None else None
    if amount.kind == "back":
        return None if before is None else value + (before - value) * amount.size
    if dial.name in THRESHOLDS:
        return None
    if dial.name == "count" and amount.words in ("twice", "thrice"):
        return amount.size
    if frame.tool == "route":
        return value + 20 * math.log10(amount.size) if amount.size > 0 else None
    if dial.name == "bpm" and not amount.axis and before is not None and _is_relative(frame, value):
        return before + (value - before) * amount.size
    return value * amount.size


def _before(frame: Frame, dial: Dial, state: State) -> float | None:
    """What the number was before the act."""
    if dial.scale == "steps" or dial.neutral is not None or "side" in dial.axes:
        return dial.neutral or 0.0
    tracks = {frame.args.get("track"), frame.args.get("clip")}
    older = [one for one in state.frames if one.is_live and one.name != frame.name and one.turn <= frame.turn]
    alike = [one for one in older if (one.tool, one.kind) == (frame.tool, frame.kind) and dial.name in one.args]
    same = [one for one in alike if {one.args.get("track"), one.args.get("clip")} == tracks]
    if same and isinstance(before := same[-1].args[dial.name], int | float):
        return float(before)
    return _tempo_before(frame) if dial.name == "bpm" else None


def _tempo_before(frame: Frame) -> float | None:
    """ "Up 10" to 106 was 96."""
    bpm = float(frame.args["bpm"])
    found = [one for one in quantities(frame.said) if one.unit in ("bpm", "", "%") and abs(one.value) < bpm]
    if not _is_relative(frame, bpm) or len(found) != 1:
        return None
    way = -1 if _DOWN.search(frame.said.lower()) else 1
    return bpm / (1 + way * found[0].value / 100) if found[0].unit == "%" else bpm - way * abs(found[0].value)


def _is_relative(frame: Frame, bpm: float) -> bool:
    """Was it told by how much, not to how much?"""
    said = frame.said.lower()
    is_told = any(math.isclose(one.value, bpm, abs_tol=0.01) for one in quantities(said))
    return not is_told and bool(_UP.search(said) or _DOWN.search(said))


def _of_a_way(frame: Frame, amount: Amount, ends: tuple[str, str], state: State) -> Step | None:
    """What goes from one value to another goes so far, from where it begins."""
    start, end = frame.args.get(ends[0]), frame.args.get(ends[1])
    if start is None and ends[0] == "bpm":
        start = state.context.tempo
    if not isinstance(start, int | float) or not isinstance(end, int | float) or start == end:
        return None
    times = {"times": amount.size, "back": 1 - amount.size, "other way": -1.0}[amount.kind]
    new = round(start + (end - start) * times, 2)
    if ends[1] == "to_bpm":
        new = round(new)
    return told_as(Step(frame.tool, {**frame.args, ends[1]: limited(frame, ends[1], new)}), "fix", frame)


def _rounded(dial: Dial, value: float) -> float:
    if not dial.is_whole:
        return round(value, 1 if dial.name.endswith("_db") else 3 if abs(value) < 2 else 2)
    return float(round(value)) or math.copysign(1.0, value)


def _set(frame: Frame, amount: Amount, state: State) -> Step | None:
    """The figure in the place of the one that it is most like."""
    assert amount.figure is not None
    for name in places_of(frame, amount):
        old = numbers_of(frame.args).get(name)
        new = in_place(name, amount.figure, old, frame, state)
        if new is None:
            continue
        new = limited(frame, name, round(new, 4))
        if old is not None and old == new:
            return None
        twin = {"from": new, "to": new} if frame.tool == "automate" and name in ("from", "to") else {name: new}
        return told_as(Step(frame.tool, {**frame.args, **twin}), "fix", frame)
    return None

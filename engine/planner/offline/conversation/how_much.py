"""How much, which way: a call with the number turned that a turn speaks of: "too loud", "2 less", "no, 5"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.planner.offline.conversation.bare_words import BareWords
from engine.planner.offline.conversation.dials import Dial, dial_of, limited, value_of
from engine.planner.offline.conversation.figures import number_changes
from engine.planner.offline.conversation.level_over_bars import level_over_bars
from engine.planner.offline.conversation.reading import row_of, told_as
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.conversation.things import Things
from engine.planner.offline.reading.previous_call import merged
from engine.planner.regex import regex
from engine.tasks.plan import Step

_BY = regex(r"\bby\s*$")
_THAN = regex(r"\bthan (?:that|this|it|before)\b")
_AFTER_FIGURE = regex(
    r"\s*(?:db |percent |% ?|bpm )?"
    r"(?:more|less|up|down|higher|lower|louder|quieter|softer|harder|faster|slower)\b"
)
_LEVEL_STEP_DB = 3.0
_TEMPO_STEP_BPM = 4.0
_RAMP_STEP = 0.25
""" "A bit less" of a change of tempo leaves three quarters of it."""


def turned(frame: Frame, said: BareWords, things: Things, state: State) -> Step | None:
    """The call with its number turned as bare words say; None where it has no number of that kind."""
    if stretch := level_over_bars(frame, state):
        step = turned(stretch.move, said, things, state)
        return stretch.with_move(step) if step else None
    if said.figure:
        return _with_figure(frame, said, things)
    if "to_bpm" in frame.args:
        return _of_a_ramp(frame, said, state)
    is_level = said.axis == "level" or said.axis == "any" and said.meant
    if frame.tool == "apply_effect" and is_level and not said.treatment:
        return _of_its_level(frame, said)  # "louder" behind a reverb is the level of what has it
    dial = dial_of(frame, said.axis)
    value = value_of(dial, frame.args) if dial else None
    if dial is None or value is None:
        return _of_its_level(frame, said)
    new = _new_value(dial, value, _corrected_value(frame, dial, state), said)
    if new is None or (new := limited(frame, dial.name, new)) == value:
        return None
    return told_as(Step(frame.tool, {**frame.args, dial.name: new}), "fix", frame)


def _of_a_ramp(frame: Frame, said: BareWords, state: State) -> Step | None:
    """ "A bit less" of a tempo that goes from 112 to 90 is less of the way: to where it ends, not from where."""
    start, end = float(frame.args.get("bpm") or state.context.tempo), float(frame.args["to_bpm"])
    far = end - start
    if said.is_opposite:
        far = -far
    elif said.share:
        far *= said.share
    elif said.axis == "speed" and said.way:
        far += said.way * _TEMPO_STEP_BPM * said.degree
    elif said.is_too or said.axis in ("amount", "any"):
        way = -1 if said.is_too and not said.way else said.way
        far *= 1 + way * _RAMP_STEP * said.degree
    else:
        return None
    bpm = round(start + far)
    return told_as(Step(frame.tool, {**frame.args, "to_bpm": bpm}), "fix", frame) if bpm > 0 and bpm != end else None


def _new_value(dial: Dial, value: float, before: float | None, said: BareWords) -> float | None:
    other = dial.neutral if before is None else before
    can_turn_round = dial.neutral == 0.0 and not dial.is_inverse and value != 0
    if said.is_opposite:
        return -value if can_turn_round and (dial.scale == "steps" or "side" in dial.axes) else None
    if said.share:
        return value * said.share
    if said.is_too and said.axis == "side" and said.way * value > 0:
        return round(value / 2, 3)  # "not that far, just a touch to the right"
    away = 1 if dial.is_inverse or dial.neutral is None or value >= dial.neutral else -1
    way = said.way * (away if said.axis in ("amount", "width") else 1)
    if said.is_too and not way:
        if other is None or value == other:
            return None
        way = -1 if value > other else 1
        way = -way if dial.is_inverse else way
    turns_round = said.corrects and not said.is_too and dial.scale == "steps"
    turns_round = turns_round or said.axis == "side" and said.degree == 1.0 and not said.is_too
    if can_turn_round and turns_round and way * value < 0 and said.axis not in ("amount", "width"):
        return -value
    return dial.further(value, other, way, said.degree)


def _corrected_value(frame: Frame, dial: Dial, state: State) -> float | None:
    """What the number was in the call that this one corrected."""
    older = state.frame(frame.corrects) if frame.corrects else None
    if older is None or (older.tool, older.kind) != (frame.tool, frame.kind):
        return None
    return value_of(dial, older.args)


def _of_its_level(frame: Frame, said: BareWords) -> Step | None:
    """ "Too loud" of what was just made, or got an effect: its fader."""
    row, treated = row_of(frame.tool), frame.args.get("clip") if frame.tool == "apply_effect" else None
    track = frame.args.get("track") if frame.tool == "apply_effect" else None
    move = {"action": "gain", "value_db": said.way * _LEVEL_STEP_DB * said.degree}
    if row is None or not said.way:
        return None
    if (treated or track) and said.axis in ("level", "any"):
        return Step("mix", {**({"clip": treated} if treated else {"track": track}), **move})
    if said.axis != "level" or row.on_session != "adds" or len(frame.out) != 1:
        return None
    return Step("mix", {"clip": frame.out[0], **move})


def _with_figure(frame: Frame, said: BareWords, things: Things) -> Step | None:
    """ "No, 5", "softer, 60", "sorry, bar 7", "2 less"."""
    row, figure = row_of(frame.tool), said.figure
    if said.axis not in ("", "amount", "any", "place") and dial_of(frame, said.axis) is None:
        return None
    if row is None or figure is None or said.share or said.is_opposite or frame.kind == "place":
        return None
    dial = dial_of(frame, "")
    is_than = _THAN.search(things.low) is not None
    if said.axis == "amount" and said.way and not (said.is_too or is_than) and dial and dial.scale == "steps":
        return _one_more_step(frame, dial, said.way * figure.value)
    changes = list(number_changes(things.low, things.words, [figure], row, frame.args))
    known = {*frame.args, *([dial.name] if dial else [])}
    changes = [one for one in changes if {name for name, _ in one.args} <= known]
    by_why = {one.why: one for one in reversed(changes)}
    is_step = dial is not None and dial.scale == "steps"
    behind = _AFTER_FIGURE.match(things.low, figure.end)
    is_by = bool(behind) or _BY.search(things.low[: figure.start]) is not None
    if said.axis == "place" and figure.unit in ("bars", "beats"):
        wanted = ["later" if said.way > 0 else "earlier"]
    elif said.way and not said.is_too and is_step:
        wanted = ["turned", "said"]
    elif said.way and is_by and not said.is_too:
        wanted = ["up" if said.way > 0 else "down"]
    elif said.axis == "side":
        wanted = ["side", "said"]
    else:
        wanted = ["signed", "said"]
    wanted = ["further"] if is_than else wanted
    change = next((by_why[why] for why in wanted if why in by_why), None)
    if change is None or _is_same(frame, dict(change.args)):
        return None
    if figure.unit == "bars" and "bar" in dict(change.args) and said.axis != "place":
        return None  # a length, not a place
    op = "again" if is_step and said.way and not (said.corrects or said.is_too or is_than) else "fix"
    return told_as(Step(frame.tool, merged(dict(frame.args), dict(change.args))), op, frame)


def _one_more_step(frame: Frame, dial: Dial, size: float) -> Step | None:
    """ "2 more": on in the direction that the call took."""
    value = value_of(dial, frame.args)
    if not value:
        return None
    new = limited(frame, dial.name, size if value > 0 else -size)
    return told_as(Step(frame.tool, {**frame.args, dial.name: new}), "again", frame)


def _is_same(frame: Frame, new: Mapping[str, Any]) -> bool:
    return all(frame.args.get(name) == value for name, value in new.items())

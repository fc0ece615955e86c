"""Unused: figures of a request that no step of its plan carries; they are told, never dropped in silence."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from engine.planner.offline.making.last import MAKERS
from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.slots.clause import Clause
from engine.planner.offline.steps.like_whom import whom
from engine.planner.offline.text.amount_words import with_amount_words
from engine.planner.offline.text.quantity import Quantity, quantities
from engine.planner.regex import regex
from engine.tasks.plan import Step

_HOW_MUCH = ("dB", "LUFS", "Hz", "bpm", "%", "semitones", "cents")
_WHERE = ("bar", "bars")
"""Plans tell places and lengths in many ways: as bars, beats or seconds, in the session or in a clip."""
_BEATS = 4.0
_CURVE = regex(
    r"\b(?:s[- ]?|exponential |logarithmic |log |linear |smooth |equal[- ]power )(?:curve|shape)\b", re.IGNORECASE
)


def unused(text: str, steps: Sequence[Step], scene: DialogueState) -> str:
    """What was heard and is in no step, as a sentence; "" when nothing is."""
    left = [said for said, _ in _unused(text, steps, scene)]
    if (curve := _CURVE.search(text)) and any(step.args.get("action") in ("fade_in", "fade_out") for step in steps):
        left.append(curve[0].strip())
    if (who := whom(text)) and steps and steps[0].task in MAKERS and who.lower() not in " ".join(_texts(steps)).lower():
        left.append(f"like {who}")
    return f"Heard but not used: {', '.join(left)}." if left else ""


def leaves_an_amount(text: str, steps: Sequence[Step], scene: DialogueState) -> bool:
    """Is there a figure of how much (no place) that is in no step?"""
    return any(unit not in _WHERE for _, unit in _unused(text, steps, scene))


def _unused(text: str, steps: Sequence[Step], scene: DialogueState) -> list[tuple[str, str]]:
    """(what was said, unit) for each figure that is in no step."""
    if not steps or steps[0].task in (*REPLIES, "undo", "redo"):
        return []
    carried = [number for step in steps for number in _numbers(step.args)]
    before = [number for step in steps if step.op == "fix" for number in _numbers(_corrected(step.base, scene))]
    carried += before
    words = " ".join(_texts(steps)).lower()
    bar_s = Clause(text, "", "", scene).bar_s
    left, text = [], with_amount_words(text)
    for one in quantities(text):
        said = text[one.start : one.end].strip()
        if one.unit in _HOW_MUCH or one.signed and not one.unit:
            is_used = any(_is_same(one, number, scene, bar_s) for number in carried)
            on_top = [old + sign * one.value for old in before for sign in (1, -1)] if one.unit == "dB" else []
            is_used = is_used or any(abs(number - new) < 0.06 for number in carried for new in on_top)
            is_used = is_used or one.unit == "%" and _is_share(one.value / 100, carried, before)
        elif one.unit in _WHERE:
            is_used = _is_placed(one, carried, scene, bar_s)
            said = f"bar {said}" if one.unit == "bar" and said[0].isdigit() else said
            earlier = _numbers_of_the_last_turn(scene) if one.unit == "bars" else ()
            is_used = is_used or any(abs(abs(new - old) - one.value) < 0.02 for old in earlier for new in carried)
            is_used = is_used or re.match(r"[a-z]\d", said, re.IGNORECASE) is not None  # "B3" is a name
        else:
            continue
        if not is_used and said.lower().split()[-1] not in words:
            left.append((said, one.unit))
    return left


def _corrected(call: str, scene: DialogueState) -> Mapping[str, Any]:
    """The arguments of the call that a step puts right: "140 is too high, 120" names what it had."""
    number, _, place = call.partition(".")
    for at, turn in enumerate(scene.context.dialogue, 1):
        if str(turn.number or at) == number and place.isdigit() and 0 < int(place) <= len(turn.calls):
            return turn.calls[int(place) - 1].get("args") or {}
    return {}


def _numbers_of_the_last_turn(scene: DialogueState) -> list[float]:
    """ "8 bars later" is told by where the last turn put it."""
    calls = scene.context.dialogue[-1].calls if scene.context.dialogue else ()
    return [value for call in calls for value in _numbers(call.get("args") or {})]


def _is_placed(one: Quantity, carried: Sequence[float], scene: DialogueState, bar_s: float) -> bool:
    """True when a place or a length in bars is among the numbers, in whatever unit, or between two of them."""
    bars = one.value if one.unit == "bars" else one.value - 1
    shapes = {one.value, one.value - 1, one.value + 1, bars * bar_s, bars * _BEATS}
    shapes |= {bars * bar_s - clip.start for clip in scene.clips}
    end = max((round((clip.start + clip.length) / bar_s) + 1 for clip in scene.clips), default=0) if bar_s else 0
    if one.unit == "bars" and end:  # "the song is 16 bars"; "4 bars before the end"
        if one.value == end - 1:
            return True
        shapes.add(end - one.value)
    pairs = [(a, b) for a in carried for b in carried if a != b]
    spans = {between + more for a, b in pairs for between in (abs(a - b), a + b - 1) for more in (0, 1)}
    return any(abs(abs(number) - abs(shape)) <= 0.02 for shape in shapes for number in (*carried, *spans))


def _is_same(one: Quantity, number: float, scene: DialogueState, bar_s: float) -> bool:
    value, tempo = abs(one.value), scene.context.tempo
    shapes = [value, value / 100, value * 100, value / 1000, value * 1000, value * bar_s, tempo * value]
    shapes += [tempo + value, tempo - value, tempo * value / 100, tempo * (1 + value / 100), tempo * (1 - value / 100)]
    levels = [level for track in scene.context.track_views for level in (track.gain_db, *track.send_db)]
    shapes += [level + sign * value for level in levels for sign in (1, -1)]
    return any(abs(abs(number) - abs(shape)) <= 0.011 * max(1.0, abs(shape)) for shape in shapes)


def _is_share(part: float, carried: Sequence[float], before: Sequence[float]) -> bool:
    """ "20 percent less" is told by what it makes of the number before, and of a level by decibels."""
    factors = [factor for factor in (part, 1 - part, 1 + part) if factor > 0]
    shapes = [old * factor for old in before for factor in factors] + [20 * math.log10(factor) for factor in factors]
    shapes += [old + 20 * math.log10(factor) for old in before for factor in factors] + factors
    return any(abs(number - shape) <= 0.011 * max(5.0, abs(shape)) for number in carried for shape in shapes)


def _numbers(args: Mapping[str, Any]) -> Iterator[float]:
    for value in args.values():
        for one in value if isinstance(value, list | tuple) else [value]:
            if isinstance(one, int | float) and not isinstance(one, bool):
                yield float(one)


def _texts(steps: Sequence[Step]) -> Iterator[str]:
    for step in steps:
        yield from (value for value in step.args.values() if isinstance(value, str))

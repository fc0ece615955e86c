"""Enough: "once is enough", "twice will do", "two bars is plenty": the act before it, fewer times or not as long."""

from __future__ import annotations

import re
from typing import Any

from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.undo.taken_back import taken_back
from engine.planner.offline.slots.clause import Clause, number
from engine.planner.offline.steps.reply import chat_text
from engine.planner.offline.steps.spots import EXCLUSIVE
from engine.planner.offline.text.number_words import spoken_number
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_LEAD = r"^\W*(?:(?:no|nah|ok(?:ay)?|hm+|oh|well|actually|sorry|but|and|then|maybe|i think|for me|us)\W+)*"
_ONCE = r"(?P<once>once|twice|thrice)"
_COUNT = r"(?P<count>\d+(?:\.\d+)?|an?|one|two|three|four|five|six|seven|eight|ten|twelve|sixteen)"
_TIMES = r"(?P<times>times?|cop(?:y|ies)|repeats?|repetitions?|rounds?|of (?:them|those))"
_LENGTH = r"(?P<unit>bars?|beats?|seconds?|secs?|s)"
_WILL_DO = (
    r"(?:(?:is|are|'s|will be|would be|should be) (?:quite |really |more than )?(?:enough|plenty|sufficient|all i need)"
    r"|(?:will|would|should) (?:do|be fine)|suffices?)"
)
_END = r"(?: (?:then|please|really|here|there|actually|for that|of it))*[\s.!]*$"
_FORMS = tuple(
    regex(form, re.IGNORECASE)
    for form in (
        rf"{_LEAD}(?:with |at |to |for )?(?:{_ONCE}|{_COUNT}(?: (?:{_TIMES}|{_LENGTH}))?)"
        rf"(?: long| of fade| more)? {_WILL_DO}{_END}",
        rf"{_LEAD}(?:make (?:it|that) )?(?:rather|only|just)(?: just)? "
        rf"(?:{_ONCE}|{_COUNT} (?:{_TIMES}|{_LENGTH}|(?P<more>more)))(?: more)?{_END}",
        rf"{_LEAD}(?:make (?:it|that) )(?:{_ONCE}|{_COUNT} {_TIMES}){_END}",
        rf"{_LEAD}(?:{_ONCE}|{_COUNT} {_TIMES})(?: please| instead| rather){_END}",
    )
)
_OVER = regex(
    rf"{_LEAD}(?:make|do|have) (?:it|that|them)(?: last| over| take| go on for)? {_COUNT} {_LENGTH}(?: long)?"
    rf"(?: instead| rather)?{_END}",
    re.IGNORECASE,
)
""" "Make it four bars" of a fade or a ride, whose bars are known."""
_NUMBERS = {"a": 1.0, "an": 1.0, "once": 1.0, "twice": 2.0, "thrice": 3.0}
_TO_ITS_END = regex(
    r"\b(?:last|final|into|up to|until|till?|before|towards?|by the end|at the end|outro|ending)\b"
)
_SILENT_DB = -50


def enough(text: str, scene: DialogueState) -> list[Step] | None:
    """The steps of such a turn; None for any other."""
    if not scene.context.dialogue or not scene.done or '"' in text or "?" in text:
        return None
    said = plain(text).strip()
    match = next((found for form in _FORMS if (found := form.match(said))), None)
    state = State.of(scene)
    frames = done_last(state) if match else []
    if match is None and (over := _OVER.match(said)):
        rides = done_last(state)
        match, frames = (over, rides) if all(_is_a_ride(one) for one in rides) else (None, [])
    if match is None or not frames:
        return None
    groups = match.groupdict()
    count = _number(groups.get("once") or groups["count"])
    if unit := groups.get("unit"):
        steps = [step for one in frames for step in _as_long(one, count, unit.lower(), state, scene)]
        return steps if len({step.base for step in steps if step.base}) == len(frames) else None
    is_times = groups.get("once") or groups.get("times") or groups.get("more")
    return _as_often(frames, count, state, is_times=bool(is_times)) or (
        [Step("chat", {"text": chat_text(text)})] if groups.get("once") and _is_there(frames, count) else None
    )


def _is_a_ride(frame: Frame) -> bool:
    is_faded = frame.tool == "edit_clip" and frame.kind in ("fade_in", "fade_out") and "duration" in frame.args
    return is_faded or frame.tool == "automate" and {"start_bar", "end_bar"} <= set(frame.args)


def _number(said: str) -> float:
    low = said.lower()
    return _NUMBERS[low] if low in _NUMBERS else float(low) if low[0].isdigit() else float(spoken_number(low))


def _as_often(frames: list[Frame], count: float, state: State, *, is_times: bool) -> list[Step] | None:
    """So many copies, or a loop of so many rounds."""
    if count != int(count) or count < 1 or any(one.kind not in ("duplicate", "loop") for one in frames):
        return None
    if any("count" in one.args for one in frames):
        return [told_as(Step(one.tool, {**one.args, "count": _rounds(one, int(count))}), "fix", one) for one in frames]
    if not is_times or len({str(one.args.get("clip")) for one in frames}) > 1:
        return None
    if len(frames) > count:
        return taken_back(frames[int(count) :], [one for one in state.frames if one.is_live])
    return None


def _is_there(frames: list[Frame], count: float) -> bool:
    return len(frames) == count and all(one.kind == "duplicate" for one in frames)


def _rounds(frame: Frame, count: int) -> int:
    """ "Once is enough" of a loop: it comes once more; a single round is none."""
    return max(2, count) if frame.kind == "loop" else count


def _as_long(frame: Frame, count: float, unit: str, state: State, scene: DialogueState) -> list[Step]:
    """The same over so many bars, beats or seconds; [] where it has no length."""
    clause = Clause("", "", "", scene)
    beats, part = (int(one) for one in scene.context.time_signature.split("/"))
    bar_beats = beats * 4 / part
    bars = count if unit.startswith("bar") else count / bar_beats if unit.startswith("beat") else count / clause.bar_s
    args = dict(frame.args)
    new: dict[str, Any] | None = None
    if {"start_bar", "end_bar"} <= set(args) and frame.tool != "arrange":
        new = _stretch(frame, bars)
    elif "duration" in args:
        new = {"duration": round(bars * clause.bar_s, 4)}
    elif "offset_beats" in args:
        new = {"offset_beats": number(bars * bar_beats * (-1 if float(args["offset_beats"]) < 0 else 1))}
    elif "bars" in args and bars == int(bars):
        new = {"bars": int(bars)}
    if new is None:
        return []
    made = [told_as(Step(frame.tool, {**args, **new}), "fix", frame)]
    return [*made, *_moved(frame, bars, state)] if "bars" in new else made


def _stretch(frame: Frame, bars: float) -> dict[str, Any] | None:
    """From its beginning; what leads somewhere keeps its end."""
    start, end = float(frame.args["start_bar"]), float(frame.args["end_bar"])
    behind = end if frame.tool in EXCLUSIVE or "to_bpm" in frame.args else end + 1
    if not 0 < bars < 1000:
        return None
    first, last = (behind - bars, behind) if _keeps_end(frame) else (start, start + bars)
    last -= behind - end
    return {"start_bar": number(first), "end_bar": number(last)} if 1 <= first <= last else None


def _keeps_end(frame: Frame) -> bool:
    low, high = frame.args.get("from"), frame.args.get("to")
    is_number = isinstance(low, int | float) and isinstance(high, int | float)
    grows = is_number and float(low or 0) < float(high or 0) and float(low or 0) > _SILENT_DB
    falls_silent = is_number and float(high or 0) <= _SILENT_DB < float(low or 0)
    return bool(_TO_ITS_END.search(frame.said.lower())) or grows or falls_silent or "to_bpm" in frame.args


def _moved(frame: Frame, bars: float, state: State) -> list[Step]:
    """ "A riser of 8 bars into the drop", half as long: it still ends there."""
    old, card = float(frame.args["bars"]), state.cards.get(frame.out[0]) if frame.out else None
    if card is None or not _TO_ITS_END.search(frame.said.lower()) or not card.view.bars or old == bars:
        return []
    return [Step("arrange", {"action": "move", "clip": frame.out[0], "bar": number(card.view.bars[0] + old - bars)})]

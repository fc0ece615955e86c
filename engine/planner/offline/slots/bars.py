"""Places in bars: from here, to there, the last four bars. The end is the start of the bar behind."""

from __future__ import annotations

import math
import re

from engine.planner.offline.slots.clause import Args, Clause, number
from engine.planner.offline.text.quantity import Quantity
from engine.planner.regex import regex

_UNTIL = regex(
    r"(?:\b(?:to|until|till|til|up to|by|before|b4|into|thru|through|ending|end|ends|towards)|->?)\s*(?:the"
    r" )?(?:start of )?(?:bar |measure )?$"
)
_HERE = regex(
    r"\b(?:here|this spot|this place|right now|where (?:we|i) (?:are|am)|the playhead|the cursor|this point|now)\b"
)
_LAST = regex(r"\b(?:last|final|closing)\s*$")
_FIRST = regex(r"\b(?:first|opening)\s*$")
_TOP = regex(r"\b(?:from |at )?(?:the )?(?:top|beginning|very start|start of the (?:song|piece|session))\b")
_TO_END = regex(r"\b(?:to|till|until|til|into) the (?:very )?end\b|\bat the (?:very )?end\b")

_BARS = regex(r"\bbars\s+\d+\s*(?:to|-|–|until|till|through|thru)\s*\d+\b", re.IGNORECASE)
_TWO_BARS = regex(r"\bbars\s+(\d+)\s*(?:and|&|to|-|–|until|till|through|thru)\s*(\d+)\b", re.IGNORECASE)


def two_bars(text: str) -> tuple[int, int] | None:
    """ "Bars 3 and 4", "bars 3 to 4": both of them, told as the first and the one behind; None for any other."""
    found = _TWO_BARS.findall(text)
    if len(found) != 1 or int(found[0][1]) != int(found[0][0]) + 1:
        return None
    return int(found[0][0]), int(found[0][1]) + 1


def bar_of_playhead(clause: Clause) -> float:
    """The bar that the playhead stands in."""
    return number(float(int(clause.scene.context.playhead / clause.bar_s + 1.0001)))


def last_bar(clause: Clause) -> int:
    """The first bar behind everything."""
    ends = [clip.bars[1] if clip.bars else (clip.start + clip.length) / clause.bar_s + 1 for clip in clause.scene.clips]
    return max(2, math.ceil(round(max(ends, default=1.0), 3)))


def bar_range(clause: Clause, amounts: list[Quantity] | None = None) -> Args:
    """start_bar and end_bar as far as they were said; the end is where the bar behind begins."""
    if both := two_bars(clause.low):
        return {"start_bar": both[0], "end_bar": both[1]}
    found = amounts if amounts is not None else clause.amounts
    low = next((one for one in found if one.low and one.unit == "bar"), None)
    high = next((one for one in found if one.high and one.unit == "bar"), None)
    if low and high and low.value < high.value:
        is_counted = _BARS.search(clause.low) and (high.value - low.value) % 4 == 3
        is_last = bool(is_counted)  # "bars 1 to 8" are eight bars; "bars 9 to 13" four, "from bar 5 until bar 8" three
        return {"start_bar": number(low.value), "end_bar": number(high.value + is_last)}
    made: Args = {}
    for one in found:
        if one.unit != "bar":
            continue
        before = clause.before(one, 32)
        if _UNTIL.search(before) and "end_bar" not in made:
            made["end_bar"] = number(one.value)
        else:
            made.setdefault("start_bar", number(one.value)) if "start_bar" not in made else made.setdefault(
                "end_bar", number(one.value)
            )
    lengths = [one for one in found if one.unit == "bars"]
    if lengths:
        length, before = lengths[0].value, clause.before(lengths[0], 16)
        if "start_bar" in made and "end_bar" not in made:
            made["end_bar"] = number(made["start_bar"] + length)
        elif "end_bar" in made and "start_bar" not in made:
            made["start_bar"] = number(max(1, made["end_bar"] - length))
        elif not made and _LAST.search(before):
            made = {"start_bar": number(max(1, last_bar(clause) - length)), "end_bar": last_bar(clause)}
        elif not made and (_FIRST.search(before) or _TOP.search(clause.low)):
            made = {"start_bar": 1, "end_bar": number(1 + length)}
        elif not made and (_HERE.search(clause.low) or re.search(r"\b(?:over|for|in|within|next)\b", clause.low)):
            start = bar_of_playhead(clause)
            made = {"start_bar": start, "end_bar": number(start + length)}
    if _TO_END.search(clause.low) and "end_bar" not in made:
        made["end_bar"] = last_bar(clause)
    if _TOP.search(clause.low) and "start_bar" not in made:
        made["start_bar"] = 1
    if (
        not made
        and clause.scene.context.selected_range
        and re.search(r"\bselect(?:ed|ion)\b|\bthis (?:part|bit|range|area)\b", clause.low)
    ):
        a, b = clause.scene.context.selected_range
        made = {"start_bar": number(round(a / clause.bar_s) + 1), "end_bar": number(round(b / clause.bar_s) + 1)}
    if "end_bar" in made and "start_bar" in made and made["end_bar"] <= made["start_bar"]:
        del made["end_bar"]
    return made


def one_bar(clause: Clause) -> float | None:
    """The one place that a clause names, in bars; the playhead for "here"."""
    bars = [one for one in clause.amounts if one.unit == "bar"]
    if bars:
        return number(bars[0].value)
    if _HERE.search(clause.low):
        return bar_of_playhead(clause)
    if _TOP.search(clause.low):
        return 1
    if re.search(r"\bat the (?:very )?end\b", clause.low):
        return last_bar(clause)
    return None

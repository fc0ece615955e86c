"""Where in a clip or in the session: seconds, bars, ranges."""

from __future__ import annotations

import re

from engine.planner.offline.slots.clause import Args, Clause, number
from engine.planner.offline.text.quantity import Quantity
from engine.planner.regex import regex

_FIRST = regex(r"\b(?:first|opening|initial)\s*(?:\w+\s)?$|\bthe\s+(?:head|start)\s*$")
_LAST = regex(r"\b(?:last|final|closing)\s*$")
_EDGE = regex(r"\b(first|opening|last|final)\s+(minute|second|bar|hour|half minute|quarter minute)\b")
_UNTIL = regex(
    r"\b(?:until|till|til|up to|to|before|thru|through|as far as|end(?:s|ing)? (?:at|by))\s*(?:bar\s*|the\s*)?$"
)
_ENDS = regex(
    r"\b(?:end|stop|cap|tail|finish|close)(?:s|d|p?ed|p?ing)?\s+(?:(?:it|them|this|that|off)\s+)*(?:at|by|on)\s*"
    r"(?:about\s*|the\s*)?$"
)
_FROM = regex(
    r"\b(?:from|after|since|past|starting(?: at)?|starts? (?:at|on)|beginning (?:at|on)|between|at|around"
    r"|about)\s*(?:bar\s*|the\s*|second\s*|minute\s*)?$"
)

_AT_BAR = regex(
    r"\b(?:at|on|from|in|into|to|by|before|after|until|till|ahead of)\s+(?:the\s+)?(?:bar|measure)\s*$"
)


def seconds(clause: Clause, one: Quantity) -> float:
    """A quantity as seconds; "one thirty five" is 1:35."""
    if one.unit == "ms":
        return one.value / 1000
    if one.unit == "bars":
        return one.value * clause.bar_s
    if one.unit == "bar":
        return (one.value - 1) * clause.bar_s
    if one.unit == "beats":
        return one.value * 60 / clause.scene.context.tempo
    said = clause.words_of(one)
    if one.unit == "" and 100 < one.value < 1000 and one.value % 100 < 60 and not re.search(r"\d|hundred", said):
        return one.value // 100 * 60 + one.value % 100
    return one.value


def is_place(clause: Clause, one: Quantity) -> bool:
    """Is a number of bars a place ("at bar 5"), not a length ("for 5 bars")?"""
    return _AT_BAR.search(clause.before(one, 24)) is not None


def _is_time(clause: Clause, one: Quantity) -> bool:
    return one.unit in ("s", "ms") or one.unit == "" and one in clause.tagged("start", "end", "at")


def time_range(clause: Clause) -> Args:
    """start/end in seconds and start_bar/end_bar, as far as they were said."""
    found: Args = {}
    bars = clause.of("bar")
    low = next((one for one in bars if one.low), None)
    high = next((one for one in bars if one.high), None)
    if low and high:
        return {"start_bar": int(low.value), "end_bar": int(high.value)}
    for one in clause.amounts:
        if one.low and one.unit in ("s", "", "ms"):
            found["start"] = number(seconds(clause, one))
        elif one.high and one.unit in ("s", "", "ms"):
            found["end"] = _after_start(clause, one, found)
    if "end" in found:
        return found
    for one in clause.amounts:
        _open_end(clause, one, found)
    start, end = found.get("start", 0), found.get("end", -1)
    if 0 <= end < start < end * 60 and start % 60 == 0:
        found["end"] = number(end * 60)  # "from five minutes in up to twelve"
    if not found and (edge := _EDGE.search(clause.low)):
        length = {"minute": 60.0, "second": 1.0, "bar": clause.bar_s, "hour": 3600.0, "half": 30.0, "quarter": 15.0}[
            edge[2].split()[0]
        ]
        if edge[1] in ("last", "final"):
            found = {"start": number(-length)}
        else:
            found = {"start_bar": 1, "end_bar": 1} if edge[2] == "bar" else {"start": 0, "end": number(length)}
    if bars and not found:
        first = int(bars[0].value)
        found = {"start_bar": first, "end_bar": int(bars[1].value) if len(bars) > 1 else first}
    return found


def _after_start(clause: Clause, one: Quantity, found: Args) -> float:
    """The end of a range in seconds; "2:10 to seven" ends at 7:00, as nothing ends before it starts."""
    end, start = seconds(clause, one), float(found.get("start", 0))
    in_minutes = end < start < end * 60 and re.fullmatch(r"\d+|[a-z -]+", clause.words_of(one)) is not None
    return number(end * 60 if in_minutes and not re.search(r"sec", clause.words_of(one)) else end)


def _open_end(clause: Clause, one: Quantity, found: Args) -> None:
    before = clause.before(one, 24)
    is_length = one.unit in ("s", "bars", "ms") or one.unit == "" and one in clause.tagged("start", "end")
    if is_length and _FIRST.search(before):
        found.update(
            {"start_bar": 1, "end_bar": int(one.value)}
            if one.unit == "bars"
            else {"start": 0, "end": number(seconds(clause, one))}
        )
    elif is_length and _LAST.search(before):
        found["start"] = number(-seconds(clause, one))
    elif _is_time(clause, one) and one.unit != "ms":
        tagged_end = one in clause.tagged("end")
        is_start = _FROM.search(before) is not None
        if _ENDS.search(before) or not is_start and (tagged_end or _UNTIL.search(before)):
            found.setdefault("end", number(seconds(clause, one)))
        elif is_start or one in clause.tagged("start"):
            found.setdefault("start", number(seconds(clause, one)))
    elif one.unit == "bar" and _UNTIL.search(before):
        found.setdefault("end_bar", int(one.value))
    elif one.unit == "bar" and re.search(r"\bfrom\s*(?:bar\s*)?$", before):
        found.setdefault("start_bar", int(one.value))


def length_s(clause: Clause) -> float | None:
    """A duration in seconds: "over 6 seconds", "half a minute", "over two bars"."""
    tagged = [one for one in clause.tagged("duration") if one.unit in ("s", "ms", "", "bars", "beats")]
    timed = (
        tagged
        or [one for one in clause.of("s", "ms") if not one.low and not one.high and ":" not in clause.words_of(one)]
        or clause.of("bars", "beats")
    )
    return number(seconds(clause, timed[0])) if timed else None


_BEGINNING = regex(
    r"\b(?:top|front|beginning|very start|start of (?:the )?(?:song|session|track|arrangement|tune|show|episode"
    r"|timeline))\b|\b(?:from|to|at) the start\b"
)
_FIRST_BAR = regex(r"\bbar one\b|\bfirst bar\b")


def bar_or_time(clause: Clause) -> Args:
    """bar or at, for places in the session."""
    bars = clause.of("bar") or [one for one in clause.tagged("bar") if one.unit in ("", "bars")]
    if bars:
        return {"bar": number(bars[0].value)}
    timed = [
        one
        for one in clause.of("s")
        if ":" in clause.words_of(one)
        or re.search(r"\b(?:at|to|from|on)\s*(?:the\s*)?(?:second\s*)?$", clause.before(one))
    ]
    timed = timed or [one for one in clause.tagged("at") if one.unit in ("s", "", "ms")]
    if timed:
        return {"at": number(seconds(clause, timed[0]))}
    if _BEGINNING.search(clause.low) or _FIRST_BAR.search(clause.low):
        return {"bar": 1}
    if clause.has(r"\bplayhead|\bright here\b|\bat the cursor\b"):
        return {"at": number(clause.scene.context.playhead)}
    return {}

"""A tempo that changes over bars: "from 90 to 110 over bars 1 to 9", "ritardando into the coda, down to 60"."""

from __future__ import annotations

import re
from dataclasses import replace

from engine.planner.offline.slots.bars import bar_of_playhead, bar_range, last_bar
from engine.planner.offline.slots.clause import Args, Clause, number
from engine.planner.offline.text.quantity import Quantity
from engine.planner.regex import regex

_RAMP = regex(
    r"\b(?:rit(?:ard(?:ando)?)?|rall(?:entando)?|accel(?:erando|erate\w*)?|ramp\w*|gradual\w*|slowly|creep\w*"
    r"|glide\w*|broaden\w*|faster and faster|slower and slower)\b"
    r"|\bslows? (?:it |us )?down\b|\bspeed\w* (?:it )?up\b|\bfalling to\b|\bdrops?\b|\bover (?:the |bars? |\d"
    r"|\w+ bars)|\bthrough\b|\bacross\b|\bbetween\b|\bbreathe\b"
)


def _tempo_behind(clause: Clause, one: Quantity) -> Quantity | None:
    """ "From bar 15 to bar 17 to 70": 70 is no bar of this song."""
    is_far = one.value > last_bar(clause) and re.search(r"\bto\s*$", clause.before(one, 6))
    return replace(one, unit="bpm") if is_far and 30 <= one.value <= 300 else None


_PAIRS = regex(
    r"\b(?P<a>\d{2,3}(?:\.\d+)?)(?: ?bpm)?,? (?:at|in|on|from) (?:the )?(?:bar|measure) (?P<p>\d+)\b.*?\b"
    r"(?P<b>\d{2,3}(?:\.\d+)?)(?: ?bpm)?,? (?:at|in|on|by|from|until|in) (?:the )?(?:bar|measure) (?P<q>\d+)\b"
)
""" "From 110 at bar 5 to 90 at bar 13": each tempo with its bar."""


def tempi_at_bars(low: str) -> Args:
    """The arguments of a ramp that is told so; {} for any other."""
    found = _PAIRS.search(low)
    if not found or int(found["q"]) <= int(found["p"]):
        return {}
    a, b = float(found["a"]), float(found["b"])
    if not all(_SLOWEST <= one <= _FASTEST for one in (a, b)) or a == b:
        return {}
    ramp: Args = {"action": "set_tempo", "bpm": number(a), "to_bpm": number(b)}
    return ramp | {"start_bar": int(found["p"]), "end_bar": int(found["q"])}


_SLOWEST, _FASTEST = 30, 300


def tempo_ramp(clause: Clause, *, wanted: bool = False) -> Args:
    """{"action": "set_tempo", "bpm", "to_bpm", "start_bar", "end_bar"} when the tempo glides; {} else."""
    if told := tempi_at_bars(clause.low):
        return told
    amounts = [one for one in clause.amounts if one.unit in ("bpm", "", "bar", "bars")]
    tempi = [one for one in amounts if one.unit == "bpm" or not one.unit and 30 <= one.value <= 300]
    places = [one for one in amounts if one.unit in ("bar", "bars")]
    if not tempi and len(places) > 1 and (far := _tempo_behind(clause, places[-1])):
        tempi, places = [far], places[:-1]
    is_told = len(tempi) > 1 and len(places) > 1 and tempi[0].low
    if not wanted and not is_told and not (_RAMP.search(clause.low) and (places or len(tempi) > 2)):
        return {}
    behind = [one for one in tempi if re.search(r"\bbars? (?:from|at|starting at)\s*$", clause.before(one, 24))]
    if behind and len(tempi) > 1:
        places = [*places, *(replace(one, unit="bar") for one in behind)]
        tempi = [one for one in tempi if one not in behind]
    if len(tempi) > 2 and not any(one.unit == "bar" for one in places):
        pairs = [(a, b) for a, b in zip(tempi, tempi[1:], strict=False) if a.low and b.high and a.value < b.value]
        if pairs:
            a, b = pairs[-1]
            places = [replace(a, unit="bar"), replace(b, unit="bar")]
            tempi = [one for one in tempi if one not in (a, b)]
    if not tempi:
        if wanted and not clause.carries:
            clause.need("To how many bpm?")
            return {"action": "set_tempo"}
        return {}
    tempi = [one for one in tempi if one.unit == "bpm" or one not in places][:2]
    start, end = (tempi[0].value, tempi[1].value) if len(tempi) > 1 else (clause.scene.context.tempo, tempi[0].value)
    where = bar_range(clause, places)
    args: Args = {"action": "set_tempo", "bpm": number(start), "to_bpm": number(end)}
    if not where:
        return args if wanted else {}
    first = where.get("start_bar")
    last = where.get("end_bar")
    if first is None:
        here = bar_of_playhead(clause)
        first = here if here < float(last or 0) and not clause.has(r"\binto\b") else max(1, float(last or 0) - 4)
    if last is None:
        last = last_bar(clause) if clause.has(r"\bto the end\b|\bonwards?\b") else float(first) + 4
    return args | {"start_bar": int(first), "end_bar": int(last)}

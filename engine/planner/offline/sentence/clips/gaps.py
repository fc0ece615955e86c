"""Gaps: "leave half a second between the two answers", "close the hole before the reply"."""

from __future__ import annotations

from engine.planner.context import ClipInfo
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.scope.lying import beats_of_bar, in_order
from engine.planner.offline.slots.clause import Clause, number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_GAP = r"(?:gaps?|holes?|spaces?|pauses?|silences?|breaks?|rests?|room|breath)"
_WHERE = r"(?P<where>between (?:two |both )?T(?: T| clips)?|before T|after T|behind T|in front T)"
_NO_GAP = rf"(?:[ ,]*(?:with |without )?(?:no |any )?(?:{_GAP}|space|in between|between|them))*"
_CLOSED = regex(
    rf"(?:close|shut|fill|tighten|remove|lose|cut|kill|no|take|get rid|delete)(?: up| out| off| of)* {_GAP} {_WHERE}"
)
_WIDE = regex(
    rf"(?:(?:leave|put|keep|make|have|let|give|insert|add|with|only|just|shorten|lengthen|reduce|extend|tighten|set|cut|{_GAP}"
    rf"|of|to|in|silence|exactly|only) )*(?P<n>N )?(?:(?:of|{_GAP}|to|down) )*{_WHERE}(?: (?:to|down|be|N|long|only))*"
)
_BEHIND = regex(
    r"(?:let |have |make |move |put |start |bring |pull |get )?T (?:(?:comes?|starts?|begins?|follows?|plays?"
    r"|enters?|in|it|so|that"
    r"|up|to) )*(?P<n>N )?(?:(?:right|straight|directly|immediately|just|close) )*(?:after|behind|to|against"
    r"|follows?|when|as) T"
    rf"(?: ends?| is over| stops?| finishes?)?{_NO_GAP}"
)
_UNITS = ("s", "ms", "bars", "beats")
_NEAR = 1e-3


def gap(said: Said) -> list[Step] | None:
    """The later clip at a distance from where the earlier ends; None where no two are told, or not all is known."""
    if said.places or len(said.amounts) > 1 or any(one.unit not in _UNITS for one in said.amounts):
        return None
    form = " ".join(said.form.replace(",", " ").replace(".", " ").split())
    told = bool(said.amounts)
    match = (_CLOSED.fullmatch(form) if not told else None) or (_WIDE.fullmatch(form) if told else None)
    behind = _BEHIND.fullmatch(form) if match is None else None
    if match:
        pair = _pair(said, match["where"])
    elif behind and bool(behind["n"]) == told:
        pair = _two(said, in_order_said=True)
    else:
        return None
    if pair is None:
        return None
    first, second = pair
    if first.bars is None or second.bars is None:
        return None
    at = first.bars[1] + _size(said)
    if abs(second.bars[0] - at) < _NEAR or at < 1:
        return None
    return [Step("arrange", {"action": "move", "clip": second.id, "bar": number(round(at, 4))})]


def _size(said: Said) -> float:
    """In bars."""
    if not said.amounts:
        return 0.0
    one, bar_s = said.amounts[0], Clause("", "", "", said.scene).bar_s
    return one.value / {"s": bar_s, "ms": 1000 * bar_s, "bars": 1.0, "beats": beats_of_bar(said)}[one.unit]


def _pair(said: Said, where: str) -> tuple[ClipInfo, ClipInfo] | None:
    if where.startswith("between"):
        return _two(said)
    things = [one for one in said.things if not one.is_pointed]
    if len(things) != 1 or len(things[0].clips) != 1:
        return None
    row = in_order(things[0].tracks[0], said) if things[0].tracks else []
    at = next((place for place, one in enumerate(row) if one.id == things[0].clips[0]), -1)
    other = at - 1 if where.startswith(("before", "in front")) else at + 1
    if at < 0 or not 0 <= other < len(row):
        return None
    first, second = sorted((row[at], row[other]), key=lambda one: one.start)
    return first, second


def _two(said: Said, *, in_order_said: bool = False) -> tuple[ClipInfo, ClipInfo] | None:
    """The two clips that are told: two of one name each, or all of a track that has just two."""
    things = [one for one in said.things if not one.is_pointed]
    if len(things) == 1 and len(things[0].tracks) == 1 and not in_order_said:
        row = in_order(things[0].tracks[0], said)
        return (row[0], row[1]) if len(row) == 2 else None
    if len(things) != 2 or any(len(one.clips) != 1 or len(one.tracks) != 1 for one in things):
        return None
    rows = {one.id: one for thing in things for one in in_order(thing.tracks[0], said)}
    told = [rows[one.clips[0]] for one in things if one.clips[0] in rows]
    if len(told) != 2:
        return None
    return (told[1], told[0]) if in_order_said else (min(told, key=_start), max(told, key=_start))


def _start(clip: ClipInfo) -> float:
    return clip.start

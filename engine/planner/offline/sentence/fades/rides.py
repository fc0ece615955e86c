"""Rides: "swell on the strings from -10 up to 0 over 17 to 24", and behind one "over the out let it sink to -6"."""

from __future__ import annotations

import math
import re
from itertools import pairwise

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.scope.where import fader_of
from engine.planner.offline.sentence.undo.taken_back import taken_back, with_corrections
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.quantity import Quantity
from engine.planner.regex import regex
from engine.tasks.plan import Step

_RISES = frozenset(
    "rising climbing growing swelling building swell swells rise rises raise climb climbs grow grows"
    " build builds crescendo".split()
)
_SINKS = frozenset("sinking falling sink sinks fall falls decrescendo diminuendo".split())
_MOVES = frozenset("ramp ramps ride rides automate automation glide glides move moves go goes fade fades".split())
_BESIDE = frozenset(
    "let make have do it that them on in the a of from to up down volume level gain fader slowly gradually gently"
    " smoothly all way by with then and group bus track db out for".split()
)
_STARTS = frozenset("start starts begin begins starting from".split())
_ENDS = frozenset("end ends finish stop ends reach peak top land finishes stops".split())
_ENDS_BESIDE = frozenset(
    "it that at to on with lower higher only just there up down out db instead rather make let have should".split()
)
_HOLDS = frozenset("stay stays keep keeps hold holds remain remains sit sits full flat steady".split())
_POINTS_BESIDE = frozenset(
    "vol auto back its their there me at bring take push pull lower draw leave there slide"
    " stay".split()
)
_ROUND = frozenset("other opposite wrong reverse reversed backwards flip swap invert round versa".split())
_ROUND_BESIDE = frozenset("direction way around vice turn it that them in do go make instead rather".split())
_SIDES_BESIDE = frozenset(
    "each either both side sides way ways not all far wide much that quite on to at percent enough will make"
    " it only".split()
)
_ONLY = frozenset("only just it that there in over do make not".split())
_CLEARS = frozenset("clear delete remove lose kill undo drop scrap no ditch".split())
_AUTOMATION = frozenset("automation sweep ride ramp curve envelope move line it that filter again all off take".split())
_BACK = frozenset(
    "back shut closed snap snaps jump jumps slam slams straight again right it that drop on go goes".split()
)


def ride(said: Said) -> list[Step] | None:
    """The level that goes from one value to another; None where none does, or not all is known."""
    readers = (_turned, _at_its_end, _end, _of_a_knob, _several_points, _points, _written)
    return next((steps for reader in readers if (steps := reader(said))), None)


def _turned(said: Said) -> list[Step] | None:
    """ "Other direction", "not all the way, 40 each side" of what moves from one value to another."""
    last = said.last()
    ends = [(one.args.get("from"), one.args.get("to")) for one in last if one.tool == "automate"]
    if not ends or len(ends) != len(last) or said.places or any(not one.is_pointed for one in said.things):
        return None
    if any(not isinstance(a, int | float) or not isinstance(b, int | float) or a == b for a, b in ends):
        return None
    if said.bag & _ROUND and not said.bag - _ROUND - _ROUND_BESIDE and not said.amounts:
        return [
            told_as(Step("automate", {**one.args, "from": one.args["to"], "to": one.args["from"]}), "fix", one)
            for one in last
        ]
    is_each = said.bag & {"each", "either", "both"} and said.bag & {"side", "sides", "way", "ways"}
    if not is_each or len(said.amounts) != 1 or said.amounts[0].unit not in ("", "%") or said.bag - _SIDES_BESIDE:
        return None
    size = min(100.0, abs(said.amounts[0].value)) / 100
    if any(one.args.get("parameter") != "pan" or one.args["from"] * one.args["to"] >= 0 for one in last):
        return None
    return [
        told_as(
            Step("automate", {**one.args, **{end: math.copysign(size, one.args[end]) for end in ("from", "to")}}),
            "fix",
            one,
        )
        for one in last
    ]


_OPENS = frozenset(
    "hairpin opening opens open closing closes close again back down up dip dips dipping rising returning return curve"
    " line fader write draw over finally then there this way like points point one".split()
)
_FEWEST = 3


def _several_points(said: Said) -> list[Step] | None:
    """ "The fader: -14 at bar 1, opening to -2 at bar 4, closing to -14 again at bar 5": from each point to the"
    " next."""
    order = "".join(one for one in said.form.split() if one in ("N", "P"))
    levels, places = said.amounts, said.places
    if len(levels) < _FEWEST or len(levels) != len(places) or order not in ("NP" * len(levels), "PN" * len(levels)):
        return None
    if said.bag - _RISES - _SINKS - _MOVES - _BESIDE - _STARTS - _ENDS - _POINTS_BESIDE - _OPENS or said.is_open:
        return None
    if len(said.tracks) != 1 or any(one.is_clip for one in said.things):
        return None
    if any(one.unit not in ("", "dB") or abs(one.value) > 6 and not one.signed for one in levels):
        return None
    points = [(one.point, at.value) for one, at in zip(places, levels, strict=True)]
    if any(after[0] <= before[0] for before, after in pairwise(points)):
        return None
    (track,) = said.tracks
    return [
        Step("automate", {"track": track, "parameter": "volume", "from": number(low), "to": number(high),
                          "start_bar": number(start), "end_bar": number(end)})
        for (start, low), (end, high) in pairwise(points)
    ]  # fmt: skip


def _points(said: Said) -> list[Step] | None:
    """ "From -30 at bar 9 to -10 at bar 11", "stays full up to bar 11, then down to -15 by bar 13"."""
    order = "".join(one for one in said.form.split() if one in ("N", "P"))
    verbs = _RISES | _SINKS | _MOVES
    left = said.bag - verbs - _BESIDE - _STARTS - _POINTS_BESIDE
    levels = [one for one in said.amounts if one.unit in ("", "dB")]
    is_held = order == "PNP" and bool(said.bag & _HOLDS)
    if left - (_HOLDS if is_held else set()) or len(levels) != len(said.amounts) or len(said.tracks) != 1:
        return None
    if not is_held and (order != "NPNP" or not _is_behind(said.text, levels[-1], "to")):
        return None
    if said.is_open or any(one.is_clip for one in said.things):
        return None
    first, last = said.places
    if any(one.how in ("from", "before") for one in said.places) or last.point <= first.point:
        return None
    if any(abs(one.value) > 6 and not one.signed for one in levels):
        return None
    (track,) = said.tracks
    begins = fader_of(track, said.scene) if is_held else levels[0].value
    values = {"from": number(begins), "to": number(levels[-1].value)}
    bars = {"start_bar": number(first.point), "end_bar": number(last.point)}
    return [Step("automate", {"track": track, "parameter": "volume", **values, **bars})]


def _written(said: Said) -> list[Step] | None:
    verbs = _RISES | _SINKS | _MOVES
    if not said.bag & (_RISES | _SINKS | _MOVES) or said.bag - verbs - _BESIDE or len(said.places) != 1:
        return None
    place = said.places[0]
    is_way = said.text[place.start : place.end].startswith("from")
    if place.is_open or is_way or place.how not in ("in", "bare") or len(place.spans) != 1:
        return None
    tracks = said.tracks
    levels = [one for one in said.amounts if one.unit in ("", "dB")]
    if len(tracks) != 1 or len(levels) != len(said.amounts) or not levels or any(one.is_clip for one in said.things):
        return None
    first = next((one for one in levels if _is_behind(said.text, one, "from")), None)
    last = next((one for one in levels if one is not first and _is_behind(said.text, one, "to")), None)
    if last is None or len(levels) > 1 + (first is not None):
        return None
    if first is None and not said.bag & (_RISES | _SINKS):
        return None
    if any(not one.signed and one.value > 6 for one in levels):
        return None
    begins = {} if first is None else {"from": number(first.value)}
    start, end = place.spans[0]
    return [
        Step(
            "automate",
            {
                "track": tracks[0], "parameter": "volume", **begins, "to": number(last.value),
                "start_bar": number(start), "end_bar": number(end),
            },
        )
    ]  # fmt: skip


def _is_behind(text: str, one: Quantity, word: str) -> bool:
    before = re.sub(r"\b(?:about|around|roughly|like|its|their|his|her|the old)\s*$", "", text[: one.start].rstrip())
    return re.search(rf"\b{word}\s*$", before) is not None


_UP_TO = regex(r"(?:(?:go|make it|let it) )?(?P<way>up|down) to [-+]?\d[\d.]*(?: ?db)?(?: (?:instead|rather|only))*")
_AT_ITS_END = regex(r"^(?P<level>[-+]?\d+(?:\.\d+)?(?: ?db)?) (?:at|in) the (?P<end>start|beginning|end)$")


def _at_its_end(said: Said) -> list[Step] | None:
    """ "-30 at the start", "-6 at the end" of what goes from one value to another."""
    match, last = _AT_ITS_END.match(said.text.strip(" .!")), said.last()
    if match is None or len(last) != 1 or last[0].tool != "automate" or last[0].args.get("parameter") != "volume":
        return None
    if last[0].args.get("from") == last[0].args.get("to"):
        return None
    value = float(match["level"].removesuffix("db"))
    return [_with(last[0], "to" if match["end"] == "end" else "from", value)]


def _end(said: Said) -> list[Step] | None:
    """ "Start it lower, -14", "finish at -12", "and stop at -4": one end of what goes from one value to another."""
    last = said.last()
    if len(last) != 1 or last[0].tool != "automate" or len(said.amounts) != 1 or said.places:
        return None
    (act,), (one,) = last, said.amounts
    if act.args.get("from") != act.args.get("to") and (match := _UP_TO.fullmatch(said.text.strip(" .!"))):
        is_up = one.value > float(act.args.get("from") or 0)
        if one.unit not in ("", "dB") or not one.signed or is_up != (match["way"] == "up"):
            return None
        return [_with(act, "to", one.value)]
    if act.args.get("from") == act.args.get("to") or any(not thing.is_pointed for thing in said.things):
        return None
    starts, ends = said.bag & _STARTS, said.bag & _ENDS
    if bool(starts) == bool(ends) or said.bag - _STARTS - _ENDS - _ENDS_BESIDE or one.unit not in ("", "dB", "%"):
        return None
    value = one.value / 100 if one.unit == "%" else one.value
    return [_with(act, "from" if starts else "to", value)]


# --- a knob that moves ---


def _of_a_knob(said: Said) -> list[Step] | None:
    """ "Only the first half", "clear that automation", "and snap back on the drop": of a knob that moves over bars."""
    last = said.last()
    acts = [one for one in last if one.tool == "automate" and one.args.get("effect")]
    others = [one for one in last if one not in acts]
    if len(acts) != 1 or any(one.tool != "apply_effect" for one in others) or said.amounts or acts[0].kind == "clear":
        return None
    (act,) = acts
    start, end = act.args.get("start_bar"), act.args.get("end_bar")
    if (
        not isinstance(start, int | float)
        or not isinstance(end, int | float)
        or any(not one.is_pointed for one in said.things)
    ):
        return None
    if not said.places:
        if not said.bag & (_CLEARS | {"off"}) or not said.bag & _AUTOMATION or said.bag - _CLEARS - _AUTOMATION:
            return None
        return _cleared(act, said)
    there = taken_apart(said.text, said.scene, there=((float(start), float(end)),)).places
    if len(there) != 1 or there[0].is_open or len(there[0].spans) != 1:
        return None
    place, (first, last_bar) = there[0], there[0].spans[0]
    if said.bag & {"only", "just"} and not said.bag - _ONLY and place.how in ("in", "bare", "from", "to"):
        first, last_bar = (first, float(end)) if place.how == "from" else (first, last_bar)
        first = float(start) if place.how == "to" else first
        bars = {"start_bar": number(first), "end_bar": number(last_bar)}
        return [told_as(Step("automate", {**act.args, **bars}), "fix", act)] if last_bar > first else None
    if said.bag & {"back", "shut", "closed"} and not said.bag - _BACK and first >= float(end) and "from" in act.args:
        begins = act.args["from"]
        bars = {"start_bar": number(first), "end_bar": number(max(last_bar, first + 1))}
        return [Step("automate", {**act.args, "from": begins, "to": begins, **bars})]
    return None


def _cleared(act: Frame, said: Said) -> list[Step] | None:
    """The automation gone; with the filter that was put on for it, which else would stay where it began."""
    live = [one for one in said.state.frames if one.is_live and one.request]
    chain = [one.name for one in with_corrections(act, live)]
    turns = {one.request for one in live if one.name in chain}
    beside = [
        one for one in live if one.request in turns and one.tool == "apply_effect" and one.kind == act.args["effect"]
    ]
    if beside:
        return taken_back([one for one in live if one.name in chain or one in beside], live)
    named = {name: act.args[name] for name in ("track", "parameter", "effect") if name in act.args}
    return [Step("automate", {**named, "action": "clear"})]


def _with(act: Frame, name: str, value: float) -> Step:
    return told_as(Step(act.tool, {**act.args, name: number(value)}), "fix", act)

"""Faded otherwise: "longer, 8 bars", "just the last two", "start it at bar 35", "make that one bar"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from engine.planner.context import ClipInfo
from engine.planner.offline.conversation.act_sense import acts_of
from engine.planner.offline.conversation.become import taken_back_acts
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.place import Bars
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.fades.fade_lengths import BEGINS, is_point, seconds_of
from engine.planner.offline.sentence.scope.edges import Edge, edges_in, outside
from engine.planner.offline.sentence.scope.lying import bar_s, beats_of_bar
from engine.planner.offline.slots.automate import SILENT_DB
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.counts import COUNT, counted
from engine.planner.offline.text.quantity import Quantity
from engine.planner.regex import regex
from engine.tasks.plan import Step

_SINGLE = frozenset(
    "the that its it only just make let start starts begin begins starting already over on from at to be"

                    " can may should must has have goes go lasts last until till up in out longer shorter earlier later"
                    " sooner fade fades fade-out fade-in fadeout fadein bit little more please of do not rather instead"
                    " reach reaches come comes way".split())  # fmt: skip
_LAST_FEW = regex(
    r"(?:(?:just|only|make it|over|for|it) )*(?:the )?(?P<which>last|final|first) "
    rf"(?P<count>{COUNT})(?: bars?)?"
)
_THAT_ONE = regex(r"(?:make|let) (?:that|this|it) (?:be )?(?:just |only )?one (?P<unit>bar|beat|second)")
""" "That one bar" names nothing: it is to be one bar."""


def last_fades(said: Said) -> list[Frame]:
    """The fades of the last turn, where it was nothing else."""
    last = said.last()
    return last if last and all(is_fade(one) for one in last) else []


def is_fade(act: Frame) -> bool:
    """Is it a fade of a clip, or of a track over bars?"""
    if act.tool == "edit_clip":
        return act.kind in ("fade_in", "fade_out")
    ends = [act.args.get("from"), act.args.get("to")]
    is_ride = act.tool == "automate" and act.args.get("parameter") == "volume" and None not in ends
    return is_ride and ends[0] != ends[1] and min(float(str(one)) for one in ends) <= SILENT_DB


_LENGTHS = frozenset(
    "make it that be over longer shorter rather just only more like about for fade the quicker slower take with do"
    " try to"
    " instead bit little will enough fine plenty use let have need needs".split()
)


def faded_otherwise(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "Longer, 8 bars", "just the last two": the same with another length."""
    if match := _LAST_FEW.fullmatch(said.text.strip()):
        count = match["count"]
        bars = float(counted(count))
        if any((match["which"] == "first") == _is_out(one) for one in last):
            return None
        return [_with_length(one, Quantity(bars, "bars", 0, 0), said) for one in last]
    if (match := _ON_THE_OUT.fullmatch(said.text.strip(" .!"))) and (turned := _by_a_half(match, said, last)):
        return turned
    if match := _THAT_ONE.fullmatch(said.text.strip()):
        units = {"bar": "bars", "beat": "beats", "second": "s"}
        return [_with_length(one, Quantity(1.0, units[match["unit"]], 0, 0), said) for one in last]
    if slower := _slower(said, last):
        return slower
    if other := _at_the_other_end(said, last) or _also_out(said, last):
        return other
    if turned := _at_the_front(said, last):
        return turned
    if moved := _from_elsewhere(said, last):
        return moved
    if told_twice := _so_long_from_there(said, last):
        return told_twice
    edges = edges_in(said)
    places, amounts, bag = outside(said, edges)
    lengths: list[Quantity | Edge] = [*amounts, *edges]
    if places or len(lengths) != 1 or bag - _LENGTHS:
        return None
    one = lengths[0]
    if isinstance(one, Edge):
        if one.bars == 0 or any(one.is_front == _is_out(act) for act in last):
            return None
        return [_with_length(act, one, said) for act in last]
    if said.text[one.start : one.end].startswith(("half as", "twice", "double")):
        return None
    if way := _BY_SO_MUCH.match(said.text, one.end):
        return _by_so_much(one, -1 if way["less"] else 1, last, said)
    return [_with_length(act, one, said) for act in last] if one.unit in ("bars", "beats", "s", "ms") else None


_ON_THE_OUT = regex(
    r"(?:(?:make it )?(?:a bit |a little |much |still )?)?(?P<way>longer|shorter)"
    r" (?:on|for) the (?:fade )?(?P<end>out|in)"
)
_LONGER = 1.5


def _by_a_half(match: re.Match[str], said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "Longer on the out": half as long again."""
    meant = [one for one in last if _is_out(one) == (match["end"] == "out")]
    ends = [_ends(one, said) for one in meant]
    if not meant or any(one is None for one in ends):
        return None
    by = _LONGER if match["way"] == "longer" else 1 / _LONGER
    made = [
        _with_begin(act, one[1] - by * (one[1] - one[0]) if _is_out(act) else one[0] + by * (one[1] - one[0]), said)
        for act, one in zip(meant, ends, strict=True)
        if one
    ]
    return [one for one in made if one] if made and all(made) else None


_SPEED = regex(
    r"(?:(?:make|do|let|have|get|it|that|the|fade|be|is|was|a|much|even|still|more like|please|now) )*"
    r"(?P<little>(?:a )?(?:bit|little|touch|tad|slightly) )?"
    r"(?:(?P<long>slower|more gradual(?:ly)?|gentler|smoother|too (?:fast|quick|abrupt|sudden|steep|hasty|rushed))"
    r"|(?P<short>faster|quicker|snappier|less gradual(?:ly)?|too (?:slow|gradual|long-winded)))"
    r"(?: (?:fade|one|please|pls|now))*"
)


def _slower(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "Slower", "too abrupt": half as long again, a bit a quarter; "faster", "too slow": the other way."""
    match = _SPEED.fullmatch(said.text.strip(" .!"))
    ends = [_ends(one, said) for one in last] if match else []
    if match is None or any(one is None for one in ends):
        return None
    by = _LONGER if not match["little"] else 1.25
    by = by if match["long"] else 0.8 if match["little"] else 0.5
    made = [
        _with_begin(act, one[1] - by * (one[1] - one[0]) if _is_out(act) else one[0] + by * (one[1] - one[0]), said)
        for act, one in zip(last, ends, strict=True)
        if one
    ]
    return [one for one in made if one] if made and all(made) else None


_BY_SO_MUCH = regex(r" (?:(?P<less>shorter|less)|longer|more)\b")


def _by_so_much(amount: Quantity, way: int, last: Sequence[Frame], said: Said) -> list[Step] | None:
    """ "A bar longer": than it is."""
    ends = [_ends(one, said) for one in last]
    if amount.unit not in ("bars", "beats") or any(one is None for one in ends):
        return None
    by = way * amount.value / (beats_of_bar(said) if amount.unit == "beats" else 1.0)
    made = [
        _with_begin(act, one[0] - by if _is_out(act) else one[1] + by, said)
        for act, one in zip(last, ends, strict=True)
        if one
    ]
    return [one for one in made if one] if all(made) else None


_FRONT = r"(?:start|beginning|front|top|head)"
_SAME_THERE = regex(
    rf"(?:do )?(?:the )?same (?:thing |fade )?(?:again )?(?:at|on|for|to) (?:the |its )?(?:very )?(?:other )?"
    rf"(?:(?P<start>{_FRONT})|end|back|tail|side)(?: of (?:it|that|the clip))?(?: too| as well| also)*"
)


def _at_the_other_end(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "Same at the end": as long a fade on the other side."""
    match = _SAME_THERE.fullmatch(said.text.strip())
    if match is None or any(one.tool != "edit_clip" for one in last):
        return None
    told = "fade_in" if match["start"] else "" if match[0].endswith("side") else "fade_out"
    other = {"fade_in": "fade_out", "fade_out": "fade_in"}
    if any(told not in ("", other[one.kind]) for one in last):
        return None
    return [Step("edit_clip", {**one.args, "action": other[one.kind]}) for one in last]


_ALSO_OUT = regex(
    rf"(?:also )?(?:fade )?(?:it )?(?P<way>in|out)(?: again)?(?: ?,)?(?: (?:over|for|in|across))?(?: the)? "
    rf"(?P<which>last|first) (?P<count>{COUNT})(?: bars?)?(?: too| as well| also)*"
)


def _also_out(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "And out, last 4", behind a fade in: a fade at the other end of the same, so many bars."""
    match = _ALSO_OUT.fullmatch(said.text.strip(" .!"))
    if match is None or (match["way"] == "out") != (match["which"] == "last"):
        return None
    kind = f"fade_{match['way']}"
    if any(one.tool != "edit_clip" or one.kind == kind for one in last):
        return None
    made = []
    for one in last:
        clip = said.scene.clip(one.args.get("clip"))
        if clip is None:
            return None
        length = counted(match["count"]) * bar_s(clip, said)
        made.append(Step("edit_clip", {"clip": clip.id, "action": kind, "duration": number(length)}))
    return made


_OTHER_FADE = regex(r"(?:(?:make|do|want) (?:it|that) )?(?:an? )?fade[- ]?(?P<way>in|out) (?:instead|rather)")


def _at_the_front(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "Fade in instead": the other end, and no more at this one."""
    match = _OTHER_FADE.fullmatch(said.text.strip())
    if match is None or any(one.tool != "edit_clip" or _is_out(one) == (match["way"] == "out") for one in last):
        return None
    undone = taken_back_acts(last, acts_of(said.state))
    other = [Step("edit_clip", {**one.args, "action": f"fade_{match['way']}"}) for one in last]
    return [*undone, *other] if undone else None


_THAT_FADE = regex(
    rf"(?:make|set|put|change|turn) (?:the )?(?:one|fade) (?:at|on) (?:the )?(?:(?P<start>{_FRONT})|end|back|tail)\b.*"
)


def fade_at_an_end(said: Said) -> list[Step] | None:
    """ "Make the one at the start 5": the newest fade there, in the unit that it was told in where none is."""
    match = _THAT_FADE.fullmatch(said.text.strip())
    kind = "" if match is None else "fade_in" if match["start"] else "fade_out"
    acts = [one for one in said.focus.acts if (one.tool, one.kind) == ("edit_clip", kind)]
    if not acts or not last_fades(said) or len(said.amounts) != 1:
        return None
    amount, act = said.amounts[0], acts[0]
    clip = said.scene.clip(act.args.get("clip"))
    unit = amount.unit or ("bars" if re.search(r"\bbars?\b", act.said) else "s")
    if clip is None or unit not in ("bars", "beats", "s", "ms"):
        return None
    return [_with_length(act, replace(amount, unit=unit), said)]


def _from_elsewhere(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "Start it at bar 35", "the fade out can begin on bar 3", "from 27", "a bar earlier"."""
    if said.bag - _SINGLE:
        return None
    outward = bool(said.bag & {"out", "fade-out", "fadeout"})
    inward = bool(said.bag & {"in", "fade-in", "fadein"})
    acts = [one for one in last if outward == inward or _is_out(one) == outward]
    if said.amounts:
        return _begun_by(said, acts) if not said.places else None
    if len(said.places) != 1 or said.is_open or not is_point(said.places[0], said) or not acts:
        return None
    place = said.places[0]
    if place.how == "at" and not said.bag & BEGINS and not outward:
        return None
    acts = [one for one in acts if _is_out(one) == (place.how != "to")]
    made = [_with_begin(one, place.point, said) for one in acts]
    return [one for one in made if one] if made and all(made) else None


def _so_long_from_there(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "Take four bars for it instead, so from bar 13": the length and the bar tell the same."""
    if len(said.amounts) != 1 or len(said.places) != 1 or said.is_open or said.bag - _LENGTHS - _SINGLE:
        return None
    amount, place = said.amounts[0], said.places[0]
    ends = [_ends(one, said) for one in last]
    if amount.unit not in ("bars", "beats") or place.how not in ("from", "at") or not all(ends):
        return None
    bars = amount.value / (beats_of_bar(said) if amount.unit == "beats" else 1.0)
    if not all(_is_out(one) for one in last) or any(abs(one[1] - bars - place.point) > _NEAR for one in ends if one):
        return None
    made = [_with_begin(one, place.point, said) for one in last]
    return [one for one in made if one] if all(made) else None


_NEAR = 0.05


def _begun_by(said: Said, acts: Sequence[Frame]) -> list[Step] | None:
    """ "Start it a bar earlier", "a bar sooner": so much longer, or shorter."""
    way = [1.0 for one in said.bag if one in ("earlier", "sooner")] + [-1.0 for one in said.bag if one == "later"]
    amount = said.amounts[0]
    if len(way) != 1 or len(said.amounts) > 1 or amount.signed or amount.unit not in ("bars", "beats") or not acts:
        return None
    bars = way[0] * amount.value / (beats_of_bar(said) if amount.unit == "beats" else 1.0)
    ends = [_ends(one, said) for one in acts]
    if any(one is None or not _is_out(act) for one, act in zip(ends, acts, strict=True)):
        return None
    made = [_with_begin(act, one[0] - bars, said) for act, one in zip(acts, ends, strict=True) if one]
    return [one for one in made if one] if made and all(made) else None


def _ends(act: Frame, said: Said) -> Bars | None:
    """The bars of a fade."""
    if act.tool != "edit_clip":
        return float(act.args["start_bar"]), float(act.args["end_bar"])
    clip = said.scene.clip(act.args.get("clip"))
    length = act.args.get("duration")
    if clip is None or clip.bars is None or not isinstance(length, int | float):
        return None
    bars = length / bar_s(clip, said)
    return (clip.bars[1] - bars, clip.bars[1]) if _is_out(act) else (clip.bars[0], clip.bars[0] + bars)


def _with_begin(act: Frame, bar: float, said: Said) -> Step | None:
    """The fade out from there on, the fade in up to there."""
    if act.tool != "edit_clip":
        start, end = float(act.args["start_bar"]), float(act.args["end_bar"])
        if not (bar < end if _is_out(act) else start < bar):
            return None
        span = {"start_bar": number(bar)} if _is_out(act) else {"end_bar": number(bar)}
        return told_as(Step(act.tool, {**act.args, **span}), "fix", act)
    clip = said.scene.clip(act.args.get("clip"))
    if clip is None or clip.bars is None or not clip.bars[0] <= bar <= clip.bars[1]:
        return None
    bars = clip.bars[1] - bar if _is_out(act) else bar - clip.bars[0]
    step = Step(act.tool, {**act.args, "duration": number(bars * bar_s(clip, said))})
    return told_as(step, "fix", act) if bars > 0 else None


def _is_out(act: Frame) -> bool:
    return act.kind == "fade_out" if act.tool == "edit_clip" else float(str(act.args["to"])) <= SILENT_DB


def _with_length(act: Frame, length: Quantity | Edge, said: Said) -> Step:
    if act.tool == "edit_clip":
        clip = said.scene.clip(act.args.get("clip")) or ClipInfo("", "")
        return told_as(
            Step(act.tool, {**act.args, "duration": number(seconds_of(length, clip, said) or 0.0)}), "fix", act
        )
    bar = ClipInfo("", "")
    bars = (seconds_of(length, bar, said) or 0.0) / bar_s(bar, said)
    start, end = float(act.args["start_bar"]), float(act.args["end_bar"])
    span = {"start_bar": number(end - bars)} if _is_out(act) else {"end_bar": number(start + bars)}
    return told_as(Step(act.tool, {**act.args, **span}), "fix", act)

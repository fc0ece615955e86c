"""Fades: "fade the riff out over its last bar", "half a bar in at the front", "small fades at both ends", "longer"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from engine.planner.context import ClipInfo
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.edges import Edge, edges_in, outside
from engine.planner.offline.sentence.lying import (
    NOUNS,
    bar_s,
    beats_of_bar,
    clips_meant,
    in_order,
    meant_last,
    subjects,
)
from engine.planner.offline.sentence.places import Bars, Place
from engine.planner.offline.sentence.said import Said
from engine.planner.offline.sentence.where import fader_of, plays
from engine.planner.offline.slots.automate import SILENT_DB
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.quantity import Quantity
from engine.tasks.plan import Step

_FADES = frozenset("fade fades faded fading fade-in fade-out fadeout fadein".split())
_OUTWARD = frozenset("out away nothing silence zero off fadeout fade-out down".split())
_INWARD = frozenset("in up fadein fade-in".split())
_BOTH = frozenset("both either each".split())
_SHORT = frozenset("small short quick little tiny bit touch micro fast".split())
_BESIDE = frozenset(
    "put give make add let with over on at to from it its him them that this ends end sides side start beginning front"
    " back of slowly gently smoothly nice gradually whole song thing by its own too also as well again"
    " across during through fade-length length till until s till instead only be done doesn't doesnt click clicks"
    " pop pops so"
    " no clicking won't wont down completely fully all way please more longer shorter rather goes go comes come".split()
)
_GOES = frozenset("remove delete lose kill drop bin ditch no without rid take scrap undo cut".split())
_GOES_BESIDE = frozenset("in out off again that one the first last of on at start end that's it its both from".split())
_TAKES_BACK = frozenset("take lose remove delete kill drop without undo scrap rid".split())
_SHORT_S = 0.05
_DIES = re.compile(r"\b(?:die|dies|dying|trail|trails|melt|melts|dissolves?|disappears?) (?:away|out|off|down)\b")
_BEGINS = frozenset("start starts starting begin begins beginning".split())
_DYING = frozenset("die dies dying trail trails melt melts dissolve dissolves disappear disappears".split())
_SINGLE = frozenset("the that its it only just make let start starts begin begins starting already over on from at to be"
                    " can may should must has have goes go lasts last until till up in out longer shorter earlier later"
                    " sooner fade fades fade-out fade-in fadeout fadein bit little more please of do not rather instead"
                    " reach reaches come comes way".split())  # fmt: skip
_AT_AN_END = re.compile(r"(?:right )?(?:at|from|on) (?:the |its )?(?:very )?(?:start|beginning|end|top)\s*$")
_DIRECTION = re.compile(
    r"\b(?:(?P<out>out|away|to nothing|to silence|to zero|off)|(?P<in>in(?! (?:half|two))|from nothing|up))\b"
)
_THE_FADE = re.compile(r"^(?:the |that )?fade[- ]?(?P<way>in|out) .*?[,;] (?:so )?(?P<rest>(?:please )?[\w' ]+?)$")
_LAST_FEW = re.compile(
    r"(?:(?:just|only|make it|over|for|it) )*(?:the )?(?P<which>last|final|first) (?P<count>\d+|one|two|three|four"
    r"|six|eight)(?: bars?)?"
)
_THAT_ONE = re.compile(r"(?:make|let) (?:that|this|it) (?:be )?(?:just |only )?one (?P<unit>bar|beat|second)")
""" "That one bar" names nothing: it is to be one bar."""
_COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4, "six": 6, "eight": 8}


@dataclass(frozen=True)
class _Fade:
    is_out: bool
    length: Quantity | Edge | Place | float | None
    """An amount, an end of the clip, where it begins or ends, seconds; None where it is not told."""


def fade(said: Said) -> list[Step] | None:
    """The fades; None where none is told, or not all of it is known."""
    last = _last_fades(said)
    if gone := _gone(said):
        return gone
    if said.bag & _TAKES_BACK or re.search(r"\bcross|\bx-?fade", said.text):
        return None
    said = _without_marker_out(said)
    if last and all(one.is_pointed for one in said.things) and (otherwise := _otherwise(said, last)):
        return otherwise
    if not said.bag & _FADES and not _DIES.search(said.text) and not last:
        return None
    edges = edges_in(said)
    places, amounts, bag = outside(said, edges)
    at_end = [one for one in places if _AT_AN_END.fullmatch(said.text[one.start : one.end])]
    places = [one for one in places if one not in at_end]
    if last and any(_is_one(one, said) for one in amounts):
        amounts, bag = [one for one in amounts if not _is_one(one, said)], bag | {"one"}
    lengths = [one for one in amounts if one.unit in ("bars", "beats", "s", "ms")]
    if len(lengths) < len(amounts) or any(one.bars == 0 for one in edges) or said.is_open:
        return None
    points = [one for one in places if _is_point(one, said)]
    places = [one for one in places if one not in points]
    told: list[Quantity | Edge | Place] = [*lengths, *edges, *points]
    fades = _told(said, bag, told, at_end)
    if not fades:
        return None
    if any(one.how == "all" for one in said.things) or _is_whole(places, said):
        return _of_the_song(said, fades, places, bag)
    if any(_goes_the_other_way(one) for one in fades):
        return None
    if len(places) > 1 or any(one.how not in ("in", "bare") for one in places):
        return None
    if _is_over_a_part(said, fades, places):
        return _at_its_edge(said, fades[0], places[0], bag)  # else of its track, over all of that part
    places = [*places, *(one for one in points if not places)]
    clips = _clips(said, fades, places, bag, last)
    if not clips:
        return None
    alone = {one.id: one for one in clips}.values()
    if any(not _length(each, one) > 0 for one in alone for each in fades):
        return None
    return [_step(one, each, said) for one in alone for each in fades]


def _is_point(place: Place, said: Said) -> bool:
    """Where a fade begins or ends: "from bar 9", "start on the last bar of the hook", "until the chorus"."""
    if place.how == "in" and said.bag & _BEGINS:
        return said.text.startswith(("on ", "in "), place.start)
    return place.how in ("from", "at", "to")


def _goes_the_other_way(told: _Fade) -> bool:
    """ "Fade it out to bar 9", "fade in from there": where a fade in begins, and one out ends, the clip does."""
    return isinstance(told.length, Place) and (told.length.how == "to") == told.is_out


def _length(told: _Fade, clip: ClipInfo) -> float:
    """Of a fade that begins or ends at a place, in bars; 1 for any other."""
    if not isinstance(told.length, Place):
        return 1.0
    assert clip.bars
    point = told.length.point
    return clip.bars[1] - point if told.is_out else point - clip.bars[0]


def _is_one(amount: Quantity, said: Said) -> bool:
    """ "A tiny one at the front": a fade."""
    return not amount.unit and said.text[amount.start : amount.end] == "one"


def _told(
    said: Said, bag: frozenset[str], lengths: Sequence[Quantity | Edge | Place], at_end: Sequence[Place]
) -> list[_Fade]:
    """In, out or both, each with its length."""
    text = said.text
    hidden = [(one.start, one.end) for one in said.things] + [(one.start, one.end) for one in said.places]
    ways = [
        (match.start(), bool(match["out"]))
        for match in _DIRECTION.finditer(text)
        if not any(a <= match.start() < b for a, b in hidden)
    ]
    sides = list(dict.fromkeys(is_out for _, is_out in ways))
    if bag & _BOTH and bag & {"ends", "end", "sides", "side"}:
        sides = [False, True]
    if not sides:
        is_end = bool(bag & {"end", "back"}) or any("end" in text[one.start : one.end] for one in at_end)
        is_start = bool(bag & {"start", "beginning", "front"}) or any(
            "end" not in text[one.start : one.end] for one in at_end
        )
        edges = [one for one in lengths if isinstance(one, Edge)]
        if is_end != is_start:
            sides = [is_end]
        elif len(edges) == 1:
            sides = [not edges[0].is_front]
    short = _SHORT_S if bag & _FADES and _SHORT & set(text.split()) else None
    short = _SHORT_S if not short and "one" in bag and _SHORT & set(text.split()) else short
    in_order = sorted(lengths, key=lambda one: one.start)
    if not sides and len(in_order) == 1 and isinstance(in_order[0], Place):
        sides = [in_order[0].how != "to"]
    if len(in_order) > 1:
        return (
            [_Fade(way, one) for way, one in zip(sides, in_order, strict=True)] if len(in_order) == len(sides) else []
        )
    length = in_order[0] if in_order else short
    if isinstance(length, Edge) and len(sides) == 1 and length.is_front == sides[0]:
        return []
    return [_Fade(way, length) for way in sides]


def _clips(
    said: Said, fades: Sequence[_Fade], places: Sequence[Place], bag: frozenset[str], last: Sequence[Frame]
) -> list[ClipInfo]:
    known = _FADES | _DYING | _OUTWARD | _INWARD | _BOTH | _SHORT | _BESIDE | NOUNS
    known |= _BEGINS
    if not said.things:
        if bag - known or any(not _is_point(one, said) for one in places) or not last and not bag & _FADES:
            return []
        clips = meant_last(said)
        return clips if len(clips) == 1 or last else []
    spans = [_touched(one) for one in places] if places and _is_point(places[0], said) else _spans(places)
    found = clips_meant(said, spans)
    if found is None and not spans and len({one.is_out for one in fades}) == 1:
        tracks = [track for one in subjects(said) for track in one.tracks]
        if bag - known or any(one.is_clip or one.how for one in said.things):
            return []
        return [in_order(track, said)[-1 if fades[0].is_out else 0] for track in tracks if in_order(track, said)]
    if found is None or bag - known - frozenset(word for one in found for word in one.words):
        return []
    edge = -1 if fades[0].is_out else 0
    if spans and len(fades) == 1:
        return [one.clips[edge] for one in found]
    return [clip for one in found for clip in one.clips] if all(len(one.clips) == 1 for one in found) else []


def _spans(places: Sequence[Place]) -> list[Bars]:
    return [bars for one in places for bars in one.spans]


def _touched(place: Place) -> Bars:
    """The bar that a fade from or up to a place has for sure."""
    return (place.point - 1, place.point) if place.how == "to" else (place.point, place.point + 1)


def _step(clip: ClipInfo, told: _Fade, said: Said) -> Step:
    seconds = _length(told, clip) * bar_s(clip, said) if isinstance(told.length, Place) else None
    if not isinstance(told.length, Place):
        seconds = _seconds(told.length, clip, said)
    length = {} if seconds is None else {"duration": number(seconds)}
    return Step("edit_clip", {"clip": clip.id, "action": "fade_out" if told.is_out else "fade_in", **length})


def _seconds(length: Quantity | Edge | float | None, clip: ClipInfo, said: Said) -> float | None:
    if length is None or isinstance(length, float):
        return length
    if isinstance(length, Edge):
        return length.bars * bar_s(clip, said)
    each = {"bars": bar_s(clip, said), "beats": bar_s(clip, said) / beats_of_bar(said), "s": 1.0, "ms": 0.001}
    return length.value * each[length.unit]


# --- the whole song ---


def _is_over_a_part(said: Said, fades: Sequence[_Fade], places: Sequence[Place]) -> bool:
    """ "Fade the sample out in the outro": a track, and no clip."""
    is_track = bool(said.things) and not any(one.is_clip or one.is_pointed or one.how for one in said.things)
    return is_track and len(places) == 1 and len(fades) == 1 and fades[0].length is None


def _at_its_edge(said: Said, told: _Fade, place: Place, bag: frozenset[str]) -> list[Step] | None:
    """ "Let it die away over the last bar of the hook": of its clip where that ends there, else of its track."""
    is_edge = bool(_EDGE_OF.search(said.text[place.start : place.end]))
    if not is_edge and not _DIES.search(said.text) or len(place.spans) != 1 or bag - _DYING - _OUTWARD - _BESIDE - _FADES:
        return None
    start, end = place.spans[0]
    steps: list[Step] = []
    for one in clips_meant(said, [(start, end)]) or ():
        if len(one.clips) != 1 or one.clips[0].bars is None:
            return None
        clip, (first, last) = one.clips[0], one.clips[0].bars
        ends_there = abs(last - end) < 0.05 if told.is_out else abs(first - start) < 0.05
        bars = min(end, last) - max(start, first)
        if ends_there:
            steps.append(_step(clip, _Fade(told.is_out, bars * bar_s(clip, said)), said))
        else:
            steps.append(_ride(str(clip.track), told.is_out, (start, end), said))
    return steps or None


_EDGE_OF = re.compile(r"\b(?:first|last|final|opening|closing)\b.*\bof\b")


def _is_whole(places: Sequence[Place], said: Said) -> bool:
    return any(re.search(r"\b(?:whole|entire)\b", said.text[one.start : one.end]) for one in places)


def _of_the_song(said: Said, fades: Sequence[_Fade], places: Sequence[Place], bag: frozenset[str]) -> list[Step] | None:
    """Everything that plays there, a group in place of what lies in it."""
    if bag - _FADES - _OUTWARD - _INWARD - _BESIDE or len(fades) != 1 or any(not one.how for one in said.things):
        return None
    views = said.scene.context.track_views
    lying = [one.bars for one in said.scene.clips if one.bars]
    if not lying:
        return None
    first, end = min(one[0] for one in lying), max(one[1] for one in lying)
    told, length = fades[0], fades[0].length
    parts = [one for one in places if not _is_whole([one], said)]
    if len(parts) == 1 and len(parts[0].spans) == 1 and length is None and parts[0].how == "in":
        start, stop = parts[0].spans[0]
    elif not parts and isinstance(length, Quantity | Edge):
        clip = ClipInfo("", "", bars=(first, end))
        bars = (_seconds(length, clip, said) or 0.0) / bar_s(clip, said)
        start, stop = (end - bars, end) if told.is_out else (first, first + bars)
    else:
        return None
    names = {view.name: view for view in views}
    members = {view.name: view.group for view in views}

    def top(track: str) -> str:
        return top(members[track]) if members.get(track) in names else track

    sounding = [view.name for view in views if plays(view.name, (start, stop), said.scene)]
    tracks = list(dict.fromkeys(top(one) for one in sounding))
    steps = [_ride(one, told.is_out, (start, stop), said) for one in tracks]
    return steps or None


def _ride(track: str, is_out: bool, bars: Bars, said: Said) -> Step:
    level = number(fader_of(track, said.scene))
    ends = {"from": level, "to": SILENT_DB} if is_out else {"from": SILENT_DB, "to": level}
    span = {"start_bar": number(bars[0]), "end_bar": number(bars[1])}
    return Step("automate", {"track": track, "parameter": "volume", **ends, **span})


# --- what was faded ---


def _last_fades(said: Said) -> list[Frame]:
    """The fades of the last turn, where it was nothing else."""
    last = said.last()
    return last if last and all(_is_fade(one) for one in last) else []


def _is_fade(act: Frame) -> bool:
    if act.tool == "edit_clip":
        return act.kind in ("fade_in", "fade_out")
    ends = [act.args.get("from"), act.args.get("to")]
    is_ride = act.tool == "automate" and act.args.get("parameter") == "volume" and None not in ends
    return is_ride and ends[0] != ends[1] and min(float(str(one)) for one in ends) <= SILENT_DB


_LENGTHS = frozenset(
    "make it that be over longer shorter rather just only more like about for fade the quicker slower take with do"
    " try to"
    " instead bit little will enough fine plenty use".split()
)


def _otherwise(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "Longer, 8 bars", "just the last two": the same with another length."""
    if match := _LAST_FEW.fullmatch(said.text.strip()):
        count = match["count"]
        bars = float(count) if count.isdigit() else float(_COUNTS[count])
        if any((match["which"] == "first") == _is_out(one) for one in last):
            return None
        return [_with_length(one, Quantity(bars, "bars", 0, 0), said) for one in last]
    if match := _THAT_ONE.fullmatch(said.text.strip()):
        units = {"bar": "bars", "beat": "beats", "second": "s"}
        return [_with_length(one, Quantity(1.0, units[match["unit"]], 0, 0), said) for one in last]
    if moved := _from_elsewhere(said, last):
        return moved
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
    return [_with_length(act, one, said) for act in last] if one.unit in ("bars", "beats", "s", "ms") else None


def _from_elsewhere(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "Start it at bar 35", "the fade out can begin on bar 3", "from 27", "a bar earlier"."""
    if said.bag - _SINGLE:
        return None
    outward = bool(said.bag & {"out", "fade-out", "fadeout"})
    inward = bool(said.bag & {"in", "fade-in", "fadein"})
    acts = [one for one in last if outward == inward or _is_out(one) == outward]
    if said.amounts:
        return _begun_by(said, acts) if not said.places else None
    if len(said.places) != 1 or said.is_open or not _is_point(said.places[0], said) or not acts:
        return None
    place = said.places[0]
    if place.how == "at" and not said.bag & _BEGINS and not outward:
        return None
    acts = [one for one in acts if _is_out(one) == (place.how != "to")]
    made = [_with_begin(one, place.point, said) for one in acts]
    return [one for one in made if one] if made and all(made) else None


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
            Step(act.tool, {**act.args, "duration": number(_seconds(length, clip, said) or 0.0)}), "fix", act
        )
    bar = ClipInfo("", "")
    bars = (_seconds(length, bar, said) or 0.0) / bar_s(bar, said)
    start, end = float(act.args["start_bar"]), float(act.args["end_bar"])
    span = {"start_bar": number(end - bars)} if _is_out(act) else {"end_bar": number(start + bars)}
    return told_as(Step(act.tool, {**act.args, **span}), "fix", act)


def _gone(said: Said) -> list[Step] | None:
    """ "Lose the fade in again", "the fade in kills the attack, remove that one"."""
    way, bag = "", said.bag
    if match := _THE_FADE.match(said.text):
        way, bag = match["way"], frozenset(match["rest"].split()) - {"that", "the", "please", "so"}
        if bag - _GOES - _GOES_BESIDE or not bag & _GOES:
            return None
    elif without := _without(said):
        return without
    elif (
        not (bag & _FADES and bag & _GOES) or said.amounts or said.places or bag - _FADES - _GOES - _GOES_BESIDE - NOUNS
    ):
        return None
    ways = {way} if way else {one for one in ("in", "out") if one in bag}
    ways |= {"in"} if bag & {"fade-in", "fadein"} else set()
    ways |= {"out"} if bag & {"fade-out", "fadeout"} else set()
    if match or not said.things:
        acts = [one for one in said.focus.acts if one.tool == "edit_clip" and _is_fade(one)]
        acts = [one for one in acts if not ways or one.kind.removeprefix("fade_") in ways]
        if not acts or len(ways) != 1 and len({one.turn for one in acts}) > 1:
            return None
        if not match and len(acts) == 1:
            return None  # the act is taken back
        clips = [
            (view, one.kind)
            for one in acts
            if one.turn == acts[0].turn and (view := said.scene.clip(one.args.get("clip")))
        ]
    else:
        found = clips_meant(said)
        if not found or any(len(one.clips) != 1 for one in found):
            return None
        clips = [(one.clips[0], f"fade_{each}") for one in found for each in sorted(ways or {"in", "out"})]
    if not clips or any(view.kind != "audio" for view, _ in clips):
        return None
    return [Step("edit_clip", {"clip": view.id, "action": kind, "duration": 0}) for view, kind in clips]


_STAYS = frozenset(
    "ring rings stay stays play plays keep full level up volume at remain in its not fade no without only it".split()
)


def _without(said: Said) -> list[Step] | None:
    """ "The bass should ring till the end without the fade": of a fade of tracks this one goes."""
    last = _last_fades(said)
    rides = {str(one.args.get("track")) for one in last if one.tool == "automate"}
    is_spared = said.bag & {"without", "not", "no"} and "fade" in said.bag
    if not is_spared or not said.things or said.amounts or said.bag - _STAYS or not set(said.tracks) <= rides:
        return None
    if any(one.how != "to" for one in said.places):
        return None
    clear = {"parameter": "volume", "action": "clear"}
    return [Step("automate", {"track": one, **clear}) for one in said.tracks]


def _without_marker_out(said: Said) -> Said:
    """ "Fade it out" tells no part of the song that is called Out."""
    for place in said.places:
        if place.how == "bare" and said.text[place.start : place.end].strip() in ("out", "in") and said.bag & _FADES:
            said.places = [one for one in said.places if one is not place]
            said.words = [*said.words, said.text[place.start : place.end].strip()]
    return said

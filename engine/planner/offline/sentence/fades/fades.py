"""Fades: "fade the riff out over its last bar", "half a bar in at the front", "small fades at both ends", "longer"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.planner.context import ClipInfo
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.place import Bars, Place
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.fades.fade_lengths import BEGINS, is_point, seconds_of
from engine.planner.offline.sentence.fades.faded_otherwise import fade_at_an_end, faded_otherwise, last_fades
from engine.planner.offline.sentence.fades.fades_gone import FADES, fade_gone
from engine.planner.offline.sentence.scope.edges import Edge, edges_in, outside
from engine.planner.offline.sentence.scope.lying import (
    NOUNS,
    bar_s,
    clips_meant,
    in_order,
    meant_last,
    subjects,
)
from engine.planner.offline.sentence.scope.where import fader_of, plays
from engine.planner.offline.slots.automate import SILENT_DB
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.quantity import Quantity
from engine.planner.regex import regex
from engine.tasks.plan import Step

_OUTWARD = frozenset("out away nothing silence zero off fadeout fade-out down".split())
_INWARD = frozenset("in up fadein fade-in".split())
_BOTH = frozenset("both either each".split())
_SHORT = frozenset("small short quick little tiny bit touch micro fast".split())
_BESIDE = frozenset(
    "put give make add let with over on at to from it its him them that this ends end sides side start beginning front"
    " back of slowly gently smoothly nice gradually whole song thing by its own too also as well again"
    " across during through fade-length length duration entire full till until s till instead only be done doesn't"
    " doesnt click clicks pop pops so"
    " no clicking won't wont down completely fully all way please more longer shorter rather goes go comes come".split()
)
_TAKES_BACK = frozenset("take lose remove delete kill drop without undo scrap rid".split())
_SHORT_S = 0.05
_BACK_TO = regex(
    r"\b(?:go|come|goes|comes|bring|put|get|give|have|take|want|let)\b.*\bback\b(?! end\b)|\bback (?:to"
    r"|in)\b"
)
""" "Give me the drums back in bar 4", "go back to that one" behind a fade."""
_DIES = regex(
    r"\b(?:die|dies|dying|trail|trails|melt|melts|dissolves?|disappears?) (?:away|out|off|down)\b"
    r"|\b(?:go|goes|going|drifts?|slips?) (?:(?:slowly|gradually|gently|quietly|softly) )*away\b(?! from)"
    r"|\b(?:slowly|gradually|gently) (?:(?:go|goes|drifts?|slips?) away|disappears?|vanish(?:es)?)\b"
    r"|\b(?:disappears?|vanish(?:es)?) (?:slowly|gradually|gently|bit by bit)\b"
)
_DYING = frozenset(
    "die dies dying trail trails melt melts dissolve dissolves disappear disappears vanish vanishes drift drifts slip"
    " slips going quietly softly".split()
)
_AT_AN_END = regex(
    r"(?:right )?(?:at|from|on) (?:the |its )?(?:very )?(?:start|beginning|end|top|front|back)(?: of)?\s*$"
)
_DIRECTION = regex(
    r"\b(?:(?P<out>out|away|to nothing|to silence|to zero|off)|(?P<in>in(?! (?:half|two))|from nothing|up))\b"
)


@dataclass(frozen=True)
class _Fade:
    is_out: bool
    length: Quantity | Edge | Place | float | None
    """An amount, an end of the clip, where it begins or ends, seconds; None where it is not told."""


def fade(said: Said) -> list[Step] | None:
    """The fades; None where none is told, or not all of it is known."""
    last = last_fades(said)
    if gone := fade_gone(said) or fade_at_an_end(said):
        return gone
    takes = said.bag & _TAKES_BACK - ({"take"} if last and said.amounts else frozenset())
    if said.text.strip(" .!") == "back" or takes or re.search(r"\bcross|\bx-?fade", said.text):
        return None
    if not said.bag & FADES and _BACK_TO.search(said.text):
        return None
    said = _without_marker_out(said)
    if last and all(one.is_pointed for one in said.things) and (otherwise := faded_otherwise(said, last)):
        return otherwise
    if not said.bag & FADES and not _DIES.search(said.text) and not last:
        return None
    edges = edges_in(said)
    places, amounts, bag = outside(said, edges)
    at_end = [one for one in places if _AT_AN_END.fullmatch(said.text[one.start : one.end])]
    places = [one for one in places if one not in at_end]
    if last and any(_is_one(one, said) for one in amounts):
        amounts, bag = [one for one in amounts if not _is_one(one, said)], bag | {"one"}
    lengths = [one for one in amounts if one.unit in ("bars", "beats", "s", "ms")]
    if len(lengths) < len(amounts) or said.is_open:
        return None
    points = [one for one in places if is_point(one, said)]
    places = [one for one in places if one not in points]
    told: list[Quantity | Edge | Place] = [*lengths, *edges, *points]
    if lengths and len(points) == 1 and _END_OF_A_PART.match(said.text, points[0].start):
        told = [*lengths, *edges]
    fades = _told(said, bag, told, at_end)
    if not fades and _ends_the_song(said, places) and not lengths:
        fades = [_Fade(True, None)]
    if not fades:
        return None
    if len(points) == 1 and _END_OF_A_PART.match(said.text, points[0].start):
        return _at_a_point(said, fades, points[0], bag)
    is_unsaid = all(one.start == one.end for one in said.things)  # "outro should fade out", whatever is selected
    is_of_part = is_unsaid and len(places) == 1 and places[0].how == "bare" and bool(bag & FADES)
    if not is_of_part and (riding := _of_a_group(said, fades, places, bag)):
        return riding
    if any(one.how == "all" for one in said.things) or _is_whole(places, said) or is_of_part:
        return _of_the_song(replace(said, things=[]) if is_of_part else said, fades, places, bag)
    if any(_goes_the_other_way(one) for one in fades):
        return None
    if len(places) > 1 or any(one.how not in ("in", "bare") for one in places):
        return None
    if _is_over_a_part(said, fades, places):
        return _at_its_edge(said, fades[0], places[0], bag) or _over_the_part(said, fades[0], places[0], bag)
    places = [*places, *(one for one in points if not places)]
    clips = _clips(said, fades, places, bag, last)
    if not clips and len({one.is_out for one in fades}) == len(fades) == 2:
        ends = [(one, _clips(said, [one], places, bag, last)) for one in fades]  # into its first clip, out of its last
        if all(lying and all(_length(one, each) > 0 for each in lying) for one, lying in ends):
            return [_step(each, one, said) for one, lying in ends for each in lying]
    if not clips:
        return None
    alone = {one.id: one for one in clips}.values()
    if any(not _length(each, one) > 0 for one in alone for each in fades):
        return None
    return [_step(one, each, said) for one in alone for each in fades]


_ALL_ALONG = regex(
    r"\b(?:over|across|for|during|through) (?:its|their|the|his|her) (?:whole|entire|full) (?:length|duration)\b"
    r"|\bfrom (?:start|beginning) to (?:end|finish)\b|\ball the way through\b"
)
_SLOWLY = regex(r"\b(?:slow(?:ly)?|gradual(?:ly)?|bit by bit|little by little)\b")
_SLOW_BARS = 4
""" "Fade it in slowly": over its first half, but over no more."""
_END_OF_A_PART = regex(r"(?:right )?(?:at|from|on|with) the (?:very )?(?:start|beginning|end) of\b")


def _at_a_point(said: Said, fades: Sequence[_Fade], point: Place, bag: frozenset[str]) -> list[Step] | None:
    """ "Fade the guitar out at the end of the solo": that clip of it which begins or ends there."""
    known = FADES | _DYING | _OUTWARD | _INWARD | _BESIDE | NOUNS
    if len(fades) != 1 or bag - known:
        return None
    told = replace(fades[0], length=None if fades[0].length is point else fades[0].length)
    tracks = [track for one in subjects(said) for track in one.tracks]
    lying = [one for track in tracks for one in in_order(track, said) if one.bars]
    clips = [one for one in lying if one.bars and abs(one.bars[1 if told.is_out else 0] - point.point) < 0.05]
    return [_step(one, told, said) for one in clips] if len(clips) == len(tracks) > 0 else None


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
    short = _SHORT_S if bag & FADES and _SHORT & set(text.split()) else None
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
    known = FADES | _DYING | _OUTWARD | _INWARD | _BOTH | _SHORT | _BESIDE | NOUNS
    known |= BEGINS
    if not said.things:
        if bag - known or any(not is_point(one, said) for one in places) or not last and not bag & FADES:
            return []
        clips = meant_last(said)
        return clips if len(clips) == 1 or last else []
    spans = [_touched(one) for one in places] if places and is_point(places[0], said) else _spans(places)
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
    are_told = all(len(one.clips) == 1 or one.words & {"each", "clips"} for one in found)
    return [clip for one in found for clip in one.clips] if are_told else []


def _spans(places: Sequence[Place]) -> list[Bars]:
    return [bars for one in places for bars in one.spans]


def _touched(place: Place) -> Bars:
    """The bar that a fade from or up to a place has for sure."""
    return (place.point - 1, place.point) if place.how == "to" else (place.point, place.point + 1)


def _step(clip: ClipInfo, told: _Fade, said: Said) -> Step:
    seconds = _length(told, clip) * bar_s(clip, said) if isinstance(told.length, Place) else None
    if not isinstance(told.length, Place):
        is_all = told.length is None and _ALL_ALONG.search(said.text) is not None
        seconds = clip.length if is_all else seconds_of(told.length, clip, said)
        if seconds is None and _SLOWLY.search(said.text):
            seconds = min(clip.length / 2, _SLOW_BARS * bar_s(clip, said))
    length = {} if seconds is None else {"duration": number(seconds)}
    return Step("edit_clip", {"clip": clip.id, "action": "fade_out" if told.is_out else "fade_in", **length})


# --- the whole song ---


def _is_over_a_part(said: Said, fades: Sequence[_Fade], places: Sequence[Place]) -> bool:
    """ "Fade the sample out in the outro": a track, and no clip."""
    is_track = bool(said.things) and not any(one.is_clip or one.is_pointed or one.how for one in said.things)
    return is_track and len(places) == 1 and len(fades) == 1 and fades[0].length is None


def _over_the_part(said: Said, told: _Fade, place: Place, bag: frozenset[str]) -> list[Step] | None:
    """ "Fade out the rhodes over the outro": the track, from its fader to nothing."""
    if place.how != "in" or len(place.spans) != 1 or bag - FADES - _OUTWARD - _INWARD - _BESIDE:
        return None
    tracks = [track for one in said.things for track in one.tracks]
    return [_ride(one, told.is_out, place.spans[0], said) for one in tracks if plays(one, place.spans[0], said.scene)]


def _at_its_edge(said: Said, told: _Fade, place: Place, bag: frozenset[str]) -> list[Step] | None:
    """ "Let it die away over the last bar of the hook": of its clip where that ends there, else of its track."""
    is_edge = bool(_EDGE_OF.search(said.text[place.start : place.end]))
    if (
        not is_edge
        and not _DIES.search(said.text)
        or len(place.spans) != 1
        or bag - _DYING - _OUTWARD - _BESIDE - FADES
    ):
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


_EDGE_OF = regex(r"\b(?:first|last|final|opening|closing)\b.*\bof\b")


def _is_whole(places: Sequence[Place], said: Said) -> bool:
    return any(re.search(r"\b(?:whole|entire)\b", said.text[one.start : one.end]) for one in places)


def _of_the_song(said: Said, fades: Sequence[_Fade], places: Sequence[Place], bag: frozenset[str]) -> list[Step] | None:
    """Everything that plays there, a group in place of what lies in it."""
    if bag - FADES - _OUTWARD - _INWARD - _BESIDE or len(fades) != 1 or any(not one.how for one in said.things):
        return None
    views, told = said.scene.context.track_views, fades[0]
    stretch = _stretch(said, told, places)
    if stretch is None:
        return None
    start, stop = stretch
    names = {view.name: view for view in views}
    members = {view.name: view.group for view in views}

    def top(track: str) -> str:
        return top(members[track]) if members.get(track) in names else track

    sounding = [view.name for view in views if plays(view.name, (start, stop), said.scene)]
    tracks = list(dict.fromkeys(top(one) for one in sounding))
    steps = [_ride(one, told.is_out, (start, stop), said) for one in tracks]
    return steps or None


def _stretch(said: Said, told: _Fade, places: Sequence[Place]) -> Bars | None:
    """The bars of a fade of all that plays: those that are told, or so many at an end of the song."""
    lying = [one.bars for one in said.scene.clips if one.bars]
    if not lying:
        return None
    first, end = min(one[0] for one in lying), max(one[1] for one in lying)
    parts = [one for one in places if not _is_whole([one], said)]
    if len(parts) == 1 and len(parts[0].spans) == 1 and told.length is None and parts[0].how in ("in", "bare"):
        return parts[0].spans[0]
    if parts or not isinstance(told.length, Quantity | Edge):
        return None
    clip = ClipInfo("", "", bars=(first, end))
    bars = (seconds_of(told.length, clip, said) or 0.0) / bar_s(clip, said)
    return (end - bars, end) if told.is_out else (first, first + bars)


_A_GROUP = frozenset("group bus folder whole should must has have".split())


def _of_a_group(said: Said, fades: Sequence[_Fade], places: Sequence[Place], bag: frozenset[str]) -> list[Step] | None:
    """ "Fade the Strings group out over the last four bars": as one, and not each of its clips at its own end."""
    groups = {view.name for view in said.scene.context.track_views if view.kind in ("group", "bus")}
    if len(fades) != 1 or len(said.tracks) != 1 or said.tracks[0] not in groups or said.things[0].how:
        return None
    stretch = _stretch(said, fades[0], places)
    if stretch is None or bag - FADES - _OUTWARD - _INWARD - _BESIDE - _A_GROUP:
        return None
    return [_ride(said.tracks[0], fades[0].is_out, stretch, said)]


def _ends_the_song(said: Said, places: Sequence[Place]) -> bool:
    """ "Fade everything over the last 4": what ends with the song goes out."""
    if not said.bag & FADES or len(places) != 1 or len(said.things) != 1 or said.things[0].how != "all":
        return False
    end = max((one.bars[1] for one in said.scene.clips if one.bars), default=0.0)
    return len(places[0].spans) == 1 and abs(places[0].spans[0][1] - end) < 0.05 < places[0].spans[0][0] - 1


def _ride(track: str, is_out: bool, bars: Bars, said: Said) -> Step:
    level = number(fader_of(track, said.scene))
    ends = {"from": level, "to": SILENT_DB} if is_out else {"from": SILENT_DB, "to": level}
    span = {"start_bar": number(bars[0]), "end_bar": number(bars[1])}
    return Step("automate", {"track": track, "parameter": "volume", **ends, **span})


def _without_marker_out(said: Said) -> Said:
    """ "Fade it out" tells no part of the song that is called Out."""
    for place in said.places:
        if place.how == "bare" and said.text[place.start : place.end].strip() in ("out", "in") and said.bag & FADES:
            said.places = [one for one in said.places if one is not place]
            said.words = [*said.words, said.text[place.start : place.end].strip()]
    return said

"""Moves: "the riff should come in 2 bars later", "pull it one earlier", "put the solo at 33", "a bar later, sorry"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from engine.planner.context import ClipInfo
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.place import Place
from engine.planner.offline.sentence.apart.remarks import TAKES_SO_LONG
from engine.planner.offline.sentence.apart.said import Said, lettered, without
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.scope.beside import ending_before, with_clip_places
from engine.planner.offline.sentence.scope.edges import Edge, edges_in, outside
from engine.planner.offline.sentence.scope.lying import (
    NOUNS,
    beats_of_bar,
    clips_meant,
    covers,
    in_order,
    meant_last,
    subjects,
)
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.quantity import Quantity, quantities
from engine.planner.regex import regex
from engine.tasks.plan import Step

_VERBS = frozenset(
    "move shift nudge shove push pull drag slide bring put place start starts begin begins enter enters come comes play"
    " plays land sit lay".split()
)
_PUTS = frozenset("move put place shift drag".split())
_GOES = frozenset("go goes belong belongs sits lies should".split())
_LATER = frozenset("later late right forward forwards behind delayed delay".split())
_EARLIER = frozenset("earlier early left sooner forward ahead before".split()) - {"forward"}
_FORWARD = frozenset("forward forwards".split())
""" "Pull it 20 ms forward" is earlier."""
_BESIDE = frozenset(
    "hair touch tad little it its them that this in by to at on from again a the one instead should rather only about"
    " around over bit"
    " more make go goes so must has each both all along bars bar beats beat too much as well also is whole"
    " thing let have".split()
)
_FURTHER = frozenset("than back just further far still even".split())
_REASON = regex(
    r"^(?P<who>.+?) (?:comes? in|enters?|starts?|begins?|is|are|sits?|plays?|lands?|was|were|lies)(?: in| on)?"
    r" (?P<how>[^,;]*?\b(?:late|early|soon|later|earlier))\b[,;]\s*(?:so )?(?P<rest>.+)$"
)
LIES_THERE = "“{}” lies at bar {} already."
_TOP = regex(
    r"^(?:move |shift |drag |bring |get )?(?:the |my |our )?(?:(?!\b(?:clips?|regions?|parts?)\b)[\w' -])+"
    r" (?:right )?to the (?:very )?top(?: please)?$"
)
_UNITS = ("bars", "beats", "s", "ms")


_SITS_BEHIND = regex(
    r"\b(?:sits?|lies|hides?) (?:(?:a bit|too|way|far|so|all|right|still|always) )*"
    r"(?:behind|in front of|on top of|under(?:neath)?|below|over|above)\b"
)
""" "The lead sits behind the beat" tells how it sounds, and asks for no other bar."""


def move(said: Said) -> list[Step] | None:
    """The moves; None where nothing is moved, or not all of it is known."""
    if said.is_open or _SITS_BEHIND.search(said.text):
        return None
    if elsewhere := _taken_elsewhere(said):
        return elsewhere
    if (one := _one_copy(said)) is not None:
        return one
    said = with_clip_places(ending_before(said) if said.bag & _PUTS else said)
    last = [one for one in said.last() if one.tool == "arrange" and one.kind in ("move", "place")]
    last = [one for one in last if one.args.get("clip")]
    if last and len(last) == len(said.last()) and (there := _same_there(said, last)):
        return there
    if not said.things and last and len(last) == len(said.last()):
        return _otherwise(said, last)
    if any((one.tool, one.kind) == ("edit_clip", "trim") for one in said.last()):
        return _by(said)
    return _to_the_top(said) or _by(said) or _to(said) or _by_what(said)


_SAME_THERE = frozenset("same s one ones for in on with to do and too also as well that clip clips it".split())


def _same_there(said: Said, last: list[Frame]) -> list[Step] | None:
    """ "Same for verse 2's", behind a clip that was moved by so much: what its track has there."""
    act = last[0]
    by = next((name for name in ("offset_beats", "offset") if name in act.args), "")
    was = said.scene.clip(act.args.get("clip"))
    words = frozenset(re.findall(r"[a-z]+", said.text))
    if len(last) != 1 or not by or was is None or len(said.places) != 1 or said.amounts or said.bag - _SAME_THERE:
        return None
    place = said.places[0]
    if any(not one.is_pointed for one in said.things) or place.how not in ("in", "bare") or len(place.spans) != 1:
        return None
    if not words & {"same", "too", "also", "well"}:
        return None
    there = [one for one in in_order(str(was.track), said) if one.id != was.id and covers(one, place.spans[0])]
    rest = {"action": "move", by: act.args[by]}
    return [told_as(Step("arrange", {**rest, "clip": one.id}), "again", act) for one in there] or None


def _to_the_top(said: Said) -> list[Step] | None:
    """ "Move the melody to the top": a track among the others; a clip, or "the top of the song", is a time."""
    if not _TOP.search(said.text) or len(said.things) != 1 or said.amounts or said.things[0].is_clip:
        return None
    tracks = said.things[0].tracks
    return [Step("set_track", {"track": tracks[0], "position": 1})] if len(tracks) == 1 else None


def _by_what(said: Said) -> list[Step] | None:
    """ "Move the vox forward by three": of what?"""
    bare = [one for one in said.amounts if not one.unit and re.search(r"\bby $", said.text[: one.start])]
    if len(bare) != 1 or len(said.amounts) != 1 or not said.things or said.places or not said.bag & _VERBS:
        return None
    ways = _LATER | _EARLIER | {"back", "forwards", "backwards"}
    if not said.bag & ways or said.bag - _VERBS - ways - {"by"}:
        return None
    return [Step("ask", {"text": f"By {bare[0].value:g} of what: bars, beats or ms?"})]


_WHICH = regex(r"\b(?:the )?(?P<which>first|second|third|last|final) (?:one|copy)\b")
_PLACES = {"first": 0, "second": 1, "third": 2, "last": -1, "final": -1}


_TAKEN_ELSEWHERE = regex(r"(?:take|pull|get|lift) T (?:out )?P put (?:T|it|them) P")


def _taken_elsewhere(said: Said) -> list[Step] | None:
    """ "Take the shaker out of hook 1 and put it in verse 1": it goes there."""
    if _TAKEN_ELSEWHERE.fullmatch(" ".join(said.form.replace(",", " ").split())) is None or said.amounts:
        return None
    source, goal = said.places
    if len(source.spans) != 1 or len(goal.spans) != 1 or source.is_open or goal.is_open:
        return None
    named = [one for one in subjects(said) if not one.is_pointed]
    lying = [clip for one in named for track in one.tracks for clip in in_order(track, said)]
    there = [one for one in lying if covers(one, source.spans[0])]
    if len(named) != 1 or len(there) != 1 or there[0].bars is None or there[0].bars[0] < source.spans[0][0] - 1e-3:
        return None
    to = goal.point + there[0].bars[0] - source.spans[0][0]
    return [Step("arrange", {"action": "move", "clip": there[0].id, "bar": number(to)})]


def _one_copy(said: Said) -> list[Step] | None:
    """ "The last one a beat later", behind several copies."""
    made = [one for one in said.last() if (one.tool, one.kind) == ("arrange", "duplicate")]
    which = _WHICH.search(said.text)
    if len(made) < 2 or len(made) < len(said.last()) or which is None or said.places:
        return None
    amounts = [one for one in said.amounts if one.unit]
    if len(amounts) != 1 or len(said.amounts) - len(amounts) > 1:
        return None
    if any(not one.is_pointed for one in said.things):
        return None
    copies = sorted(
        (view for act in made for one in act.out if (view := said.scene.clip(one))), key=lambda one: one.start
    )
    place, words = _PLACES[which["which"]], frozenset(said.text.split())
    if said.bag - _VERBS - _LATER - _EARLIER - _BESIDE - {"copy", which["which"]} or not -len(copies) <= place < len(
        copies
    ):
        return None
    offset = _offset(amounts[0], "", words, said)
    return [Step("arrange", {"action": "move", "clip": copies[place].id, **offset})] if offset else None


_OFF_TIME = regex(
    r"T(?:'s| is| are| comes?(?: in)?| enters?| starts?| lies?| sits?)?(?: about| some| like| a good| roughly)? N"
    r" (?:too )?(?P<how>late|behind"
    r"|early|ahead)[,;.]* (?:(?:so|please|can you|and) )*(?:push|pull|move|nudge|bring|shift|slide|drag|put|fix)"
    r" (?:T|it|that|them|this|him|her)(?: (?P<way>forwards?|back|up|earlier|later|ahead|right|into (?:time|place)"
    r"|in time|by that(?: much)?))*"
)
""" "The bass is 3 ms late, push it forward": the other way."""
_GOES_ON_SO = {"late": ("later",), "behind": ("later",), "early": ("earlier", "ahead"), "ahead": ("earlier", "ahead")}


def _put_in_time(said: Said) -> list[Step] | None:
    """What is late comes earlier by as much, and what is early later."""
    if len(said.amounts) != 1 or said.places or said.amounts[0].signed or said.amounts[0].unit not in _UNITS:
        return None
    spans = [(one.start, one.end, "T") for one in said.things if not one.is_pronoun]
    text = lettered(said.text, [*spans, (said.amounts[0].start, said.amounts[0].end, "N")])
    match = _OFF_TIME.fullmatch(re.sub(r"\b(?:the|my|our) T", "T", text).strip(" .!"))
    if match is None or match["way"] in _GOES_ON_SO[match["how"]]:
        return None
    words = frozenset(("earlier" if match["how"] in ("late", "behind") else "later",))
    offset, clips = _offset(said.amounts[0], "", words, said), _clips(said, [])
    return [Step("arrange", {"action": "move", "clip": one.id, **offset}) for one in clips] if offset else None


def _by(said: Said) -> list[Step] | None:
    """By so much, later or earlier."""
    if in_time := _put_in_time(said):
        return in_time
    if TAKES_SO_LONG.fullmatch(said.text.strip(" .!")):
        return None  # "the rap comes in a bar late" asks for no later one
    text, amounts = said.text, list(said.amounts)
    if match := _REASON.match(text):
        border = match.start("rest")
        reason = [one for one in amounts if one.start < border]
        amounts = [one for one in amounts if one.start >= border]
        words = frozenset(re.findall(r"[a-z']+", match["rest"]))
        unit = reason[0].unit if len(reason) == 1 else ""
        bag = said.bag - frozenset(re.findall(r"[a-z']+", text[match.end("who") : border])) | (said.bag & words)
    else:
        words, unit, bag = frozenset(re.findall(r"[a-z']+", text)), "", said.bag
    said_of = "".join(" " if any(a <= at < b for a, b in _spans(said)) else one for at, one in enumerate(text))
    if len(amounts) != 1 or not said.things or not bag & _VERBS and re.search(r"\b(?:is|are|was|were|'s)\b", said_of):
        return None
    if words & _FORWARD and not words & (_LATER | _EARLIER) - _FORWARD - {"late", "behind"} and _IS_LATE.search(text):
        words = words - _FORWARD - {"late", "behind"} | {"earlier"}
    offset = _offset(amounts[0], unit, words, said)
    if offset is None or bag - _VERBS - _LATER - _EARLIER - _BESIDE - NOUNS - {"back"} - _told_words(said):
        return None
    where = [bars for one in said.places for bars in one.spans]
    if len(said.places) > 1 or any(one.how not in ("in", "bare") for one in said.places):
        return None
    clips = _clips(said, where)
    if len(clips) > len(said.things):  # several of a track: none runs into one that has not gone yet
        clips = sorted(clips, key=lambda one: one.start, reverse=next(iter(offset.values())) > 0)
    return [Step("arrange", {"action": "move", "clip": one.id, **offset}) for one in clips] if clips else None


def _spans(said: Said) -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in said.things]


def _offset(amount: Quantity, unit: str, words: frozenset[str], said: Said) -> dict[str, float] | None:
    is_later, is_earlier = bool(words & _LATER), bool(words & _EARLIER)
    if is_later and words & {"pull", "bring"} and words & {"forward", "forwards"} and not words & _LATER - _FORWARD:
        is_later, is_earlier = False, True
    if (
        not is_later
        and not is_earlier
        and "back" in words
        and words & {"push", "lay", "shift", "shove", "move", "nudge", "slide"}
    ):
        is_later = bool(words & {"push", "lay"})
        is_earlier = not is_later
    if amount.signed and not is_later and not is_earlier and not words & {"to", "by", "longer", "shorter"}:
        is_later, is_earlier = amount.value > 0, amount.value < 0
        amount = replace(amount, value=abs(amount.value), signed=False)
    if is_later == is_earlier or amount.signed:
        return None
    unit = amount.unit or unit
    if unit not in _UNITS:
        return None
    way = 1.0 if is_later else -1.0
    if unit in ("s", "ms"):
        return {"offset": number(way * amount.value / (1000 if unit == "ms" else 1))}
    return {"offset_beats": number(way * amount.value * (beats_of_bar(said) if unit == "bars" else 1.0))}


_IS_LATE = regex(r"\b(?:late|behind|drags?|dragging|lags?|slow)\b[^,;.?!]*[,;.?!]")
""" "The vox is late, nudge it 30 ms forward"."""
NOT_FROM_THERE = "Nothing that is meant begins at bar {}; should all of it move, or only what lies from there?"
_FROM_BAR = regex(r"from (?:bar )?(?P<a>\d+) to (?:bar )?(?P<b>\d+)$")


def _from_its_bar(said: Said) -> list[Step] | None:
    """ "Move the drums from bar 1 to bar 5": where they lie now is told, too."""
    place = said.places[0] if len(said.places) == 1 else None
    match = _FROM_BAR.match(said.text[place.start : place.end]) if place else None
    if match is None or said.amounts or not said.bag & {"move", "shift", "bring", "put"} or len(said.things) != 1:
        return None
    if said.bag - _VERBS - _BESIDE - NOUNS:
        return None
    clips = [clip for track in said.things[0].tracks for clip in in_order(track, said)]
    clips = [one for one in clips if not said.things[0].is_clip or one.id in said.things[0].clips]
    there = [one for one in clips if one.bars and abs(one.bars[0] - float(match["a"])) < 0.05]
    if not there:
        return [Step("ask", {"text": NOT_FROM_THERE.format(match["a"])})] if clips else None
    return [Step("arrange", {"action": "move", "clip": one.id, "bar": number(float(match["b"]))}) for one in there]


_LIFTS = frozenset("lift take grab cut".split())
_DROPS = frozenset("drop put paste stick place".split())


def _to(said: Said) -> list[Step] | None:
    """To a place."""
    if whole := _from_its_bar(said):
        return whole
    is_lifted = bool(said.bag & _LIFTS) and bool(said.bag & _DROPS)
    if is_lifted and {"take", "paste"} <= said.bag:
        return None  # a copy
    if is_lifted:
        said = without(said, _LIFTS | _DROPS - {"put"})
    edges = edges_in(said)
    if len(edges) == 1:
        return _edge_to(said, edges[0])
    goals = [one for one in said.places if _is_goal(one, said)]
    is_instead = said.bag == {"instead"} and all(one.is_clip for one in said.things)
    is_told = said.bag & (_VERBS | _GOES) or is_instead or is_lifted or _is_bare(said, goals)
    if said.amounts or len(goals) != 1 or not is_told or not said.things:
        return None
    if said.bag - _VERBS - _GOES - _BESIDE - NOUNS - {"back"} - _told_words(said) or said.bag & {
        "only",
        "again",
        "also",
        "too",
    }:
        return None
    if "back" in said.bag and said.corrects or re.search(r"\bas well\b", said.text):
        return None
    rest = [one for one in said.places if one is not goals[0]]
    if len(rest) > 1 or any(
        one.how not in ("in", "bare") and not said.text.startswith("from", one.start) for one in rest
    ):
        return None
    is_from = any(said.text.startswith("from", one.start) for one in rest)
    where = [(one.spans[0][0], one.spans[0][0] + 1) if is_from else bars for one in rest for bars in one.spans]
    clips = _clips(said, where, is_one=True)
    if not clips:
        return _together_to(goals[0], rest, where, said)
    bar = _begin(goals[0], clips[0])
    if clips[0].bars and abs(bar - clips[0].bars[0]) < 1e-3:
        return [Step("chat", {"text": LIES_THERE.format(clips[0].name, f"{bar:g}")})]
    if bar < 1:
        return None
    lies = clips[0].track or any(act.tool == "arrange" and clips[0].id in act.clips() for act in said.focus.acts)
    action = "move" if lies else "place"
    args = {"action": action, "clip": clips[0].id, "bar": number(bar), **_part(clips[0], rest, said)}
    return [Step("arrange", args)]


def _together_to(goal: Place, rest: Sequence[Place], where: list[tuple[float, float]], said: Said) -> list[Step] | None:
    """ "Move the drums to bar 3": the first of them begins there, the others as far behind it as they lie now."""
    lying = clips_meant(said, where) or []
    clips = [clip for one in lying for clip in one.clips if clip.bars]
    if goal.how == "before" or len(clips) < 2 or len(clips) != len(lying) or any(one.track is None for one in clips):
        return None
    parts = [_part(one, rest, said) for one in clips]
    if where and not all(parts):
        return None
    begins = [part.get("start_bar", one.bars[0]) for one, part in zip(clips, parts, strict=True) if one.bars]
    first, bar = min(begins), goal.point
    if len(subjects(said)) > 1 and max(begins) > first + 1e-3 or abs(bar - first) < 1e-3:
        return None
    order = sorted(range(len(clips)), key=lambda at: clips[at].start, reverse=bar > first)
    return [
        Step(
            "arrange",
            {"action": "move", "clip": clips[at].id, "bar": number(bar + begins[at] - first), **parts[at]},
        )
        for at in order
    ]


def _is_bare(said: Said, goals: Sequence[Place]) -> bool:
    """ "Oohs to bar 17", "casio hook to the start of verse 2": nothing else is said."""
    is_there = bool(goals) and said.text[goals[0].start :].startswith("to ")
    return is_there and not said.bag and all(not one.is_pointed for one in said.things) and said.form == "T P"


_OF_BARS = regex(
    r"(?:in |the |from (?=bars? \d+ (?:to|-)))*"
    r"(?:bars? \d|(?:first|last|final|opening) (?:\w+ )?bars?\b|(?:first|second|last) half)"
)


def _part(clip: ClipInfo, places: Sequence[Place], said: Said) -> dict[str, float]:
    """ "Shift bar 6 of the bass to bar 2": the bars of it that go."""
    if len(places) != 1 or clip.bars is None or not _OF_BARS.match(said.text, places[0].start):
        return {}
    start, end = max(clip.bars[0], places[0].spans[0][0]), min(clip.bars[1], places[0].spans[0][1])
    is_part = start < end and (start > clip.bars[0] + 1e-3 or end < clip.bars[1] - 1e-3)
    return {"start_bar": number(start), "end_bar": number(end)} if is_part else {}


def _edge_to(said: Said, edge: Edge) -> list[Step] | None:
    """ "Put its last bar at 33"."""
    places, amounts, bag = outside(said, [edge])
    found = clips_meant(said)
    goals = [one for one in places if _is_goal(one, said)]
    if len(places) != 1 or len(goals) != 1 or goals[0].how == "before" or amounts or not bag & _VERBS or not found:
        return None
    words = frozenset(word for one in found for word in one.words) | {"s", "of"}
    if len(found) != 1 or len(found[0].clips) != 1 or bag - _VERBS - _BESIDE - NOUNS - words:
        return None
    clip = found[0].clips[0]
    part = edge.of(clip)
    if part is None:
        return None
    span = {"start_bar": number(part[0]), "end_bar": number(part[1]), "bar": number(goals[0].point)}
    return [Step("arrange", {"action": "move", "clip": clip.id, **span})]


def _begin(goal: Place, clip: ClipInfo) -> float:
    """Where a clip begins that goes there: right before a place it ends."""
    return goal.point - (clip.bars[1] - clip.bars[0]) if goal.how == "before" and clip.bars else goal.point


def _is_goal(place: Place, said: Said) -> bool:
    words = said.text[place.start : place.end]
    if place.how == "before":
        return True
    if place.how == "at":
        return not words.startswith(("on the", "after"))
    return (
        place.how == "to" and words.startswith(("to ", "into ")) and not re.match(r"(?:to|into) (?:the )?end$", words)
    )


def _clips(said: Said, where: list[tuple[float, float]], *, is_one: bool = False) -> list[ClipInfo]:
    if not where and not is_one and len(said.things) == 1 and said.things[0].how in ("all", "all but"):
        return _all_clips(said)
    found = clips_meant(said, where)
    if found is None:
        named = subjects(said)
        is_shift = any(one.unit in ("ms", "beats", "bars") for one in said.amounts)  # all of the track
        is_many = (
            (is_shift or "clips" in said.text.split())
            and len(named) == 1
            and not named[0].how
            and not where
            and not is_one
        )
        return [clip for track in named[0].tracks for clip in in_order(track, said)] if is_many else []
    clips = [clip for one in found for clip in one.clips]
    return clips if len(clips) == 1 or not is_one and all(len(one.clips) == 1 or one.words for one in found) else []


def _all_clips(said: Said) -> list[ClipInfo]:
    """Those of all tracks, so that none runs into one that has not gone yet; "too" spares what went already."""
    gone = {one.id for one in meant_last(said)} if said.bag & {"too", "also", "well"} else set()
    is_later = bool(frozenset(said.text.split()) & _LATER)
    clips = [one for track in said.things[0].tracks for one in in_order(track, said) if one.id not in gone]
    return sorted(clips, key=lambda one: one.start, reverse=is_later)


def _told_words(said: Said) -> frozenset[str]:
    found = clips_meant(said, [bars for one in said.places for bars in one.spans])
    return frozenset(word for one in found or () for word in one.words)


# --- what was moved ---


def _placed_alike(said: Said, act: Frame) -> Said:
    """ "Wrong one, verse 2": as it was said before, there."""
    if len(said.places) != 1 or said.places[0].how != "bare":
        return said
    before = taken_apart(act.said, said.scene, focus=said.focus)
    goals = [one for one in before.places if _is_goal(one, before)]
    if len(goals) != 1 or goals[0].how not in ("before", "at"):
        return said
    place = replace(said.places[0], how=goals[0].how)
    words = said.text[place.start : place.end]
    if goals[0].how == "at" and words.startswith(("on the", "after")):
        return said
    return replace(said, places=[place], words=[one for one in said.words if one not in ("wrong", "one", "other")])


def _other_way(said: Said, act: Frame) -> list[Step] | None:
    """ "No, earlier": as far, to the other side."""
    name = next((one for one in ("offset_beats", "offset") if one in act.args), "")
    way = bool(said.bag & _LATER) - bool(said.bag & _EARLIER)
    if not said.corrects or said.amounts or not name or not way or said.bag - _LATER - _EARLIER - _BESIDE - {"not"}:
        return None
    by = float(act.args[name])
    if "not" in said.bag or (by > 0) == (way > 0):
        return None
    return [told_as(Step("arrange", {**act.args, name: number(-by)}), "fix", act)]


def _goes_as(act: Frame, offset: dict[str, float]) -> bool:
    """ "No, two bars later", behind one that went a bar later: as far instead of that."""
    before = next((float(act.args[name]) for name in ("offset_beats", "offset") if name in act.args), 0.0)
    return before * next(iter(offset.values())) > 0


def _otherwise(said: Said, last: list[Frame]) -> list[Step] | None:
    """ "No, one bar", "a bar later", "no, put it at bar 20", "back one bar"."""
    clips = meant_last(said)
    if len(last) != 1 or len(clips) != 1:
        return None
    act, clip = last[0], clips[0]
    words = frozenset(said.text.split())
    if words & {"also", "too", "again"} or {"as", "well"} <= words or said.adds and said.places:
        return None  # one more of it
    if said.places:
        said = _placed_alike(said, act)
        goals = [one for one in said.places if _is_goal(one, said)]
        if len(said.places) > 1 or not goals or said.amounts or said.bag - _VERBS - _BESIDE:
            return None
        bar = _begin(goals[0], clip)
        return [told_as(Step("arrange", {"action": "move", "clip": clip.id, "bar": number(bar)}), "fix", act)]
    if flipped := _other_way(said, act):
        return flipped
    if len(said.amounts) != 1 or said.bag - _VERBS - _LATER - _EARLIER - _BESIDE - _FURTHER:
        return None
    amount = said.amounts[0]
    if not amount.unit and words & (_LATER | _EARLIER | {"back"}):
        units = (one.unit for one in quantities(act.said.lower()) if one.unit in _UNITS)
        amount = replace(amount, unit=next(units, ""))
        if "back" in words and not words & (_LATER | _EARLIER):
            went_later = float(act.args.get("offset_beats", act.args.get("offset", 0))) > 0
            words |= {"earlier" if went_later else "later"}
    if amount.unit in _UNITS and words & (_LATER | _EARLIER):
        offset = _offset(amount, "", words, said)
        if offset is None:
            return None
        moved = Step("arrange", {"action": "move", "clip": clip.id, **offset})
        return [told_as(moved, "fix", act) if said.corrects and _goes_as(act, offset) else moved]
    if amount.unit in _UNITS and "back" in words:
        return [
            Step(
                "arrange",
                {"action": "move", "clip": clip.id, **(_offset(amount, "", frozenset({"earlier"}), said) or {})},
            )
        ]
    name = "offset_beats" if "offset_beats" in act.args else "offset" if "offset" in act.args else ""
    if not name or amount.signed or amount.unit not in _UNITS:
        return None
    way = frozenset({"later" if float(act.args[name]) > 0 else "earlier"})
    offset = _offset(amount, "", way, said)
    if offset and words & {"another", "more", "further", "extra", "farther"}:
        return [Step("arrange", {"action": "move", "clip": clip.id, **offset})]  # "another beat": beyond the first
    args = {key: value for key, value in act.args.items() if key not in ("offset", "offset_beats")}
    return [told_as(Step("arrange", {**args, **offset}), "fix", act)] if offset else None

"""Copies: "copy the riff to the outro", "its first 4 bars again at 33", "horns from the verse in the coda"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from engine.planner.context import ClipInfo
from engine.planner.offline.sentence.apart.place import Bars, Place
from engine.planner.offline.sentence.apart.places import Places
from engine.planner.offline.sentence.apart.said import Named, Said, regrouped
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.effects.effects_there import just_put
from engine.planner.offline.sentence.scope.beside import ending_before, with_clip_places
from engine.planner.offline.sentence.scope.edges import Edge, edges_in, outside
from engine.planner.offline.sentence.scope.lying import (
    NOUNS,
    Lying,
    clips_meant,
    covers,
    in_order,
    meant_last,
    with_bars,
)
from engine.planner.offline.slots.clause import number
from engine.planner.offline.steps.listed import WHICH_BARS
from engine.planner.offline.text.counts import SEVERAL, counted
from engine.planner.offline.text.names import name_words
from engine.planner.offline.text.quantity import Quantity
from engine.planner.regex import regex
from engine.tasks.plan import Step

_COPIES = frozenset("copy copies duplicate paste repeat double".split())
_AGAIN = frozenset("again same too also once more another as well there".split())
_BESIDE = frozenset(
    "put it its them that this so sits sit lies lie starts begins goes in to at into over have play plays from of"
    " the as instead rather a one should come comes"
    " back there only just run bars bar part beside use make want time two up stick pop chuck whack drop lay".split()
)
_GOAL = regex(r"(?:at|to|into|up to|on|after|behind|following|right|just|directly|straight)\b")
_FROM_TO = regex(r"\bfrom (?P<source>(?!bar )[^,;]+?) (?:to|into|in|at|over to) (?P<goal>[^,;]+?)$")


_AGAIN_BAR = regex(r"\bagain (?=bar \d+\b)")
""" "Run the bells again bar 5"."""


_ON_REPEAT = regex(r"\bon (?:repeat|loop)\b")
""" "Run the bells on repeat through bar 8" copies nothing."""
_ON_TRACKS = ("automate", "mix", "marker", "set_track", "route", "plugin")


def copy(said: Said) -> list[Step] | None:
    """The copies; None where nothing is copied, or not all of it is known."""
    if _AGAIN_BAR.search(said.text):
        told = _AGAIN_BAR.sub("again at ", said.text)
        said = taken_apart(told, said.scene, focus=said.focus if said.is_later else None)
    if _ON_REPEAT.search(said.text):
        return None
    if said.is_open:
        return _which_part(said)
    if not said.bag & _COPIES and re.match(r"(?:do )?(?:the )?same (?:for|on|with|to) ", said.text):
        last = said.last()
        if just_put(said) or last and all(one.tool in _ON_TRACKS for one in last):
            return None  # of the effect, or of what was done to a track there
    if other := _levelled(said) or _repeated_from(said):
        return other
    if of_all := _of_all(said):
        return of_all
    said = with_clip_places(ending_before(said))
    if said.bag & _COPIES and (match := _FROM_TO.search(said.text)):
        return _from_to(said, match)
    goal_of_question = _asked_goal(said)
    if goal_of_question is not None:
        said = _of_those_asked(said)
    edges = edges_in(said)
    places, amounts, bag = outside(said, edges)
    goals = _goals(places, said)
    if len(goals) == 1 and _TWO_BARS.search(said.text[goals[0].start : goals[0].end]):
        return None  # one of two places would be lost
    more = _numbers_behind(goals, amounts, said)
    amounts = [one for one in amounts if one not in more]
    source = [one for one in places if one not in goals]
    if goal_of_question is not None:
        goals, source = [], places
    if {"take", "paste"} <= bag:
        bag -= {"take"}
    is_copy = bag & _COPIES or goal_of_question is not None or _says_again(said, bag)
    if not is_copy or amounts or len(edges) > 1 or len(source) > 1:
        return None
    if not goals and goal_of_question is None and len(source) == 1 and source[0].how == "in" and not edges:
        goals, source = source, []
    if not goals and goal_of_question is None and not more and (beside := _beside_it(said, source, bag)):
        return beside
    is_before = any(one.how == "before" for one in goals)
    bars = [one.point for one in goals] if goal_of_question is None else [goal_of_question]
    bars += [one.value for one in more]
    if not bars or any(bar < 1 for bar in bars) or any(one.how == "in" and len(one.spans) > 1 for one in goals):
        return None
    where = [bars for one in source for bars in one.spans]
    if any(one.how not in ("in", "bare", "from") for one in source):
        return None
    if len(source) == 1 and len(source[0].spans) > 1:
        return _which_bars(source[0]) if said.things and bars else None
    if source and source[0].how == "from":
        where = [(where[0][0], where[0][0] + 1)]
    found = _found(said, where)
    known = _COPIES | _AGAIN | _BESIDE | NOUNS | frozenset(word for one in found or () for word in one.words)
    if not found or bag - known:
        return None
    there = where if source and source[0].how in ("in", "bare") else []
    if is_before:
        size = _size(found, there, edges)
        if size is None or any(bar - size < 1 for bar in bars):
            return None
        if starts := [one.point for one in goals if one.how != "before"]:  # "at 15, ending on 17"
            ends = [one.point for one in goals if one.how == "before"]
            is_same = len(starts) == len(ends) == len(bars) / 2 == 1 and abs(starts[0] + size - ends[0]) < _NEAR_BARS
            return _steps(said, found, starts, there, edges) if is_same else None
        bars = [bar - size for bar in bars]
    lasts = [one.spans[0][1] - one.spans[0][0] for one in goals if one.how == "in"]
    is_in_parts = bool(lasts) and len(lasts) == len(bars) and not there
    return _steps(said, found, bars, there, edges, most=min(lasts) if is_in_parts else 0.0)


_TWO_BARS = regex(r"\bto (?:bars? )?\d+ (?:and|&) (?:bar )?\d+$")
_A_COPY = regex(r"^(?:make (?:me )?(?:a|one) copy of|copy|duplicate) ")


def _beside_it(said: Said, source: Sequence[Place], bag: frozenset[str]) -> list[Step] | None:
    """ "Make a copy of Ana's hook", "duplicate the second cello clip": right behind it."""
    if not source and not said.places and _A_COPY.match(said.text) and all(one.is_clip for one in said.things):
        alone = clips_meant(said) or []
        known = _COPIES | {"make", "of", "a"} | NOUNS | frozenset(word for one in alone for word in one.words)
        if len(alone) != 1 or len(alone[0].clips) != 1 or bag - known:
            return None
        return [Step("arrange", {"action": "duplicate", "clip": alone[0].clips[0].id})]
    if len(source) != 1 or source[0].how != "bare" or not _A_COPY.match(said.text) or len(source[0].spans) != 1:
        return None
    found = clips_meant(said, list(source[0].spans))
    if bag - _COPIES - {"make", "of", "a"} - NOUNS or not found or len(found) != 1 or len(found[0].clips) != 1:
        return None
    return [Step("arrange", {"action": "duplicate", "clip": found[0].clips[0].id})]


_SOFTER = (
    r"(?:(?P<size>a (?:little )?bit|a touch|a little|slightly|a tad|much|a lot|way)\s+)?"
    r"(?P<way>quieter|softer|lower|fainter|louder|stronger)|(?P<db>\d+(?:\.\d+)?) ?db"
    r" (?P<by>down|up|quieter|softer|lower|louder|less|more)|at (?P<half>half) (?:the )?(?:volume|level)"
)
_LEVEL = regex(rf"(?:,|\s)+(?:(?:but|and|only|just|make it|this time|a) )*(?:{_SOFTER})(?: this time| there)?$")
_SIZES = {"a touch": 1.0, "a tad": 1.0, "slightly": 1.5, "a bit": 2.0, "a little": 2.0, "a little bit": 2.0, "": 3.0}
_VELOCITY = 5.0
"""Steps of velocity for a decibel."""


def _levelled(said: Said) -> list[Step] | None:
    """ "Once more at bar 11, 6 dB down": the copy of what was made has a level of its own."""
    match = _LEVEL.search(said.text)
    if match is None:
        return None
    steps = copy(taken_apart(said.text[: match.start()], said.scene, focus=said.focus))
    clip = said.scene.clip(steps[0].args.get("clip")) if steps and len(steps) == 1 else None
    if steps is None or clip is None or steps[0].task != "arrange":
        return None
    size = 6.0 if match["half"] else float(match["db"]) if match["db"] else _SIZES.get(match["size"] or "", 6.0)
    change = size if (match["way"] or match["by"]) in ("louder", "stronger", "up", "more") else -size
    if clip.kind == "midi":
        return [*steps, Step("edit_notes", {"clip": "$1", "action": "velocity", "change": round(change * _VELOCITY)})]
    return [*steps, Step("edit_clip", {"clip": "$1", "action": "gain", "value_db": number(change)})]


def _which_bars(place: Place) -> list[Step]:
    first, last = f"{place.spans[0][0]:g}", f"{place.spans[-1][1] - 1:g}"
    return [Step("ask", {"text": WHICH_BARS.format(f"{first} and {last}", first, last)})]


_TIMES = regex(rf"\b(?:(?P<twice>twice)|(?P<n>{SEVERAL}) (?:more )?times)\b")
_OF_ALL = frozenset("copy copies duplicate paste repeat again once more twice times all whole entire it at up".split())


def _of_all(said: Said) -> list[Step] | None:
    """ "Copy the intro to the end", "the chorus twice more at the end": all that plays there."""
    said, times = _with_whole_part(said), _TIMES.search(said.text)
    if any(one.how != "all" for one in said.things) or len(said.places) != 2 or said.bag - _OF_ALL:
        return None
    if not said.bag & (_COPIES | {"again", "more"}) or any(one.unit or not times for one in said.amounts):
        return None
    source, goal = said.places
    if not _is_goal(goal, said) or source.how not in ("bare", "in") or len(source.spans) > 1 or goal.how == "before":
        return None
    count = counted(times["n"] or "2") if times else 1
    start, end = source.spans[0]
    span = {"start_bar": number(start), "end_bar": number(end), "bar": number(goal.point)}
    return [Step("arrange", {"action": "duplicate", **span, **({"count": count} if count > 1 else {})})]


_WHOLE_PART = regex(
    r"\b(?P<lead>the )?(?:whole|entire|full) (?P<part>[\w' -]+?)(?= (?:to|at|into|after|behind|again)\b)"
)


def _with_whole_part(said: Said) -> Said:
    """ "The whole chorus" is that part of the song, though a clip is called so."""
    match = _WHOLE_PART.search(said.text)
    found = Places(match["part"], said.scene).bare(()) if match else []
    if match is None or len(found) != 1 or found[0].end < len(match["part"]) or found[0].is_open:
        return said
    place = replace(found[0], start=match.start("part"), end=match.end("part"))
    things = [one for one in said.things if not match.start() <= one.start < match.end()]
    return regrouped(said, things, sorted([place, *said.places], key=lambda one: one.start), said.amounts)


_FROM_THERE = regex(r"repeat (?:N )?(?:all )?(?:N )?(?:both )?T P")


def _repeated_from(said: Said) -> list[Step] | None:
    """ "Repeat both voices from bar 5": each as far behind it as it lies behind the first of them now."""
    if len(said.places) != 1 or said.places[0].how != "from" or not _FROM_THERE.fullmatch(said.form):
        return None
    counts = [one.value for one in said.amounts if not one.unit]
    counts += [2.0] if "both" in said.bag else []
    if any(one != len(said.tracks) for one in counts):
        return [Step("ask", {"text": f"Which tracks should be repeated: {', '.join(said.scene.context.tracks[:8])}?"})]
    clips = [clip for track in said.tracks for clip in in_order(track, said) if clip.bars]
    first, point = min((one.bars[0] for one in clips if one.bars), default=0.0), said.places[0].point
    early = [one for one in clips if one.bars and one.bars[0] < point - 1e-6]
    return [
        Step("arrange", {"action": "duplicate", "clip": one.id, "bar": number(point + one.bars[0] - int(first))})
        for one in early
        if one.bars
    ] or None


def _size(found: Sequence[Lying], where: Sequence[Bars], edges: Sequence[Edge]) -> float | None:
    """How many bars of one clip are copied; None for several."""
    if len(found) != 1 or len(found[0].clips) != 1 or (clip := found[0].clips[0]).bars is None:
        return None
    part = edges[0].of(clip) if edges else _part(clip, where) or clip.bars
    return part[1] - part[0] if part else None


def asked_copy(said: Said) -> list[Step] | None:
    """The answer to the question which clips a copy is of; None for anything else."""
    return copy(said) if _asked_goal(said) is not None and not said.is_open else None


def _from_to(said: Said, match: re.Match[str]) -> list[Step] | None:
    """ "The trumpet and the shaker from theme A to theme B"."""
    source = taken_apart(f"in {match['source']}", said.scene, focus=said.focus)
    goal = taken_apart(f"at {match['goal']}", said.scene, focus=said.focus)
    who = taken_apart(said.text[: match.start()], said.scene, focus=said.focus)
    if len(source.places) != 1 or len(goal.places) != 1 or source.bag - {"in"} or goal.bag or goal.things:
        return None
    if source.is_open or goal.is_open or who.places or who.amounts or source.things:
        return None
    where = list(source.places[0].spans)
    found = clips_meant(who, where)
    known = _COPIES | _BESIDE | NOUNS | frozenset(word for one in found or () for word in one.words)
    if not found or who.bag - known:
        return None
    return _steps(who, found, [goal.places[0].point], where, [])


def _is_goal(place: Place, said: Said) -> bool:
    words = said.text[place.start : place.end]
    if place.how == "before":
        return True
    return place.how in ("at", "to") and _GOAL.match(words) is not None


def _goals(places: Sequence[Place], said: Said) -> list[Place]:
    """Where a copy is to lie: "to bar 9 and bar 13", and of "from the verse again in the outro" the latter."""
    goals: list[Place] = []
    for one in places:
        is_further = goals and re.fullmatch(r"\s*(?:,|and|&|, and)\s*", said.text[goals[-1].end : one.start])
        if _is_goal(one, said) or is_further and one.how == "bare":
            goals.append(one)
    if not goals and sorted(one.how for one in places) == ["from", "in"]:
        goals = [one for one in places if one.how == "in"]
    return goals


_TO_BARS = regex(r"\b(?:to|at|on|onto) (?P<bars>\d+(?:(?:, | and | & |, and )\d+)+)\b(?! ?(?:db|%|bars?))")


def _numbers_behind(goals: Sequence[Place], amounts: Sequence[Quantity], said: Said) -> list[Quantity]:
    """ "To 29 and 33": bare numbers behind the first place, or in its stead."""
    listed = _TO_BARS.search(said.text)
    begins = [one.start for one in goals if listed and one.start <= listed.start("bars") < one.end + 1]
    if listed is None or goals and not begins:
        return []
    return [one for one in amounts if not one.unit and listed.start("bars") <= one.start < listed.end()]


def _says_again(said: Said, bag: frozenset[str]) -> bool:
    return bool(
        bag & {"again", "same", "too", "also", "another"} or {"once", "more"} <= bag or {"as", "well"} <= bag
    ) and bool(said.things or _copied(said) or _made(said))


def _made(said: Said) -> bool:
    """Was something made or put somewhere last? Then "the same again" is a copy of it."""
    makers = ("generate_audio", "generate_midi", "speak", "sing", "arrange")
    last = said.last()
    return bool(last) and all(one.tool in makers and (one.out or one.tool == "arrange") for one in last)


def _copied(said: Said) -> bool:
    last = said.last()
    return bool(last) and all((one.tool, one.kind) == ("arrange", "duplicate") for one in last)


def _found(said: Said, where: Sequence[Bars]) -> list[Lying] | None:
    if said.things:
        found = clips_meant(said, where) or (None if where else _one_before(said))
        found = [_first_of_its_copies(one, said) for one in found] if found and not where else found
        return found if found and (where or all(len(one.clips) == 1 for one in found)) else None
    if _copied(said):
        ids = [str(one.args.get("clip")) for one in said.last()]
    else:
        is_told = (
            said.bag & {"it", "that", "this", "them"} or _made(said) and said.bag & {"again", "more", "another", "same"}
        )
        ids = [one.id for one in meant_last(said)] if is_told else []
    clips = [with_bars(view, said) for one in dict.fromkeys(ids) if (view := said.scene.clip(one))]
    return [Lying(Named(0, 0, (str(one.track),), (one.id,), True), (one,)) for one in clips] or None


def _one_before(said: Said) -> list[Lying] | None:
    """ "The bells again at bar 5", of a track with several clips: the one that ends there."""
    points = [one.point for one in said.places if one.how in ("at", "before")]
    named = [one for one in said.things if not one.is_pointed]
    is_before = len(said.places) == 1 and said.places[0].how == "before"
    if len(points) != 1 or len(named) != 1 or len(named[0].tracks) != 1 or named[0].is_clip:
        return None
    lying = in_order(named[0].tracks[0], said)
    if is_before and (early := [one for one in lying if one.bars and one.bars[1] <= points[0] + _NEAR_BARS]):
        return [Lying(named[0], (early[-1],))]  # "another riser ending on the button": like the last one
    if not said.bag & {"again", "repeat", "more"}:
        return None
    ending = [one for one in lying if one.bars and abs(one.bars[1] - points[0]) < _NEAR_BARS]
    return [Lying(named[0], tuple(ending))] if len(ending) == 1 and not named[0].is_clip else None


_NEAR_BARS = 0.05


def _first_of_its_copies(lying: Lying, said: Said) -> Lying:
    """ "Copy the braam to bar 39 as well", once it was copied: what was there before its copies."""
    made = {
        out
        for one in said.state.frames
        if one.is_live and (one.tool, one.kind) == ("arrange", "duplicate")
        for out in one.out
    }
    own = [one for one in lying.clips if one.id not in made]
    is_one_name = len({one.name for one in lying.clips}) == 1
    return replace(lying, clips=tuple(own)) if len(own) == 1 and is_one_name else lying


def _steps(
    said: Said,
    found: Sequence[Lying],
    goals: Sequence[float],
    where: Sequence[Bars],
    edges: Sequence[Edge],
    *,
    most: float = 0.0,
) -> list[Step] | None:
    """A copy of each clip, or of the bars that are told of it, at each place; no more bars of it than `most`."""
    steps: list[Step] = []
    for lying in found:
        clips = lying.clips
        if len(clips) > 1 and not where:
            return None
        first = min(clip.bars[0] for clip in clips if clip.bars)
        begins = where[0][0] if where else first
        for clip in clips:
            if clip.bars is None:
                return None
            part = edges[0].of(clip) if edges else _part(clip, where)
            if edges and part is None:
                return None
            if part is None and 0 < most < clip.bars[1] - clip.bars[0] - _NEAR_BARS:
                part = clip.bars[0], clip.bars[0] + most  # "the shaker in the intro too", of four bars
            for goal in goals:
                start = part[0] if part else clip.bars[0]
                to = goal + (max(0.0, start - begins) if where and not edges else 0.0)
                if abs(to - start) < _NEAR_BARS:
                    return None  # it lies there already
                steps.append(_one(clip, part, to, said))
    return steps or None


def _part(clip: ClipInfo, where: Sequence[Bars]) -> Bars | None:
    """What of a clip lies in the bars; None where all of it does."""
    if not where or clip.bars is None:
        return None
    start, end = max(clip.bars[0], where[0][0]), min(clip.bars[1], where[0][1])
    return (start, end) if start > clip.bars[0] + 1e-3 or end < clip.bars[1] - 1e-3 else None


def _one(clip: ClipInfo, part: Bars | None, to: float, said: Said) -> Step:
    """A copy; where something lies already the copy takes its place."""
    assert clip.bars
    start, end = part or clip.bars
    there = [one for one in in_order(str(clip.track), said) if covers(one, (to, to + end - start))]
    bars = {"start_bar": number(start), "end_bar": number(end)} if part or there else {}
    return Step("arrange", {"action": "duplicate", "clip": clip.id, "bar": number(to), **bars})


def _asked_goal(said: Said) -> float | None:
    """Where a copy was to go of which it was asked what is meant: this is the answer."""
    asked = said.state.asked
    if asked is None or said.bag & _COPIES:
        return None
    before = taken_apart(asked[1], said.scene, focus=said.focus)
    goals = [one for one in before.places if _is_goal(one, before)]
    return goals[0].point if before.bag & _COPIES and len(goals) == 1 and not goals[0].is_open else None


def _of_those_asked(said: Said) -> Said:
    """An answer with what it does not say again: which tracks, and of two that a word may mean the one asked about."""
    assert said.state.asked
    before = taken_apart(said.state.asked[1], said.scene, focus=said.focus)
    if not said.things:
        return replace(said, things=[replace(one, start=0, end=0) for one in before.things])
    known = before.tracks
    made: list[Named] = []
    for one in said.things:
        words = set(name_words(said.text[one.start : one.end]))
        alike = [track for track in known if words & set(name_words(track))]
        if not set(one.tracks) & set(known) and len(alike) == 1:
            clips = tuple(clip.id for clip in said.scene.clips if clip.track == alike[0])
            one = replace(one, tracks=(alike[0],), clips=clips, is_clip=False)
        made.append(one)
    return replace(said, things=made)


def _which_part(said: Said) -> list[Step] | None:
    """A question, where all is understood but which of several parts is meant."""
    open_ones = [one for one in said.places if one.is_open]
    known = _COPIES | _BESIDE | NOUNS
    if not said.bag & _COPIES or said.bag - known or len(open_ones) != 1 or not said.things or said.amounts:
        return None
    names = [f"“{name}”" for name in open_ones[0].names]
    return [Step("ask", {"text": f"Which one do you mean: {', '.join(names[:-1])} or {names[-1]}?"})]

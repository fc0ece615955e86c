"""Loops: "loop the organ till verse 1 is over", "keep going till the end", "stop it at bar 9", "three times in all"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from engine.planner.context import ClipInfo
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.place import Place
from engine.planner.offline.sentence.apart.said import Said, regrouped
from engine.planner.offline.sentence.scope.beside import with_clip_places
from engine.planner.offline.sentence.scope.lying import NOUNS, Lying, bar_s, clips_meant, in_order
from engine.planner.offline.sentence.scope.song_parts import song_end
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.quantity import Quantity
from engine.planner.regex import regex
from engine.tasks.plan import Step

_LOOPS = frozenset("loop looped looping repeat repeated repeating extend extended prolong stretch".split())
_GOES = frozenset(
    "keep going go goes run runs carry carries continue continues on last lasts play plays looping repeating".split()
)
_BESIDE = frozenset(
    "it its that this them so should must has to let have out all way of times in over again bar bars only just"
    " make needs wants another extra additional longer".split()
)
_STOPS = frozenset("stop stops quit quits end ends finish finishes only till until up to just enough make".split())
_FURTHER = frozenset("longer further more earlier sooner before shorter less".split())
_REASON = regex(r"^.+? (?:stops?|ends?|is|are|lasts?|runs out|finishes)\b[^,;]*[,;]\s*(?:so )?(?P<rest>.+)$")
_MORE = regex(r"\b(?:more|further|extra|longer|additional)\b")
_ADDS = regex(r"\b(?:by|another|an (?:extra|additional))\s*$")
_COPIES = frozenset("copy copied copies duplicate paste".split())
_OUT_TO = regex(r"(?:all the way |right |straight )?(?:out|up|through|thru) to|till|until|til|all the way")
_UP_TO = regex(r"\b(?:to|until|till|til|through|thru)\s*$")
_RUNS = regex(
    r"\s*(?:(?:run|take|carry|bring|make) (?:T|it|that|this|them|those|these|both|(?:the |my )?[\w' ,&]{2,40}?)"
    r" (?:go )?(?:on |out |up |right |all the way )*(?:to|till|until|through|thru)\b)"
)
""" "Run them to 8"."""
_GOES_ON = tuple(
    frozenset(one.split())
    for one in ("keep going", "keep looping", "carry on", "go on", "goes on", "run on", "continue", "continues")
)


def loop(said: Said) -> list[Step] | None:
    """The loop; None where nothing is looped, or not all of it is known."""
    last = [one for one in said.last() if (one.tool, one.kind) == ("edit_clip", "loop")]
    if len(last) == 1 == len(said.last()) and all(one.is_pointed for one in said.things):
        return _otherwise(_within(said, last[0]), last[0])
    return _looped(with_clip_places(said)) if not said.is_open else None


def _within(said: Said, act: Frame) -> Said:
    """ "Only up to the refrain": the one that lies in what is looped."""
    clip = said.scene.clip(act.args.get("clip"))
    if len(said.places) != 1 or not said.is_open or clip is None or clip.bars is None:
        return said
    place, (start, end) = said.places[0], clip.bars
    there = [bars for bars in place.spans if start < replace(place, spans=(bars,)).point <= end + 1e-3]
    if len(there) != 1:
        return said
    return regrouped(said, said.things, [replace(place, spans=(there[0],), names=())], said.amounts)


def _looped(said: Said) -> list[Step] | None:
    bag, border = said.bag, 0
    if (match := _REASON.match(said.text)) and match.start("rest") > (said.things[0].end if said.things else 999):
        border = match.start("rest")
        bag = frozenset(word for word in said.words if re.search(rf"\b{re.escape(word)}\b", match["rest"]))
    places = [one for one in said.places if one.start >= border]
    goals = [one for one in places if _is_end(one, said)]
    where = [one for one in places if one not in goals]
    if not goals and len(where) == 1 and where[0].how == "in" and said.text.startswith("from ", where[0].start):
        start, end = where[0].spans[0]  # "from the intro through verse 1"
        goals, where = [replace(where[0], how=
            "to", spans=((1.0, end),))], [replace(where[0], spans=((start, start + 1),))]
    is_copied = bool(bag & _COPIES) and len(goals) == 1 and bool(_OUT_TO.match(said.text[goals[0].start :]))
    bag = bag - _COPIES if is_copied else bag
    is_loop = bool(bag & _LOOPS) or is_copied
    if bag & _LOOPS == {"stretch"} and not goals and "out" not in bag:
        return None  # "stretch the pad to 8 bars": it is played more slowly
    spoken = {*re.findall(r"[a-z]+", said.text[border:])}  # "on till the end" is a place
    goes_on = any(one <= spoken for one in _GOES_ON)
    runs = _RUNS.match(said.text[border:]) is not None and (bool(goals) or bool(_so_far_told(said, border)))
    if (
        not said.things
        or not (is_loop or goes_on or runs)
        or len(goals) > 1
        or any(one.how not in ("in", "bare") and not _is_of_a_part(one, said) for one in where)
    ):
        return None
    spans = [(one.point, one.point + 1) if one.how == "from" else bars for one in where for bars in one.spans]
    found = clips_meant(said, spans) or (_before_the_goal(said, goals[0]) if goals and not where else None)
    if not found or any(len(one.clips) != 1 for one in found):
        return None
    words = frozenset(word for one in found for word in one.words)
    clips = [one.clips[0] for one in found]
    if bag - _LOOPS - _GOES - _BESIDE - NOUNS - words or any(one.bars is None for one in clips):
        return None
    made = [_each(clip, goals, border, said, is_loop=is_loop or runs) for clip in clips]
    return [step for steps in made for step in steps or ()] if all(made) else None


def _each(clip: ClipInfo, goals: Sequence[Place], border: int, said: Said, *, is_loop: bool) -> list[Step] | None:
    assert clip.bars
    amounts = [one for one in said.amounts if one.start >= border]
    if goals and not amounts:
        return until_bar(clip, goals[0].spans[-1][1] if goals[0].how == "in" else goals[0].point, said)
    if len(amounts) != 1 or goals or not is_loop:
        return None
    one = amounts[0]
    if bar := _bar_told(said, border):
        return until_bar(clip, _behind(bar, clip, said), said)
    if one.unit == "bars" and one.value > 0 and _is_more(one, said):
        return until_bar(clip, clip.bars[1] + one.value, said)
    if one.unit == "bars" and re.search(r"\b(?:for|to|over)\s*$", said.text[: one.start]) and one.value > 0:
        return until_bar(clip, clip.bars[0] + one.value, said)
    count = _count(said, one.value)
    if count < 2 or one.unit not in ("", "x"):
        return None
    return [Step("edit_clip", {"clip": clip.id, "action": "loop", "count": count})]


def _is_more(amount: Quantity, said: Said) -> bool:
    """ "For four more bars", "by two bars": behind what is there."""
    before, told = said.text[: amount.start], said.text[amount.start : amount.end + len(" longer")]
    return _MORE.search(told) is not None or _ADDS.search(before) is not None


def _so_far_told(said: Said, border: int) -> float | None:
    """ "Run it to 8", "run it to 8 bars": to that bar, or so long."""
    long = [one for one in said.amounts if one.start >= border and one.unit == "bars" and not one.signed]
    is_told = len(long) == 1 and _UP_TO.search(said.text[: long[0].start]) is not None
    return long[0].value if is_told else _bar_told(said, border)


def _bar_told(said: Said, border: int) -> float | None:
    """ "Run it to 8": the bar that a bare figure tells."""
    told = [one for one in said.amounts if one.start >= border and not one.unit and not one.signed]
    if len(told) != 1 or told[0].value != int(told[0].value) or not _UP_TO.search(said.text[: told[0].start]):
        return None
    return told[0].value


def _behind(bar: float, clip: ClipInfo, said: Said) -> float:
    """Where it stops: behind that bar, or where something else begins with it."""
    assert clip.bars
    edges = {song_end(said), *(start for _, start in said.scene.context.markers)}
    edges |= {edge for one in said.scene.clips if one.track and one.id != clip.id for edge in one.bars or ()}
    if (bar in edges) != (bar + 1 in edges):
        return bar if bar in edges else bar + 1
    size = clip.bars[1] - clip.bars[0]
    return bar if (bar - clip.bars[0]) % size < 1e-3 else bar + 1


def _count(said: Said, value: float) -> int:
    """ "Twice", "3 times": how often in all; 0 where that is not told."""
    is_told = re.search(r"\b(?:twice|thrice|times|\d+ ?x)\b", said.text) is not None
    return int(value) if is_told and value == int(value) and "more" not in said.text.split() else 0


def until_bar(clip: ClipInfo, bar: float, said: Said) -> list[Step] | None:
    """The clip goes on to a bar; None where it reaches it already."""
    assert clip.bars
    if bar <= clip.bars[1] + 1e-3:
        return None
    return [
        Step("edit_clip", {"clip": clip.id, "action": "loop", "duration": _length_s(clip, clip.bars[0], bar, said)})
    ]


def _length_s(clip: ClipInfo, start: float, end: float, said: Said) -> float:
    return number((end - start) * bar_s(clip, said))


def _before_the_goal(said: Said, goal: Place) -> list[Lying] | None:
    """ "Loop the bass out to the pre": the clip that ends before it, and nothing else of its track between."""
    end = goal.spans[-1][1] if goal.how == "in" else goal.point
    found: list[Lying] = []
    for one in said.things:
        clips = [clip for track in one.tracks for clip in in_order(track, said) if clip.bars]
        before = [clip for clip in clips if clip.bars and clip.bars[0] < end - 1e-3]
        if one.how or not before or not before[-1].bars or before[-1].bars[1] > end - 1e-3:
            return None
        found.append(Lying(one, (before[-1],)))
    return found or None


def _is_of_a_part(place: Place, said: Said) -> bool:
    """ "The hook from the intro" is the one that lies there."""
    words = said.text[place.start : place.end]
    return place.how == "from" and not re.search(r"\d|\bon(?:wards?)?$|\bbars?\b", words)


def _is_end(place: Place, said: Said) -> bool:
    words = said.text[place.start : place.end]
    if place.how == "in" and words.startswith(("through ", "thru ", "throughout ")):
        return True
    return place.how == "to" and not words.startswith(("by ", "into ")) or place.how == "at" and "end" in words.split()


def _otherwise(said: Said, act: Frame) -> list[Step] | None:
    """The loop of the last turn with another end or count."""
    clip = said.scene.clip(act.args.get("clip"))
    known = _LOOPS | _GOES | _STOPS | _BESIDE | _FURTHER | {"at", "by"}
    if clip is None or clip.bars is None or said.is_open or said.bag - known:
        return None
    args = {name: value for name, value in act.args.items() if name not in ("duration", "count")}
    if len(said.places) == 1 and not said.amounts:
        place = said.places[0]
        if place.how not in ("at", "to") or place.how == "at" and not said.bag & _STOPS and "end" not in said.text:
            return None
        if place.point <= clip.bars[0]:
            return None
        length = _length_s(clip, clip.bars[0], place.point, said)
        return [told_as(Step("edit_clip", {**args, "duration": length}), "fix", act)]
    if len(said.amounts) == 1 and not said.places and said.amounts[0].unit == "bars" and said.bag & _FURTHER:
        way = {one in ("longer", "further", "more") for one in said.bag & _FURTHER}
        bars = clip.bars[1] - clip.bars[0] + (said.amounts[0].value if way == {True} else -said.amounts[0].value)
        if len(way) != 1 or bars <= 0:
            return None
        length = _length_s(clip, 0.0, bars, said)
        return [told_as(Step("edit_clip", {**args, "duration": length}), "fix", act)]
    if len(said.amounts) == 1 and not said.places and (count := _count(said, said.amounts[0].value)) > 1:
        return [told_as(Step("edit_clip", {**args, "count": count}), "fix", act)]
    return None

"""Filled up: "fill the chorus with the hats", "the piano keeps going through the rest of verse 1": on to its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.planner.context import ClipInfo
from engine.planner.offline.sentence.apart.place import Bars, Place
from engine.planner.offline.sentence.apart.said import Named, Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.clips.loops import until_bar
from engine.planner.offline.sentence.clips.wanted_there import copies_for
from engine.planner.offline.sentence.scope.lying import NOUNS, covers, in_order, subjects
from engine.planner.offline.slots.clause import number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_REST = regex(
    r"\b(?:(?:in|for|over|through|throughout|during|out) )?(?:the )?(?:rest|remainder) of (?=the |our |[a-z])"
)
_FILL = regex(r"^(?:fill|cover)\b(?! in\b)|\b(?:should|could|can|must|to|it|they|that) (?:fills?|covers?)\b")
""" "Fill the chorus", and no "bass fill in bar 16"."""
_FILLS = frozenset("fill fills filled filling cover covers covered".split())
_GOES_ON = frozenset("keep keeps keeping going goes go carry carries continue continues run runs running".split())
_PLAYS = frozenset("play plays playing looping last lasts".split())
_LOOPS = frozenset("loop loops repeat repeats repeated copy again extend".split())
_ALL = frozenset(
    "all whole entire full way through throughout out on up to it that this so until till over with by".split()
)
_BESIDE = frozenset("let make have has should must get s pattern part bit them".split())
_TO_ITS_END = regex(r"\b(?:throughout|through|thru|all the way|the whole|the entire|the full|rest|for all of)\b")
_THROUGHOUT = regex(r"\b(?:throughout|all (?:the way )?through|for the whole)\b")
_PLAYS_THERE = "“{}” plays to its end already."


def filled_up(said: Said) -> list[Step] | None:
    """The loop or the copies; None where nothing is to go on to the end of a part, or not all of it is known."""
    text = said.text
    is_rest = _REST.search(text) is not None
    if is_rest:
        focus = said.focus if said.is_later else None
        said = taken_apart(_REST.sub("in ", text, count=1), said.scene, focus=focus)
    is_fill = _FILL.search(text) is not None
    goes_on = bool(said.bag & (_GOES_ON | _LOOPS | _PLAYS)) and (is_rest or _TO_ITS_END.search(text) is not None)
    is_bare = not said.bag and not is_rest and _THROUGHOUT.search(text) is not None and not said.is_later
    goes_on |= is_bare or bool(said.bag & _LOOPS) and len(said.amounts) == 1
    things = [one for one in subjects(said) if not one.is_pointed]
    if not (is_fill or goes_on) or len(things) != 1 or len(things[0].tracks) != 1 or things[0].how or said.unclear:
        return None
    if said.bag - _FILLS - _GOES_ON - _PLAYS - _LOOPS - _ALL - _BESIDE - NOUNS:
        return None
    track = things[0].tracks[0]
    lying = [one for one in in_order(track, said) if not things[0].is_clip or one.id in things[0].clips]
    places = [one for one in said.places if one.how in ("in", "bare", "at")]
    if not places or len(places) < len(said.places) or len({one.spans for one in places}) > 1 or not lying:
        return None
    goal = _part(places[0], lying)
    if goal is None or said.amounts and not _is_all_of_it(said, goal):
        return None
    if is_bare and any(covers(one, goal) for one in lying):
        return None
    return _to_its_end(things[0], lying, goal, said)


def _is_all_of_it(said: Said, goal: Bars) -> bool:
    """ "So it lasts all 8 bars", of a part of eight."""
    one = said.amounts[0]
    return len(said.amounts) == 1 and one.unit == "bars" and one.value == goal[1] - goal[0]


def _part(place: Place, lying: Sequence[ClipInfo]) -> Bars | None:
    """Of several choruses the one in which it plays."""
    spans = place.spans
    if place.is_open:
        spans = tuple(bars for bars in spans if any(covers(one, bars) for one in lying))
    return spans[0] if len(spans) == 1 else None


def _to_its_end(named: Named, lying: Sequence[ClipInfo], goal: Bars, said: Said) -> list[Step] | None:
    inside = [one for one in lying if covers(one, goal)]
    if inside:
        last = inside[-1]
        if last.bars and last.bars[1] > goal[1] - 1e-3:
            return [Step("chat", {"text": _PLAYS_THERE.format(last.name)})]
        return until_bar(last, goal[1], said)
    steps = copies_for(named, named.tracks[0], goal, said)
    return _repeated(steps, goal, said) if steps and len(steps) == 1 else steps


def _repeated(steps: list[Step], goal: Bars, said: Said) -> list[Step] | None:
    """One copy after the other, as many as fit, and a part of one more."""
    step = steps[0]
    clip = said.scene.clip(step.args.get("clip"))
    if clip is None or clip.bars is None:
        return None
    first, last = float(step.args.get("start_bar", clip.bars[0])), float(step.args.get("end_bar", clip.bars[1]))
    size, room = last - first, goal[1] - float(step.args["bar"])
    count = int(room / size + 1e-6)
    rest = room - count * size
    made = [replace(step, args={**step.args, "count": count})] if count > 1 else [step]
    if rest > 1e-3:
        part = {"start_bar": number(first), "end_bar": number(first + rest)}
        to = float(step.args["bar"]) + count * size
        made.append(Step("arrange", {"action": "duplicate", "clip": clip.id, "bar": number(to), **part}))
    return made

"""Copied otherwise: "no, the bridge", "two bars later", "and the piano", "for 8 bars" behind a copy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.place import Bars
from engine.planner.offline.sentence.apart.said import Said, lettered
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.scope.lying import NOUNS, beats_of_bar, clips_meant, covers, in_order
from engine.planner.offline.slots.clause import number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_TOO = frozenset("too also as well again same once more another there copy".split())
_RATHER = frozenset("instead rather wrong not meant want wanted it should be that i put go goes one".split())
_BESIDE = frozenset("in at into to it that them do put copy have place up ones".split())
_LATER, _EARLIER = frozenset("later further on".split()), frozenset("earlier sooner before".split())
_UNDONE = regex(
    r"^(?:undo|scrap|delete|remove|forget|take back) (?:it|that|this)(?: copy| one)?(?:,| and|, and)+ "
    r"(?:rather )?(?=(?:put|copy|place|have|do)\b)"
)
_FOR_BARS = regex(
    r"(?:(?:and |but |just |only )*(?:(?:make|have|do|keep|let) (?:it|that|them) )?(?:go on |run |last |play )?for N"
    r"(?: long| in all)?)|(?:make|have) (?:it|that|them) N(?: long)?"
)


def copied_otherwise(said: Said) -> list[Step] | None:
    """The copies; None where nothing was copied last, or not all of it is known."""
    last = [one for one in said.last() if (one.tool, one.kind) == ("arrange", "duplicate")]
    if last and len(last) == len(said.last()) and (fewer := _without_them(said, last)):
        return fewer
    if not last or len(last) < len(said.last()) or any("bar" not in one.args or "clip" not in one.args for one in last):
        return None
    if is_undone := _UNDONE.match(said.text):
        said = taken_apart(said.text[is_undone.end() :], said.scene, focus=said.focus)
        said.corrects = True
    return _elsewhere(said, last) or _shifted(said, last) or _so_long(said, last) or _others(said, last)


_WITHOUT = regex(
    r"(?:but |and |just |only )*(?:without|no|not|minus|leave out|except(?: for)?) T(?: (?:this time|there|in it))?"
)


def _without_them(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "Without the drums", behind a part of the song that was copied: their copies go."""
    things = [one for one in said.things if not one.is_pointed]
    form = lettered(said.text, [(one.start, one.end, "T") for one in things])
    if not things or said.places or said.amounts or said.unclear:
        return None
    if _WITHOUT.fullmatch(_THE.sub("", form).strip()) is None:
        return None
    made = [view for act in last for one in act.out if (view := said.scene.clip(one))]
    tracks = {track for one in things for track in one.tracks}
    if len(made) < 2 or {one.track for one in made} <= tracks:
        return None
    gone = [one.id for one in made if one.track in tracks]
    return [Step("arrange", {"action": "delete", "clip": one}) for one in gone] or None


_THE = regex(r"\b(?:the|my|our|any) (?=T)")


def _told(said: Said) -> tuple[bool, bool]:
    """Is it rather that, and is it that too?"""
    words = frozenset(re.findall(r"[a-z]+", said.text))
    is_too = said.adds or bool(words & {"too", "also", "again", "another"}) or {"as", "well"} <= words
    return said.corrects or bool(words & {"instead", "rather", "wrong"}), is_too


_NOT_THERE = regex(r"(?:no[, ]+)?not (?:the )?P[,;]? (?:but )?(?:the )?P")


def _lettered(said: Said) -> str:
    return lettered(said.text, [(one.start, one.end, "P") for one in said.places]).strip()


def _elsewhere(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "No, the bridge"; "and the bridge"."""
    if len(said.places) == 2 and _NOT_THERE.fullmatch(_lettered(said)):
        said = replace(said, places=said.places[1:], corrects=True, adds=False, words=[])
    if len(said.places) != 1 or said.amounts or any(not one.is_pointed for one in said.things) or said.is_open:
        return None
    place = said.places[0]
    is_rather, is_too = _told(said)
    if place.how not in ("in", "bare", "at", "to") or len(place.spans) != 1 or is_rather == is_too:
        return None
    if said.bag - _TOO - _RATHER - _BESIDE or not is_rather and said.bag & {"not"}:
        return None
    by = place.point - min(float(one.args["bar"]) for one in last)
    if abs(by) < 1e-3 or re.match(r"(?:the )?(?:first|last) ", said.text[place.start : place.end]):
        return None
    steps = [Step("arrange", {**one.args, "bar": number(float(one.args["bar"]) + by)}) for one in last]
    if is_rather:
        return [told_as(step, "fix", act) for step, act in zip(steps, last, strict=True)]
    return [told_as(step, "again", act) for step, act in zip(steps, last, strict=True)]


def _shifted(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "No, two bars later": there."""
    amounts = [one for one in said.amounts if one.unit in ("bars", "beats")]
    way = bool(said.bag & _LATER) - bool(said.bag & _EARLIER)
    if not said.corrects or len(amounts) != 1 or len(said.amounts) > 1 or said.places or not way:
        return None
    if any(not one.is_pointed for one in said.things) or said.bag - _LATER - _EARLIER - _BESIDE - _RATHER:
        return None
    by = way * amounts[0].value / (beats_of_bar(said) if amounts[0].unit == "beats" else 1.0)
    if any(float(one.args["bar"]) + by < 1 for one in last):
        return None
    return [
        told_as(Step("arrange", {**one.args, "bar": number(float(one.args["bar"]) + by)}), "fix", one) for one in last
    ]


def _so_long(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "For 8 bars": as often as it fits."""
    if len(last) != 1 or said.places or said.things and any(not one.is_pointed for one in said.things):
        return None
    if len(said.amounts) != 1 or said.amounts[0].unit != "bars":
        return None
    if not _FOR_BARS.fullmatch(lettered(said.text, [(said.amounts[0].start, said.amounts[0].end, "N")]).strip()):
        return None
    bars = _copied(last[0], said)
    count = said.amounts[0].value / (bars[1] - bars[0]) if bars else 0
    if bars is None or count < 1 or count != int(count):
        return None
    return [told_as(Step("arrange", {**last[0].args, "count": int(count)}), "fix", last[0])]


def _others(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "And the piano": what it plays there goes as far; "no, the piano" instead."""
    things = [one for one in said.things if not one.is_pointed]
    is_rather, is_too = _told(said)
    if not things or len(things) < len(said.things) or said.places or said.amounts or is_rather == is_too:
        return None
    if said.bag - _TOO - _RATHER - NOUNS - {"with", "along"} or any(one.how for one in things) or said.unclear:
        return None
    stretches = [bars for one in last if (bars := _copied(one, said))]
    if len(stretches) != len(last) or len({str(one.args["bar"]) for one in last}) != 1:
        return None
    start, end = min(one[0] for one in stretches), max(one[1] for one in stretches)
    goal = float(last[0].args["bar"]) - (stretches[0][0] - start)
    steps: list[Step] = []
    for one in things:
        lying = [
            clip for track in one.tracks for clip in in_order(track, said) if not one.is_clip or clip.id in one.clips
        ]
        there = [clip for clip in lying if covers(clip, (start, end))]
        only = clips_meant(said) if not there else None
        if not there and only and is_rather and len(only) == 1 and len(only[0].clips) == 1:
            steps.append(Step("arrange", {"action": "duplicate", "clip": only[0].clips[0].id, "bar": number(goal)}))
            continue
        for clip in there:
            assert clip.bars
            begins, stops = max(start, clip.bars[0]), min(end, clip.bars[1])
            is_part = begins > clip.bars[0] + 1e-3 or stops < clip.bars[1] - 1e-3
            part = {"start_bar": number(begins), "end_bar": number(stops)} if is_part else {}
            to = number(goal + begins - start)
            steps.append(Step("arrange", {"action": "duplicate", "clip": clip.id, "bar": to, **part}))
        if not there:
            return None
    if not is_rather:
        return [told_as(step, "again", last[0]) for step in steps] or None
    return [told_as(steps[0], "fix", last[0])] if len(steps) == len(last) == 1 else None


def _copied(act: Frame, said: Said) -> Bars | None:
    """The bars that were copied."""
    clip = said.scene.clip(act.args.get("clip"))
    if clip is None or clip.bars is None:
        return None
    return float(act.args.get("start_bar", clip.bars[0])), float(act.args.get("end_bar", clip.bars[1]))

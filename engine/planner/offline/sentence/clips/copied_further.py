"""Copied further, behind a copy: "and again right after", "once more 8 bars later", "two are enough"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.context import ClipInfo
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.scope.lying import covers, in_order
from engine.planner.offline.slots.clause import number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_AGAIN = frozenset("again once more another same repeat copy duplicate one time".split())
_BEHIND = frozenset("right straight directly just after afterwards behind next to later further on".split())
_BESIDE = frozenset("it that them those the both all do put of and".split())
_ALONG = frozenset("bring take move copy along with it them too also as well".split())
_COUNTS = {"twice": 2, "two times": 2, "2 times": 2, "2x": 2, "x2": 2, "three times": 3, "3 times": 3, "3x": 3,
           "x3": 3, "four times": 4, "4 times": 4, "4x": 4, "x4": 4}  # fmt: skip
_TIMES = regex(rf"(?:(?:make|do|put|have) (?:it|that) )?(?P<count>{'|'.join(_COUNTS)})(?: in a row| please)?")
_ENOUGH = frozenset("enough plenty only just will do are is make it copies times of them that times in".split())


def copied_further(said: Said) -> list[Step] | None:
    """The steps; None where nothing was copied last, or not all of it is known."""
    last = [one for one in said.last() if one.tool == "arrange" and one.kind in ("duplicate", "move")]
    if not last or len(last) < len(said.last()) or said.places:
        return None
    return _fewer(said, last) or _along(said, last) or _again(said, last)


def _fewer(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "Two are enough", "twice": so many copies."""
    if (times := _TIMES.fullmatch(said.text)) and len(last) == 1 and "bar" in last[0].args:
        return [told_as(Step("arrange", {**last[0].args, "count": _COUNTS[times["count"]]}), "fix", last[0])]
    counts = [one for one in said.amounts if not one.unit]
    if len(last) != 1 or len(said.amounts) != 1 or len(counts) != 1 or any(not one.is_pointed for one in said.things):
        return None
    is_told = said.bag & {"enough", "plenty"} or re.search(r"\b(?:only|just)\b", said.text) or not said.bag
    value, count = counts[0].value, last[0].args.get("count")
    if not isinstance(count, int) or not is_told or said.bag - _ENOUGH or value != int(value) or not 1 <= value <= 16:
        return None
    return [told_as(Step("arrange", {**last[0].args, "count": int(value)}), "fix", last[0])]


def _along(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "Bring the hats along": what lies beside what was copied goes as far."""
    was = said.scene.clip(last[0].args.get("clip"))
    if not {"along", "with"} & said.bag or said.bag - _ALONG or said.amounts or len(last) != 1 or not said.things:
        return None
    if was is None or was.bars is None or last[0].kind != "duplicate" or "bar" not in last[0].args:
        return None
    by, clips = float(last[0].args["bar"]) - was.bars[0], _beside(was, said, last[0])
    steps = [Step("arrange", {"action": "duplicate", "clip": one.id, "bar": number(one.bars[0] + by)})
             for one in clips if one.bars]  # fmt: skip
    return [told_as(one, "again", last[0]) for one in steps] or None


def _beside(was: ClipInfo, said: Said, act: Frame) -> list[ClipInfo]:
    found: list[ClipInfo] = []
    for one in said.things:
        if one.is_pointed:
            continue
        lying = [clip for track in one.tracks for clip in in_order(track, said) if clip.id not in act.out]
        found += [
            clip for clip in lying if (not one.is_clip or clip.id in one.clips) and covers(clip, was.bars or (1, 1))
        ]
    return found


def _again(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    bars = [one for one in said.amounts if one.unit == "bars" and not one.signed]
    if any(not one.is_pointed for one in said.things) or len(said.amounts) > 1 or len(bars) < len(said.amounts):
        return None
    told = "".join(" " if any(a.start <= at < a.end for a in said.amounts) else one for at, one in enumerate(said.text))
    words = frozenset(re.findall(r"[a-z]+", told))  # "one bar later" is no "one more"
    if not words & _AGAIN or not said.bag & _BEHIND - {"to", "just", "on"} or said.bag - _AGAIN - _BEHIND - _BESIDE:
        return None
    steps = []
    for act in _with_those_before(last, said):
        clip = said.scene.clip(act.args.get("clip"))
        if clip is None or clip.bars is None or "bar" not in act.args or "start_bar" in act.args:
            return None
        far = bars[0].value if bars else round(clip.bars[1] - clip.bars[0], 3) * int(act.args.get("count") or 1)
        to = {"action": "duplicate", "clip": clip.id, "bar": number(float(act.args["bar"]) + far)}
        steps.append(Step("arrange", to))
    return steps or None


def _with_those_before(last: Sequence[Frame], said: Said) -> list[Frame]:
    """The copies, and those of the turns just before that went to the same bar: they go on together."""
    found = list(last)
    for one in reversed([act for act in said.state.frames if act.turn < last[0].turn]):
        is_same = (one.tool, one.kind, one.args.get("bar")) == ("arrange", "duplicate", last[0].args.get("bar"))
        if not is_same or one.state != "done" or one.turn < found[0].turn - 1:
            break
        if one.args.get("clip") not in [other.args.get("clip") for other in found]:
            found.insert(0, one)
    return found if last[0].kind == "duplicate" else []

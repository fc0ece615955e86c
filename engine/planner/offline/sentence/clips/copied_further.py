"""Copied further, behind a copy: "and again right after", "once more 8 bars later", "two are enough"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from engine.planner.context import ClipInfo
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.said import Said, lettered
from engine.planner.offline.sentence.scope.lying import covers, in_order, meant_last
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


_AFTER = (
    r"(?:(?:right|straight|directly|just|immediately) )*(?:after(?:wards)?|behind|next to|following|on the (?:back"
    r"|end) of)"
    r"(?: (?:it|that|this|T|itself|the first(?: one)?))?"
)
_ANOTHER = regex(
    rf"(?:(?:put|add|stick|drop|have|place|lay|slap|chuck|throw|want|need|give me|do|get)(?: in)? )?"
    rf"(?:another|one more|a second|a further|(?:a |another )?(?:copy|duplicate)(?: of)?)(?: (?:one|copy|T|of"
    rf" (?:it|that|them|T)|it|that))*"
    rf"(?: in)?(?: again)? {_AFTER}"
    rf"|(?:copy|duplicate|repeat|double|paste) (?:it|that|this|T)(?: again| once(?: more)?)? {_AFTER}"
)


_RUNS_UP = regex(r"[\s,]+so (?:that )?(?:it|they|that|the two|both)(?: all| both)? (?:runs?|goes|go|lasts?"
    r"|carr(?:y|ies)|leads?|builds?)\b.*$")
""" "… so it runs up to the drop": what that is good for."""


def another_behind(said: Said, ended: Mapping[str, float] | None = None) -> list[Step] | None:
    """ "Put another one right after": a copy of the one clip that is spoken of, where it ends; `ended`: where those
    do that the clause before has put somewhere."""
    spans = [(one.start, one.end, "T") for one in said.things if not one.is_pronoun]
    form = " ".join(re.sub(r"\b(?:the|my|our) T", "T", lettered(_RUNS_UP.sub("", said.text), spans)).split())
    if _ANOTHER.fullmatch(form) is None or said.is_unclear:
        return None
    named = [one for one in said.things if not one.is_pointed]
    views = [view for one in named for clip in one.clips if (view := said.scene.clip(clip))]
    if not named and ended is not None:
        told = ended or [clip for one in said.before for clip in one.clips]
        views = [view for one in told if (view := said.scene.clip(one))]
    elif not named:
        views = meant_last(said)
    if not views or len({one.track for one in views}) > 1 or any(one.bars is None or not one.track for one in views):
        return None
    clip = max(views, key=lambda one: one.bars[1] if one.bars else 0.0)
    end = (ended or {}).get(clip.id, clip.bars[1] if clip.bars else 0.0)
    end = round(end) if abs(end - round(end)) < _NEAR_BAR else end
    return [Step("arrange", {"action": "duplicate", "clip": clip.id, "bar": number(end)})]


_NEAR_BAR = 0.12
""" A tail that rings a little over the bar line is not waited for."""


def ends_of(steps: Sequence[Step], said: Said) -> dict[str, float]:
    """Where each clip ends that the steps have put somewhere, by what it is called then."""
    found: dict[str, float] = {}
    for one in steps:
        view = said.scene.clip(one.args.get("clip"))
        if one.task != "arrange" or one.args.get("action") not in ("move", "duplicate", "place") or not view:
            continue
        if "bar" in one.args and view.bars and "start_bar" not in one.args and not one.args.get("count"):
            found[view.id] = float(one.args["bar"]) + view.bars[1] - view.bars[0]
    return found


def copied_further(said: Said) -> list[Step] | None:
    """The steps; None where nothing was copied last, or not all of it is known."""
    if behind := another_behind(said):
        return behind
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

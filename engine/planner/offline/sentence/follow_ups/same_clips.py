"""Same clips: an edit of a clip for other things: of a track that clip which lies in the same bars, as much of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.planner.context import ClipInfo
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.everything import with_members
from engine.planner.offline.sentence.apart.said import Named, Said
from engine.planner.offline.sentence.scope.lying import bar_s, covers, in_order, seconds
from engine.planner.offline.sentence.scope.over_bars import on
from engine.planner.regex import regex
from engine.tasks.plan import Step


def lying_there(last: Sequence[Frame], said: Said) -> list[Named] | None:
    """What is named; of a track with several clips the one in the bars of the last edit, None where none or more is."""
    done = [clip for act in last if act.tool == "edit_clip" for one in act.clips() if (clip := said.scene.clip(one))]
    if not done or any(act.tool != "edit_clip" for act in last):
        return list(said.things)
    made: list[Named] = []
    for one in said.things:
        clips = [] if one.is_clip or len(one.tracks) != 1 else in_order(one.tracks[0], said)
        if len(clips) > 1:
            there = [clip for clip in clips if any(other.bars and covers(clip, other.bars) for other in done)]
            if len(there) != 1:
                return None
            one = replace(one, clips=(there[0].id,), is_clip=True)
        made.append(one)
    return made


def normalized_alike(last: Sequence[Frame], named: Sequence[Named], said: Said) -> list[Step] | None:
    """A level that clips were brought to, for all clips of others."""
    rest = [{name: value for name, value in one.args.items() if name != "clip"} for one in last]
    if any((one.tool, one.kind) != ("edit_clip", "normalize") for one in last) or any(one != rest[0] for one in rest):
        return None
    done = {clip for one in last for clip in one.clips()}
    lying = [clip for one in named for track in with_members(one.tracks, said.scene) for clip in in_order(track, said)]
    own = [one.id for one in lying if one.id not in done and not any(each.is_clip for each in named)]
    own += [clip for one in named if one.is_clip for clip in one.clips if clip not in done]
    others = dict.fromkeys(own)
    return [told_as(Step("edit_clip", {**rest[0], "clip": one}), "again", last[0]) for one in others] or None


def cut_alike(last: Sequence[Frame], named: Sequence[Named], said: Said) -> list[Step] | None:
    """A front or an end that was cut off: as much of each of the others."""
    act = last[0]
    clip = said.scene.clip(act.args.get("clip"))
    if len(last) > 1 or (act.tool, act.kind) != ("edit_clip", "cut") or clip is None or clip.bars is None:
        return None
    others = [view for one in named for each in one.clips if (view := said.scene.clip(each)) and view.bars]
    if not others or len(others) != len(named):
        return None
    steps = []
    for view in others:
        if (off := _cut_off(act, clip, bar_s(view, said))) is None:
            return None
        steps.append(told_as(Step("edit_clip", {"clip": view.id, "action": "cut", **off}), "again", act))
    return steps


def trimmed_alike(last: Sequence[Frame], named: Sequence[Named], said: Said) -> list[Step] | None:
    """A trim to some bars, for clips that lie elsewhere: as much of the same end of each."""
    act = last[0]
    start, end = act.args.get("start_bar"), act.args.get("end_bar")
    is_trim = len(last) == 1 and (act.tool, act.kind) == ("edit_clip", "trim")
    if not is_trim or not isinstance(start, int) or not isinstance(end, int):
        return None
    others = [view for one in named for each in one.clips if (view := said.scene.clip(each)) and view.bars]
    if len(others) != len(named) or all(one.bars and one.bars[0] <= start and one.bars[1] >= end + 1 for one in others):
        return None  # these bars are in each of them
    edge, size = _EDGE.search(act.said.lower()), end + 1 - start
    steps: list[Step] = []
    for view in others:
        assert view.bars
        first, stop = int(view.bars[0]), int(view.bars[1])
        if edge is None or size >= stop - first or (first, stop) != view.bars:
            return [Step("ask", {"text": f"Which bars of “{view.name}” should stay?"})]
        span = (first, first + size - 1) if edge[0] in ("first", "opening") else (stop - size, stop - 1)
        args = {"clip": view.id, "action": "trim", "start_bar": span[0], "end_bar": span[1]}
        steps.append(told_as(Step("edit_clip", args), "again", act))
    return steps


_EDGE = regex(r"\b(?:first|opening|last|final)\b")


def edited_alike(last: Sequence[Frame], named: Sequence[Named], said: Said) -> list[Step] | None:
    """One edit that several clips had, for other clips."""
    kinds = {
        (one.tool, one.kind, str({name: value for name, value in one.args.items() if name != "clip"})) for one in last
    }
    others = [one for name in named for one in name.clips if said.scene.clip(one)]
    if (
        len(last) < 2
        or len(kinds) > 1
        or last[0].tool != "edit_clip"
        or last[0].kind == "cut"
        or len(others) != len(named)
    ):
        return None
    return [told_as(Step("edit_clip", {**last[0].args, "clip": one}), "again", last[0]) for one in others]


def turned_alike(last: Sequence[Frame], named: Sequence[Named], said: Said) -> list[Step] | None:
    """Another pitch or tempo that clips were given, for all clips of others; of a group those of its tracks."""
    rest = [{name: value for name, value in one.args.items() if name not in ("clip", "clips")} for one in last]
    if any(one.tool != "change_tempo_key" for one in last) or any(one != rest[0] for one in rest):
        return None
    done = {clip for one in last for clip in one.clips()}
    clips: list[str] = []
    for one in named:
        inside = with_members(one.tracks, said.scene)
        own = one.clips if one.is_clip else [clip.id for clip in said.scene.clips if clip.track in inside]
        if not own or done & {*own}:
            return None
        clips += [each for each in own if each not in clips]
    return [told_as(Step("change_tempo_key", {**rest[0], **on(clips)}), "again", last[0])] if clips else None


def _cut_off(act: Frame, clip: ClipInfo, each_s: float) -> dict[str, float] | None:
    """What was cut off an end of a clip, counted from that end; None for what was cut out of its middle."""
    start, end = act.args.get("start"), act.args.get("end")
    if isinstance(start, int | float) and (start == 0) == (end is not None) and start <= 0:
        return {"start": seconds(start), **({"end": seconds(end)} if end is not None else {})}
    if isinstance(start, int | float) and isinstance(end, int | float) and clip.bars is not None:
        long_s = (clip.bars[1] - clip.bars[0]) * each_s
        is_end = 0 < start < end and abs(start - long_s) < 0.02  # it ends now where the cut began
        return {"start": seconds(start - end)} if is_end else None
    start, end = act.args.get("start_bar"), act.args.get("end_bar")
    if not isinstance(start, int) or not isinstance(end, int) or clip.bars is None:
        return None
    is_end, is_front = abs(clip.bars[1] - start) < 0.01, abs(clip.bars[0] - end - 1) < 0.01
    if is_end == is_front:
        return None
    off = (end + 1 - start) * each_s
    return {"start": seconds(-off)} if is_end else {"start": 0, "end": seconds(off)}

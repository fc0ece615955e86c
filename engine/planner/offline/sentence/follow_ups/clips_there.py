"""Clips there: what was done to a clip, for the one that lies where another place is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.planner.offline.conversation.act_sense import acts_of
from engine.planner.offline.conversation.become import taken_back_acts
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.place import Bars
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.follow_ups.acts_over import acted_over
from engine.planner.offline.sentence.scope.lying import covers, in_order, with_bars
from engine.tasks.plan import Step


def on_clip_there(act: Frame, bars: Bars, said: Said) -> Step | None:
    """The act for the one other clip of its track in these bars; None where its own clip lies there, or no other."""
    view = said.scene.clip(act.args.get("clip"))
    if view is None or not view.track or act.tool == "arrange" or covers(with_bars(view, said), bars):
        return None
    there = [one for one in in_order(view.track, said) if covers(one, bars)]
    if len(there) != 1 or there[0].bars is None:
        return None
    first, last = there[0].bars
    args = {name: value for name, value in act.args.items() if name not in ("start_bar", "end_bar", "start", "end")}
    args["clip"] = there[0].id
    if "start_bar" in act.args or first < bars[0] - 0.05 or last > bars[1] + 0.05:
        return acted_over(replace(act, args=args), (max(first, bars[0]), min(last, bars[1])), said)
    return Step(act.tool, args)


def not_on_clips_there(last: Sequence[Frame], spared: Sequence[Bars], said: Said) -> list[Step] | None:
    """Of what was done to several clips that which lies there, taken back; None where no clip is wholly spared."""
    if len(last) < 2 or len({(one.tool, one.kind) for one in last}) > 1 or any(len(one.clips()) != 1 for one in last):
        return None
    views = [(one, view) for one in last if (view := said.scene.clip(one.clips()[0]))]
    met = [(one, with_bars(view, said)) for one, view in views if _meets(with_bars(view, said).bars, spared)]
    if not met or len(met) == len(last) or any(not _inside(view.bars, spared) for _, view in met):
        return None
    return taken_back_acts([one for one, _ in met], acts_of(said.state))


def _meets(bars: Bars | None, spared: Sequence[Bars]) -> bool:
    return bars is not None and any(a < bars[1] - 0.05 and b > bars[0] + 0.05 for a, b in spared)


def _inside(bars: Bars | None, spared: Sequence[Bars]) -> bool:
    return bars is not None and any(a <= bars[0] + 0.05 and b >= bars[1] - 0.05 for a, b in spared)

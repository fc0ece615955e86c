"""Readings that take something back, bring it again, or ask what was done."""

from __future__ import annotations

from collections.abc import Iterator

from engine.planner.offline.conversation.change import ArgumentChange
from engine.planner.offline.conversation.reading import KEPT, NOTHING, Reading, aimed, as_thing, told_as
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.conversation.things import Target
from engine.planner.offline.conversation.turn import TurnRead
from engine.planner.offline.reading.dialogue_state import LOOKS_ONLY
from engine.tasks.plan import Step


def taken_back(turn: TurnRead) -> Iterator[Reading]:
    """Calls that are undone, by number or by name, and those that come again."""
    live = [one for one in turn.state.frames if one.is_live and one.tool not in LOOKS_ONLY]
    if live:
        yield Reading((Step("undo", {}),), "undo", live[-1], KEPT, NOTHING, "one")
        for one in {frame.name: frame for frame in live[::-1]}.values():
            if live.index(one) >= len(live) - 5:
                yield Reading(
                    (Step("undo", {"target": _called(turn.state, one)}),),
                    "undo",
                    one,
                    Target((), "told"),
                    NOTHING,
                    "one",
                )
        numbers = [int(one.value) for one in turn.figures if not one.unit and 1 < one.value < 20]
        for count in [*numbers[:1], 2]:
            yield Reading((Step("undo", {"steps": count}),), "undo", live[-1], KEPT, ArgumentChange((), "said"), "turn")
    undone = [one for one in turn.state.frames if one.state == "undone"]
    if undone:
        yield Reading((Step("redo", {}),), "redo", undone[-1], KEPT, NOTHING, "one")
        last = undone[-1]
        for target in turn.targets(last)[:4]:
            yield Reading(
                tuple(told_as(step, "again", last) for step in aimed(turn.state, last.tool, dict(last.args), target)),
                "again",
                last,
                target,
                NOTHING,
                "undone",
            )


def _called(state: State, one: Frame) -> str:
    """A call in words that find it again."""
    what = one.kind.replace("_", " ") or one.tool.replace("_", " ")
    clips = one.clips() or list(one.out)
    card = state.cards.get(clips[0]) if clips else None
    where = card.view.name if card else str(one.args.get("track") or "")
    return f"the {what} on {where}" if where else f"the {what}"


def recalled(turn: TurnRead) -> Iterator[Reading]:
    """Questions about what was done: in all, or to a thing."""
    yield Reading((Step("history", {"query": turn.text[:200]}),), "recall", None, KEPT, NOTHING)
    for target in turn.targets(None)[:5]:
        if len(target.ids) == 1:
            name, value = as_thing(turn.state, target.ids[0], as_track=False)
            yield Reading((Step("history", {name: value, "query": turn.text[:200]}),), "recall", None, target, NOTHING)
    focus = turn.scene.focus()
    if focus and turn.scene.clip(focus):
        yield Reading(
            (Step("history", {"clip": focus, "query": turn.text[:200]}),),
            "recall",
            None,
            Target((focus,), "last"),
            NOTHING,
        )

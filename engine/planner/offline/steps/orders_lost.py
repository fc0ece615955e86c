"""Orders lost: "bass down 3, season the pad with cinnamon": an order that is in none of the steps is said."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from engine.planner.offline.doubts.looked_at import done_to
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.own_orders import leans, orders_it, orders_said
from engine.planner.offline.steps.together import LEFT_OUT, deed
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Plan, Step


def orders_lost(text: str, planned: Plan, plan: Callable[[str], Plan], scene: DialogueState) -> str:
    """The line that says which orders are in none of the steps; "" where none is. `plan` plans one by itself.

    An order is done by a step that it is alone, by one of its deed, or by one that no other order is alone.
    """
    parts = orders_said(text, scene)
    orders = [(one, plan(one)) for one in parts if len(parts) > 1 and orders_it(one, scene)]
    alone = [_bare(step) for _, its in orders if not its.is_reply for step in its.steps]
    more = [one for one in planned.steps if _bare(one) not in alone]
    lost = [one for one, its in orders if not _is_done(one, its, planned.steps, more, scene)]
    return LEFT_OUT.format("”, “".join(lost)) if lost else ""


_BACK = regex(r"\bback\b", re.IGNORECASE)
""" "… lower in bars 6 to 8, then bring it back": where its bars end."""


def _is_done(order: str, alone: Plan, steps: Sequence[Step], more: Sequence[Step], scene: DialogueState) -> bool:
    if alone.is_reply and any(one.task == "chat" for one in alone.steps):
        return True
    if not alone.is_reply and {deed(one) for one in alone.steps} & {deed(one) for one in steps}:
        return leans(order) or not _misses(order, steps, scene)
    if leans(order) and any(one.op != "fresh" or "end_bar" in one.args and _BACK.search(order) for one in steps):
        return True
    return bool(more) and (leans(order) or not _misses(order, more, scene))


def _misses(order: str, steps: Sequence[Step], scene: DialogueState) -> bool:
    """Does it name something, and none of that is what they are done to?"""
    named = {track for one in things(plain(order), scene) for track in (*one.tracks, *one.others)}
    reached = done_to(steps, scene)
    return bool(named and reached) and not named & reached


def _bare(step: Step) -> tuple[str, dict[str, object]]:
    return step.task, {name: value for name, value in step.args.items() if not str(value).startswith("$")}

"""Taken back: the undo of earlier calls: whole requests by their numbers, or single steps of one that did more."""

from __future__ import annotations

from collections.abc import Sequence

from engine.planner.offline.conversation.reading import row_of
from engine.planner.offline.conversation.state import Frame
from engine.tasks.plan import Step


def is_making(frame: Frame) -> bool:
    """Did a call put something new into the session, and correct nothing? Nothing is "as it was" without it."""
    row = row_of(frame.tool)
    return row is not None and row.on_session == "adds" and not frame.corrects


def with_corrections(frame: Frame, live: Sequence[Frame]) -> list[Frame]:
    """A call with those that it corrected, and those that corrected it."""
    chain = [frame]
    while older := next((one for one in live if one.name == chain[0].corrects), None):
        chain.insert(0, older)
    return chain


def taken_back(found: Sequence[Frame], live: Sequence[Frame]) -> list[Step]:
    """An undo of calls, the newest first: whole requests, or single steps of one that did other things as well."""
    found = list(found)
    for one in live:  # what was done to a result goes with it
        before = [other for other in found if other.request == one.request and other.number < one.number]
        made = {out for other in before for out in other.out}
        if one not in found and made & set(one.clips()) - {clip for other in found for clip in other.clips()}:
            found.append(one)
    named = []
    for number in sorted({one.request for one in found}, reverse=True):
        steps = sorted(one.number for one in found if one.request == number)
        is_whole = all(one in found for one in live if one.request == number)
        named += [f"#{number}"] if is_whole else [f"#{number}.{step}" for step in steps]
    return [Step("undo", {"target": ", ".join(named)})]

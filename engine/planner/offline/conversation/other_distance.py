"""Other distance: "one bar later, not two": the move that went so far goes as far as is said now."""

from __future__ import annotations

from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import State
from engine.planner.offline.text.counts import COUNT, counted
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_DISTANCE = regex(
    rf"^\W*(?:(?:no|nope|wrong|sorry|wait|ah|oh)\W+)*(?:only |just )?(?P<new>{COUNT}) (?:bars?|(?P<beats>beats?))"
    r"(?: (?:(?P<on>later|on|further|forward)|(?P<back>earlier|sooner|back)))?\W+not"
    rf" (?P<old>{COUNT})\b(?: (?:bars?|beats?))?\W*$"
)
_IN_A_BAR = (2, 3, 4, 5, 6, 7)
"""Beats."""


def other_distance(text: str, state: State) -> list[Step] | None:
    """ "One bar later, not two": the move by that many, whatever else was done beside it."""
    match = _DISTANCE.match(plain(text).lower())
    if match is None:
        return None
    new, old = (float(counted(match[name])) for name in ("new", "old"))
    units = (1,) if match["beats"] else _IN_A_BAR
    found = [one for one in done_last(state) if old and abs(one.args.get("offset_beats") or 0.0) / old in units]
    if len(found) != 1 or match["back" if found[0].args["offset_beats"] > 0 else "on"]:
        return None  # the other way is another matter
    moved = found[0].args["offset_beats"] / old * new
    return [told_as(Step(found[0].tool, {**found[0].args, "offset_beats": moved}), "fix", found[0])]

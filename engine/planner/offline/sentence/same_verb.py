"""Same verb: what a second clause leaves unsaid: "snare into it at -10, main scream -16" sends both."""

from __future__ import annotations

from dataclasses import replace

from engine.planner.offline.sentence.said import Said
from engine.planner.offline.slots.clause import number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_INTO = regex(r"\b(?:in)?to (?:the |my |our )?$")
_FILLS = frozenset("at the too also as well to by and".split())


def same_verb(first: list[Step], said: Said) -> list[Step] | None:
    """The send of the clause before for the things of this one, where it says nothing but those and a level."""
    last = first[-1]
    if (last.task, last.args.get("action")) != ("route", "send") or last.args.get("value_db") is None:
        return None
    if len(said.amounts) != 1 or said.places or said.is_unclear or said.bag - _FILLS:
        return None
    level, tracks = said.amounts[0], [track for one in said.things for track in one.tracks]
    if level.unit not in ("", "dB") or not tracks or any(one.is_pointed or one.is_clip for one in said.things):
        return None
    if any(_INTO.search(said.text[: one.start]) for one in said.things):
        return None  # "and to the slap -24" is another bus
    return [replace(last, args={**last.args, "track": track, "value_db": number(level.value)}) for track in tracks]

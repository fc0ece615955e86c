"""Same verb: what a second clause leaves unsaid: "snare into it at -10, main scream -16" sends both."""

from __future__ import annotations

from dataclasses import replace

from engine.planner.offline.sentence.apart.said import SAME, Said
from engine.planner.offline.slots.clause import number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_INTO = regex(r"\b(?:in)?to (?:the |my |our )?$")
_FILLS = frozenset("at the too also as well to by and".split())


def same_verb(first: list[Step], said: Said) -> list[Step] | None:
    """The send of the clause before for the things of this one, where it says nothing but those and a level."""
    if alike := _mirrored(first, said) or _the_same(first, said):
        return alike
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


_OTHER_WAY = frozenset("other opposite way side amount much far as on to".split())


def _mirrored(first: list[Step], said: Said) -> list[Step] | None:
    """ "Guitar 30 left, and the rhodes the same amount the other way"."""
    tracks = [track for one in said.things for track in one.tracks]
    pans = [one for one in first if (one.task, one.args.get("action")) == ("mix", "pan")]
    if len(pans) != len(first) or len({one.args.get("value") for one in pans}) != 1 or not tracks:
        return None
    if not said.bag & {"other", "opposite"} or said.bag - SAME - _OTHER_WAY or said.amounts or said.places:
        return None
    if any(one.is_pointed or one.is_clip or one.how for one in said.things):
        return None
    value = number(-float(pans[0].args["value"]))
    return [Step("mix", {"track": track, "action": "pan", "value": value}) for track in tracks]


_ALIKE = SAME | frozenset("the do to for on and it exactly".split())
_OF_TRACKS = ("mix", "apply_effect", "automate")


def _the_same(first: list[Step], said: Said) -> list[Step] | None:
    """ "Dip 200 by 3 on the left one, and the right one the same": all that the clause before did to one track."""
    tracks = [track for one in said.things for track in one.tracks]
    if not tracks or not said.bag & SAME or said.bag - _ALIKE or said.amounts or said.places:
        return None
    if any(one.is_pointed or one.is_clip or one.how for one in said.things):
        return None
    own = {one.args.get("track") for one in first}
    if len(own) != 1 or None in own or own & {*tracks} or any(one.task not in _OF_TRACKS or one.base for one in first):
        return None
    if any({"clip", "clips"} & one.args.keys() for one in first):
        return None
    return [replace(one, args={**one.args, "track": track}) for track in tracks for one in first]

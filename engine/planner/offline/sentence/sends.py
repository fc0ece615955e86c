"""Sends: "feed the lead gtr into Slap at -10", "all strings to the hall", "BV into it at -12"."""

from __future__ import annotations

import re
from dataclasses import replace

from engine.planner.offline.sentence.said import Named, Said
from engine.planner.offline.slots.clause import number
from engine.planner.offline.sentence.sends_told import sends_of, silent_but_there
from engine.planner.offline.sentence.where import bars_told
from engine.tasks.plan import Step

_SENDS = frozenset("send sent feed".split())
_BESIDE = frozenset(
    "to into at with through thru or so a bit of some give goes go should be put run by it there level in all both"
    " each every bus return".split()
)
_THERE = frozenset("to into in through thru".split())
_SLIGHT = frozenset("bit little touch tad".split())
_SLIGHT_DB = -18.0


def send(said: Said) -> list[Step] | None:
    """The sends; None where it is none, or not all of it is known."""
    said = _of_those_before(said)
    is_only = bool(said.places) and re.search(r"\b(?:only|just)\b", said.text) is not None
    known = _SENDS | _BESIDE | _SLIGHT | ({"only", "just", "but"} if is_only else set())
    if len(said.things) < 2 or said.places and not is_only or said.bag - known:
        return None
    goal = said.things[-1]
    who = said.things[:-1]
    if not _is_bus(goal, said) or any(_is_bus(one, said) for one in who):
        return None
    if not said.bag & _SENDS | said.bag & {"into", "thru", "through"} and not said.amounts:
        return None
    between = said.text[max(who[-1].end, 0) : goal.start]
    if not any(word in between.split() for word in _THERE):
        return None
    told = [one for one in said.amounts if one.unit in ("", "dB")]
    if len(told) < len(said.amounts) or len(told) > 1:
        return None
    if told and not said.text[told[0].start : told[0].end].lstrip("+-")[:1].isdigit() and "half" in said.text:
        return None  # "half of the drums"
    tracks = [track for one in who for track in one.tracks]
    to = goal.tracks[0]
    if to in tracks or not tracks:
        return None
    level = told[0].value if told else _SLIGHT_DB if said.bag & _SLIGHT else None
    if level is None and any(to in [one.to for one in sends_of(track, said.scene)] for track in tracks):
        return None
    values = {} if level is None else {"value_db": number(level)}
    steps = [Step("route", {"action": "send", "track": one, "to": to, **values}) for one in tracks]
    if not is_only:
        return steps
    spans = bars_told(said, tracks)
    quiet = [step for one in tracks for step in silent_but_there(one, to, sorted(spans or []), said.scene)]
    return [*steps, *quiet] if spans and quiet else None


def _of_those_before(said: Said) -> Said:
    """ "The double to the slap -20 and to the chamber -24": of the clause before."""
    who = [one for one in said.before if not _is_bus(one, said)]
    is_goal = len(said.things) == 1 and _is_bus(said.things[0], said)
    if not who or not is_goal or not re.match(r"(?:and |also )*(?:in)?to\b", said.text):
        return said
    return replace(said, things=[*who, *said.things])


def _is_bus(named: Named, said: Said) -> bool:
    kinds = {view.name: view.kind for view in said.scene.context.track_views}
    return len(named.tracks) == 1 and kinds.get(named.tracks[0]) == "bus"

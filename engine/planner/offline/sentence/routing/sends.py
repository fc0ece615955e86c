"""Sends: "feed the lead gtr into Slap at -10", "all strings to the hall", "BV into it at -12"."""

from __future__ import annotations

import re
from dataclasses import replace

from engine.planner.offline.sentence.apart.said import Named, Said, is_bus
from engine.planner.offline.sentence.routing.sends_told import sends_of, silent_but_there
from engine.planner.offline.sentence.scope.where import bars_told
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.names import name_words
from engine.planner.regex import regex
from engine.tasks.plan import Step

_SENDS = frozenset("send sent feed".split())
_BESIDE = frozenset(
    "to into at with through thru or so a bit of some give goes go should be put run by it there level in all both"
    " each every bus return instead rather mean meant no tiny equally alike evenly".split()
)
_THERE = frozenset("to into in through thru".split())
_SLIGHT = frozenset("bit little touch tad".split())
_SLIGHT_DB = -18.0
_STRONG = frozenset("lot loads plenty much tons heaps".split())
_STRONG_DB = -6.0
_ROOMS = frozenset(
    "hall room chamber plate spring reverb verb rev delay echo dly slap slapback space ambience church cathedral"
    " cave tank"
    " shimmer taps".split()
)
""" "Glass to deep hall" is a send; "kick to drum bus" may be its output."""


def send(said: Said) -> list[Step] | None:
    """The sends; None where it is none, or not all of it is known."""
    said = _bus_first(_instead(_to_there(_of_those_before(_without_both(said)))))
    undone = _without_effect(said)
    is_only = bool(said.places) and re.search(r"\b(?:only|just)\b", said.text) is not None
    known = _SENDS | _BESIDE | _SLIGHT | _STRONG | ({"only", "just", "but"} if is_only else set())
    if len(said.things) < 2 or said.places and not is_only or said.bag - known:
        return None
    goal = said.things[-1]
    who = said.things[:-1]
    if not is_bus(goal, said) or any(is_bus(one, said) for one in who):
        return None
    is_told = bool(said.bag & (_SENDS | {"into", "thru", "through", "there"})) or bool(said.amounts)
    if not is_told and not _is_a_room(goal, said):
        return None
    between = said.text[max(who[-1].end, 0) : goal.start]
    if not any(word in between.split() for word in _THERE) and said.text[goal.start : goal.end] != "there":
        return None
    told = [one for one in said.amounts if one.unit in ("", "dB")]
    if len(told) < len(said.amounts) or len(told) > 1:
        return None
    if told and not said.text[told[0].start : told[0].end].lstrip("+-")[:1].isdigit() and "half" in said.text:
        return None  # "half of the drums"
    tracks = list(dict.fromkeys(track for one in who for track in one.tracks))
    to = goal.tracks[0]
    if to in tracks or not tracks:
        return None
    vague = _SLIGHT_DB if said.bag & _SLIGHT else _STRONG_DB if said.bag & _STRONG else None
    level = told[0].value if told else vague
    if level is None and any(to in [one.to for one in sends_of(track, said.scene)] for track in tracks):
        return None
    values = {} if level is None else {"value_db": number(level)}
    steps = [Step("route", {"action": "send", "track": one, "to": to, **values}) for one in tracks]
    if not is_only:
        return [*undone, *steps]
    spans = bars_told(said, tracks)
    quiet = [step for one in tracks for step in silent_but_there(one, to, sorted(spans or []), said.scene)]
    return [*steps, *quiet] if spans and quiet else None


_ENDS_THERE = regex(rf"T ?,?(?: (?:{'|'.join(sorted(_SLIGHT | _STRONG))}|both|too))*$")


def _is_a_room(bus: Named, said: Said) -> bool:
    """Is the bus called like an effect that others are sent to, and is no more said than that?"""
    words = {one for name in bus.tracks for one in name_words(name)}
    return bool(words & _ROOMS) and _ENDS_THERE.search(said.form) is not None


_INSTEAD = frozenset("instead rather mean meant".split())


_FIRST = regex(
    r"^(?:(?:a|an|some|put|give|add|have|with|just|the|more|little|tiny|small|touch|bit|hint|tad|whiff|of|us|me) )*$"
)
_ON = regex(r"^(?: bus| return)? (?:on|for|onto|behind|around) (?:the |my |our |both |all )*(?:of )?(?:the )?$")


def _bus_first(said: Said) -> Said:
    """ "Bit of spring on the lead, send at -12": where a bus is called so, it is a send to it."""
    if len(said.things) < 2 or not is_bus(said.things[0], said) or any(is_bus(one, said) for one in said.things[1:]):
        return said
    bus, who = said.things[0], said.things[1:]
    are_small = bool(said.bag & (_SLIGHT | _SENDS | {"some"})) or bool(said.amounts)
    before = said.text[: bus.start]
    for one in said.amounts:  # "-9 dB of spring on the lead"
        before = before.replace(said.text[one.start : one.end], " " * (one.end - one.start))
    if not are_small or not _FIRST.match(before.lstrip()) or not _ON.match(said.text[bus.end : who[0].start]):
        return said
    if said.bag & {"off", "less", "no"}:
        return said
    text = said.text[: bus.start] + " " * (bus.end - bus.start) + said.text[bus.end :]
    goal = Named(len(text) + 4, len(text) + 4 + bus.end - bus.start, bus.tracks)
    moved = replace(said, text=f"{text} to {said.text[bus.start : bus.end]}", words=[*said.words, "send"])
    moved.things = [*who, goal]
    moved.words = [
        one for one in moved.words if one not in ("on", "for", "onto", "behind", "around", "hint", "whiff", "more")
    ]
    return moved


def _without_both(said: Said) -> Said:
    """ "Choir and piano into it, both at -12"."""
    last = said.things[-1] if len(said.things) > 2 else None
    if last is None or not last.is_pronoun or said.text[last.start : last.end] not in ("both", "each", "all of them"):
        return said
    who = {track for one in said.things[:-2] for track in one.tracks}
    is_theirs = is_bus(said.things[-2], said) and len(who) > 1
    return replace(said, things=said.things[:-1]) if is_theirs else said


def _to_there(said: Said) -> Said:
    """ "Send the lead there" behind the bus that was made or worked on, "bit of the lead in there" right behind it."""
    if len(said.things) != 1 or "there" not in said.bag or is_bus(said.things[0], said):
        return said
    room = said.focus.of_noun("bus", "that bus")
    if not said.bag & _SENDS and (room is None or said.focus.it()[0] != room[0]):
        return said
    goal = Named(at := said.text.find("there"), at + 5, room[0], is_pointed=True) if room else None
    if goal is None or not is_bus(goal, said) or not said.last() or said.things[0].start > at:
        return said
    return replace(said, things=[*said.things, goal])


def _instead(said: Said) -> Said:
    """ "No, I meant a send to the verb": of what was worked on last."""
    is_goal = len(said.things) == 1 and is_bus(said.things[0], said) and said.things[0].start > 0
    if not is_goal or not said.corrects or not _treated(said):
        return said
    return replace(said, things=[Named(0, 0, tuple(_treated(said)), is_pointed=True), *said.things])


def _treated(said: Said) -> list[str]:
    """The tracks on which the last request put an effect."""
    last = said.last()
    if not last or any(one.tool != "apply_effect" or not one.request for one in last):
        return []
    return list(dict.fromkeys(track for one in last for track in said.focus.tracks_about(one)))


def _without_effect(said: Said) -> list[Step]:
    """The effect on the track goes where a send takes its place."""
    treated = _treated(said) if said.corrects or said.bag & _INSTEAD else []
    is_theirs = treated and {track for one in said.things[:-1] for track in one.tracks} <= {*treated}
    return [Step("undo", {"target": f"#{said.last()[0].request}"})] if is_theirs else []


def _of_those_before(said: Said) -> Said:
    """ "The double to the slap -20 and to the chamber -24": of the clause before."""
    who = [one for one in said.before if not is_bus(one, said)]
    is_goal = len(said.things) == 1 and is_bus(said.things[0], said)
    if not who or not is_goal or not re.match(r"(?:and |also )*(?:in)?to\b", said.text):
        return said
    return replace(said, things=[*who, *said.things])


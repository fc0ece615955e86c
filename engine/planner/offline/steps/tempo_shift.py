"""Tempo shift: "6 bpm faster", "ritard the last two bars", said of no clip, are the tempo of the session."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.reading.router import Route
from engine.planner.offline.slots.ramp import tempi_at_bars
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.quantity import quantities
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_SHIFT = regex(
    r"\b\d+ ?bpm (?:faster|slower|quicker|up|down|more|less)\b|\b(?:tempo|bpm) (?:up|down|plus|minus|\+|-) ?(?:by )?\d"
    r"|\b(?:speed|slow) (?:[\w' ]+? )?(?:up|down) (?:by )?\d+ ?bpm"
    r"|\b(?:speed|slow) (?:up|down) (?:[\w' ]+? )?by \d+ ?bpm"
    r"|\b(?:up|down|raise|lower|bump|drop|nudge|push) the (?:tempo|bpm) (?:up |down )?(?:by )?\d",
    re.IGNORECASE,
)
_TO = regex(r"\b(?:over|gradual\w*|ramp\w*|to \d)\b", re.IGNORECASE)
_GLIDES = regex(
    r"^\W*(?:(?:please|now|ok(?:ay)?|and|then|can you|could you|let'?s|have it|an?|the)\W+)*"
    r"(?:rit(?:ard(?:ando)?)?|rall(?:entando)?|accel(?:erando|erate)?|(?:slow|speed)(?: (?:it|things|everything|the"
    r" song|us))?"
    r" (?:down|up))(?: (?:gradually|slowly|a bit|a little|slightly|more and more|bit by bit))*\b",
    re.IGNORECASE,
)
_STRETCH = regex(
    r"\b(?:over|in|into|through|during|across|for|towards?|from|at) (?:the |bars? )|\bbars?\b", re.IGNORECASE
)


_WHOLE = regex(r"\bthe (?:whole |entire )?(?:song|thing|piece|session|project)\b", re.IGNORECASE)
""" "The song" names no track, not even one called Tune."""
_OTHER_UNIT = regex(r"%|\b(?:db|hz|khz|ms|percent|volume|pan|velocity|semitones?)\b", re.IGNORECASE)
_TEMPO = regex(r"\btempo\b|\bbpm\b", re.IGNORECASE)


def _is_ramp(simple: str) -> bool:
    """Two tempi and two bars, and no other measure: "from 110 at bar 5 to 90 at bar 13"."""
    if _OTHER_UNIT.search(simple) or '"' in simple:
        return False
    if tempi_at_bars(simple.lower()):
        return True
    told = quantities(simple)
    tempi, bars = ([one for one in told if one.unit in units] for units in (("", "bpm"), ("bar",)))
    return bool(_TEMPO.search(simple)) and len(tempi) == len(bars) == 2 and tempi[0].low


def tempo_of_session(text: str, scene: DialogueState) -> Route | None:
    """None where a clip or track is named, or the tempo changes bit by bit."""
    simple = plain(text)
    if _GLIDES.match(simple) and _STRETCH.search(simple) and not things(simple, scene):
        return Route("transport", "set_tempo", 0.95)
    if _is_ramp(simple) and not things(simple, scene):
        return Route("transport", "set_tempo", 0.97)
    about = _WHOLE.sub(" ", simple)
    if not _SHIFT.search(simple) or _TO.search(simple) or any(thing.clips for thing in things(about, scene)):
        return None
    return Route("transport", "set_tempo", 0.95)

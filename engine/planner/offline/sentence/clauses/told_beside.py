"""Told beside: tracks that a message speaks of only beside what it is about."""

from __future__ import annotations

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.clauses.asking import BESIDE, OF_SOMETHING, POINTS, names_its_own
from engine.planner.offline.sentence.undo.deeds import deed_spans
from engine.planner.offline.text.clause_kinds import Kind, clauses
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_NOISE = regex(
    r"\b(?:hiss\w*|hum\w*|noise|buzz\w*|crackle|click\w*|pops?|rumble|sibilance|breaths?|notes?|lows?|highs?|mids?"
    r"|bottom|top|end|start|tail|level|volume|fader|pan|send|take|clip|part|bars?)\b"
)
""" "The hiss on the guitar" belongs to it."""


def told_beside(text: str, scene: DialogueState) -> frozenset[str]:
    """ "My lap steel is dry next to the guitar. Give it some reverb": the tracks that are spoken of only beside what is
    meant there, which nobody here knows; none where it is known who is meant."""
    found = list(clauses(plain(text).strip().lower()))
    if len(found) < 2 or found[0].kind is not Kind.TELLS or found[1].kind is not Kind.ASKS:
        return frozenset()
    told, asks = found[0].text, found[1].text
    if not POINTS.search(asks) or not OF_SOMETHING.match(told) or names_its_own(asks, scene):
        return frozenset()
    if deed_spans(told) or _NOISE.search(told):
        return frozenset()  # "the reverb on the guitar is too much, take it off"
    said = taken_apart(told, scene)
    named = [thing for thing in said.things if not thing.is_pointed and not thing.how]
    if any(not BESIDE.search(said.text[: thing.start]) for thing in named):
        return frozenset()
    return frozenset(track for thing in named for track in thing.tracks)

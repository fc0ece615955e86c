"""Each to its own side: "pan trumpet and trombone hard left and hard right", "cello and keys, one on each side"."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.polite import LEAD
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_END = r"(?:,? (?:please|pls|respectively|in that order|of the mix))*[\s.!]*$"
_HOW_FAR = (
    r"(?:hard|far|full(?:y)?|all the way|extreme|halfway|half|slightly|a (?:bit|little|touch)|\d+ ?(?:%|percent)?)"
)
_SIDE = (
    rf"(?:(?:to )?(?:the )?(?:{_HOW_FAR} )?(?:left|right|l|r)(?: {_HOW_FAR})?"
    r"|(?:to |in )?(?:the )?(?:cent(?:er|re)|middle|mid))"
)
_JOIN = r"(?:,? and |, | / |/)"
_SIDES = re.compile(
    rf"{LEAD}(?:(?:hard[- ])?pan|put|place|spread|set|send|have|move|throw) (?P<who>.+?),? "
    rf"(?P<sides>{_SIDE}(?:{_JOIN}{_SIDE})+){_END}",
    re.IGNORECASE,
)
_APART = re.compile(
    rf"{LEAD}(?:(?:(?:hard[- ])?pan|put|place|spread|set|send|have|move|throw) )?(?P<who>.+?),? "
    r"(?:hard )?(?:wide,? )?(?:(?:on|to) (?:the )?opposite sides|one (?:on |to )?(?:each|either) side|to either side"
    rf"|one (?:hard )?left,? (?:and )?(?:the other|one) (?:hard )?right){_END}",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[\s,&/+]*(?:and|both|the|my|our|all|[\s,&/+])*", re.IGNORECASE)
_LITTLE, _HALF, WHOLE = 0.2, 0.5, 100


def pan_each(text: str, scene: DialogueState) -> list[Step] | None:
    """One pan for each of them; None for any other request."""
    simple = plain(text)
    if len(simple) != len(text) or '"' in simple:
        return None
    sides = _SIDES.match(simple)
    match = sides or _APART.match(simple)
    tracks = _listed(simple[match.start("who") : match.end("who")], scene) if match else []
    values = _values(sides["sides"]) if sides else [-1.0, 1.0]
    if len(tracks) < 2 or len(tracks) != len(values) or len(set(values)) != len(values):
        return None
    return [
        Step("mix", {"action": "pan", "track": track, "value": value})
        for track, value in zip(tracks, values, strict=True)
    ]


def _listed(words: str, scene: DialogueState) -> list[str]:
    """The tracks of a list of which no word is left over."""
    found, tracks, at = things(words, scene), list[str](), 0
    for one in found:
        if len(one.tracks) != 1 or not _BETWEEN.fullmatch(words[at : one.start]):
            return []
        tracks.append(one.tracks[0])
        at = one.end
    return tracks if _BETWEEN.fullmatch(words[at:]) else []


def _values(said: str) -> list[float]:
    """−1 … 1 for each side that is told; [] where one says no place."""
    sides = [one.lower().strip() for one in re.split(_JOIN, said, flags=re.IGNORECASE)]
    figures = re.findall(r"\d+", said)
    if any(int(one) > WHOLE for one in figures):
        return []
    of_all = figures[0] if len(figures) == 1 else ""  # "30 left and right", "left and right 30"
    return [_value(side, of_all) for side in sides]


def _value(side: str, of_all: str) -> float:
    if re.search(r"\b(?:cent(?:er|re)|middle|mid)\b", side):
        return 0.0
    sign = -1.0 if re.search(r"\b(?:left|l)\b", side) else 1.0
    if number := re.search(r"\d+", side) or re.match(r"\d+", of_all):
        return sign * int(number[0]) / WHOLE
    if "half" in side:
        return sign * _HALF
    return sign * (_LITTLE if re.search(r"slight|\ba (?:bit|little|touch)", side) else 1.0)

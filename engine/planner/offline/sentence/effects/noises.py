"""Noises: "take out the click at 3.5 s on the banjo", "a cough at 0:12, can you kill it": mended, nothing is cut."""

from __future__ import annotations

import re

from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.scope.lying import in_order, meant_last
from engine.planner.regex import regex
from engine.tasks.plan import Step

_NOISE = (
    r"(?:creak\w*|clicks?|pops?|cough\w*|bumps?|thumps?|squeaks?|crackles?|rustl\w+|knocks?|bangs?|sneez\w*|breaths?"
    r"|plosives?|sirens?|barks?|beeps?|glitch\w*|drop-?outs?|clunks?|thuds?|smacks?|sniff\w*|rattles?|noises?|spikes?"
    r"|swallows?)"
)
_NAMED = regex(rf"\b(?:(?:chair|door|phone|mic|fret|string|mouth|dog|car) )?{_NOISE}\b")
_GONE = frozenset("kill take cut remove mend fix clean lose delete rid heal repair out away up".split())
_BESIDE = frozenset("a has there there's at about around near roughly in on it that up with of from".split())
_BEFORE_S, _AFTER_S = 0.2, 0.5
"""How far around the time that is told; people name it a moment late."""


def noise(said: Said) -> list[Step] | None:
    """The mending; None where no noise at a time is told, or not all of it is known."""
    match = _NAMED.search(said.text)
    if match is None or len(said.amounts) != 1 or said.amounts[0].unit != "s" or said.places:
        return None
    if not re.search(r"\b(?:at|around|near) (?:about |around |roughly )?$", said.text[: said.amounts[0].start]):
        return None
    told = set(match[0].split())
    things = [one for one in said.things if not match.start() <= one.start < match.end() and not one.is_pointed]
    if not said.bag & _GONE or said.bag - _GONE - _BESIDE - told or len(things) > 1:
        return None
    clips = [clip for one in things for track in one.tracks for clip in in_order(track, said)] or meant_last(said)
    at = said.amounts[0].value
    lying = [one for one in clips if one.start <= at < one.start + one.length] if len(clips) > 1 else clips
    if len(lying) != 1 or lying[0].kind == "midi":
        return None
    around = {"start": round(max(0.0, at - _BEFORE_S), 3), "end": round(at + _AFTER_S, 3)}
    return [Step("inpaint", {"clip": lying[0].id, **around})]

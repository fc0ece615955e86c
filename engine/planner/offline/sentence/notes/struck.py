"""Struck: how hard all notes of a track are: "all rhodes hits at 120", "rhodes notes 20 percent softer"."""

from __future__ import annotations

import re

from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.effects.effect_steps import words_left
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.share_said import PART, share_of
from engine.planner.regex import regex
from engine.tasks.plan import Step

_PART = regex(PART)
_HITS = frozenset("hit hits note notes velocity velocities".split())
_WAYS = {"harder": 1, "louder": 1, "higher": 1, "up": 1, "softer": -1, "quieter": -1, "lower": -1, "down": -1}
_BESIDE = frozenset("by of to at as its the on make have set put play plays bring turn all every each be".split())


def struck(said: Said) -> list[Step] | None:
    """The velocities; None where none are told, or not all is known."""
    part = _PART.search(said.text)
    left = set(words_left(said, [part.span()] if part else []))
    notes = [one.id for one in said.scene.clips if one.track in said.tracks and one.kind == "midi"]
    if not left & _HITS or left - _HITS - set(_WAYS) - _BESIDE or said.places or not notes:
        return None
    value: dict[str, float]
    ways = {_WAYS[one] for one in left & set(_WAYS)}
    if part and len(ways) == 1:
        value = {"change": round(100 * share_of(part["part"])) * ways.pop()}
    elif len(said.amounts) == 1 and not part and not ways and re.search(r"\b(?:all|every|each)\b", said.text):
        (one,) = said.amounts
        if one.unit or one.signed or not 1 <= one.value <= 127:
            return None
        value = {"value": number(one.value)}
    else:
        return None
    return [Step("edit_notes", {"action": "velocity", "clip": one, **value}) for one in notes]

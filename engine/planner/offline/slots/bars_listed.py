"""Bars listed: "13, 17 and 21", "bar 5 and bar 9", "verse 2 and the outro", "the end of the chorus" as bar lines."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.bars import last_bar
from engine.planner.offline.slots.clause import Clause
from engine.planner.offline.text.markers import sections_named
from engine.planner.regex import regex

_JOINT = regex(r"\s*(?:,\s*(?:and|&|then)?|\band\b|&|\+|\bplus\b)\s*", re.IGNORECASE)
_HEAD = regex(r"^(?:(?:again|also|at|on|the|start of|beginning of|top of)\s+)*", re.IGNORECASE)
_BAR = regex(r"(?P<unit>bars?|measures?)?\s*(?P<bar>\d{1,3}(?:\.\d+)?)", re.IGNORECASE)
_ENDS = regex(r"(?:the\s+)?end of\s+(?:the\s+)?", re.IGNORECASE)


def bars_listed(words: str, scene: DialogueState, *, bare: bool = True) -> list[float] | None:
    """The bar lines in their order; None where a word of them is none. `bare`: is a number alone a bar?"""
    found: list[float] = []
    is_bar = bare
    for part in _JOINT.split(words.strip(" .!")):
        said = _HEAD.sub("", part.strip())
        match = _BAR.fullmatch(said)
        if match:
            is_bar |= bool(match["unit"])
            if not is_bar:
                return None
            found.append(float(match["bar"]))
            continue
        end = _ENDS.match(said)
        name = said[end.end() :] if end else said
        named = sections_named(name, scene.context.markers, float(last_bar(Clause("", "", "", scene))))
        if len(named) != 1 or named[0][0][1] - named[0][0][0] < len(name.strip()):
            return None
        found.append(named[0][1][1 if end else 0])
    return sorted(set(found)) if found and min(found) >= 1 else None

"""Sides of notes that an edit leaves as they are: "an octave down, leave the velocity", "half as long, same places"."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from engine.planner.regex import regex
from engine.tasks.plan import Step

_SIDES = {
    "velocity": r"(?:velocit(?:y|ies)|dynamics|loudness|accents)",
    "time": r"(?:timing|rhythm|positions?|places?|groove|feel|onsets?|starts?)",
    "length": r"(?:(?:note )?lengths?|durations?)",
    "pitch": r"(?:pitch(?:es)?|notes themselves|key|octave)",
    "pace": r"(?:tempo|speed|pace)",
}
_STAYS = (
    r"(?: (?:alone|as (?:it|they) (?:is|are|was|were)|as is|untouched|unchanged|the same|in place|there|put|at all"
    r"|please))*"
)
_LEAD = r"[\s,;.–-]*(?:(?:and|but|just|only|please|with)\W+)*"
_FORMS = {
    side: regex(
        rf"{_LEAD}\b(?:(?:leave|keep|keeping|leaving|don'?t (?:touch|change|alter)|do not (?:touch|change|alter)"
        rf"|without (?:touching|changing|altering)|not|hands off|never mind) (?:all )?(?:the |its |their |of the "
        rf"|my )?{words}{_STAYS}"
        rf"|(?:the |its |their |all )*{words} (?:(?:can|should|must|may|has to|have to|to|all) )*"
        rf"(?:stays?|remains?|(?:is|are|be) (?:fine|good|ok(?:ay)?|kept|left)){_STAYS}"
        rf"|(?:in |at |on |with )?(?:the |exactly the |all )?same {words})(?=\W|$)",
        re.IGNORECASE,
    )
    for side, words in _SIDES.items()
}
_TOUCHES = {
    **{"velocity": {"velocity"}, "length": {"length"}, "legato": {"length"}, "staccato": {"length"}},
    **{"pitch": {"pitch"}, "chord": {"pitch"}, "snap_to_scale": {"pitch"}, "invert": {"pitch"}, "double": set()},
    **{"quantize": {"time"}, "swing": {"time"}, "strum": {"time"}, "humanize": {"time", "velocity"}, "delete": set()},
}


@functools.lru_cache(maxsize=256)
def without_spared_sides(text: str) -> tuple[str, frozenset[str]]:
    """The words without those that only say what stays as it is, and the sides that do."""
    found = frozenset(side for side, form in _FORMS.items() if form.search(text))
    for side in found:
        text = _FORMS[side].sub(" , ", text)
    return re.sub(r"(?:\s*,)+(?=\s*[,.]|\s*$)|^[\s,]+", "", text), found


def touches(steps: Sequence[Step], sides: frozenset[str]) -> bool:
    """Would one of the steps change what is to stay, or something else than notes?"""
    for one in steps:
        if one.task == "change_tempo_key":
            changed = {"pitch"} if {"semitones", "cents", "key"} & set(one.args) else {"pace", "time", "length"}
        elif one.task == "edit_notes":
            changed = _TOUCHES.get(str(one.args.get("action")), {"pitch", "time", "length", "velocity"})
        elif one.task == "arrange":
            changed = set()
        else:
            return True
        if changed & sides:
            return True
    return False

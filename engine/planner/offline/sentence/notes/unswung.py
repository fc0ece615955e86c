"""Unswung: "make the head straight again", "no swing after all": it is taken back, or the notes are put straight."""

from __future__ import annotations

import re

from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.notes.note_ways import grid_told
from engine.planner.offline.sentence.notes.notes import left_over, named_clips
from engine.planner.offline.sentence.scope.over_bars import over
from engine.planner.offline.sentence.undo.taken_back import taken_back, with_corrections
from engine.planner.regex import regex
from engine.tasks.plan import Step

_VALUE = r"(?:\d+ths?|1/\d+s?|eighths?|quavers|sixteenths?|semiquavers|quarters?|crotchets)(?: notes?)?"
_STRAIGHT = regex(
    rf"\b(?:dead |perfectly |properly |nice and )?straight(?:ened)?(?: (?P<value>{_VALUE}|notes))?(?: feel| grid|"
    rf" time)?\b"
    r"(?! (?:up|down|away|after|before|into|on|from|at|to|through|over)\b)"
    r"|\b(?:straighten|unswing|de-?swing)(?: out)?\b"
    r"|\b(?:no|without(?: the| any)?|out of (?:the )?|un)[ -]?swing(?:ing)?\b|\bstop (?P<who>[^,;]*?)swinging\b"
    r"|\b(?:take|get|iron|pull|leave|knock) (?:the |that |its |all the |all )?(?:swing|shuffle) (?P<off>out|off|away)"
    r"(?: of| from)?\b|\b(?:lose|drop|ditch|remove|kill|scrap) (?:the |that |its |all the )?(?:swing|shuffle)"
    r"(?: from| on| of)?\b",
    re.IGNORECASE,
)
_WRITES = regex(r"\b(?:add|write|program|generate|create|give|need|want|beat|pattern|groove|loop)\b", re.IGNORECASE)
_BESIDE = frozenset(
    "make made play plays played go goes be is back again after all then instead please it that them those they on"
    " of in"
    " at for to from with out off more feel notes eighths put get have let keep set was were as before rather better"
    " should turn return once simple old good".split()
)
_USUAL = "1/8"


def unswung(said: Said) -> list[Step] | None:
    """The swing of what is named taken back, or its notes put on a straight grid; None where it is not all known."""
    match = _STRAIGHT.search(said.raw)
    if match is None or _WRITES.search(said.raw):
        return None
    groups = match.groupdict()
    rest = f"{said.raw[: match.start()]} {groups['who'] or ''} {said.raw[match.end() :]}"
    apart = taken_apart(rest, said.scene, focus=said.focus, there=said.there, before=said.before)
    if left_over(apart, _BESIDE):
        return None
    named = [one for one in apart.things if not one.is_pointed]
    live = [one for one in said.state.frames if one.is_live and one.request]
    swings = [one for one in live if (one.tool, one.kind) == ("edit_notes", "swing")]
    clips = {one.id for one in named_clips(apart, said)} if named or not swings else set()
    swings = [one for one in swings if not named or clips & {*one.clips()}]
    if swings and not apart.places:
        return taken_back(with_corrections(swings[-1], live), live)
    chosen = [one for one in said.scene.clips if one.id in clips]
    if not chosen or groups["value"] is None and not named:
        return None
    told = grid_told(groups["value"]) if groups["value"] else None
    return over("edit_notes", {"action": "quantize", "grid": told[0] if told else _USUAL}, chosen, apart)

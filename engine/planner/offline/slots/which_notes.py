"""Which notes a request names, by their place or their name: "the last note", "the f sharp", "every E", "the g's"."""

from __future__ import annotations

import re

from engine.planner.offline.slots.clause import Args
from engine.planner.offline.slots.note_act import cut
from engine.planner.offline.text.notes_said import NotesSaid, chord_number, notes_said
from engine.planner.offline.text.pitch_said import PITCH, pitch_said

NUMBERS = {
    **{"first": 1, "opening": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4},
    **{"fifth": 5, "5th": 5, "sixth": 6, "6th": 6, "seventh": 7, "7th": 7, "eighth": 8, "8th": 8, "very last": -1},
    **{"last": -1, "final": -1, "closing": -1, "penultimate": -2, "last but one": -2, "second to last": -2},
    **{"very first": 1, "next to last": -2, "one before last": -2, "one before the last": -2},
}
_WHICH = "|".join(sorted(NUMBERS, key=len, reverse=True))
_SIGN = r"(?:#|b|♯|♭|[ -](?:sharp|flat|natural))?"
_IS = (
    r"(?=\s+(?:in|of|on|at|should|must|is|are|to|up|down|into|need|needs|has to|half|twice|longer|shorter|a|an)\b"
    r"|\W*[,;]|\W*$)"
)
_COUNTED = re.compile(
    rf"\b(?<!every )(?:the )?(?P<which>{_WHICH})\s+(?:single\s+)?(?:(?P<of>(?!of\b|two\b|three\b|half\b)[\w'-]+)\s+)?"
    r"(?:notes?|chords?)\b(?!\s+values?\b)"
    r"|\bnotes?\s+(?:number\s+)?(?P<number>\d+)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"\b(?:every|each|all (?:of )?the|all|any)\s+(?:single\s+)?(?P<every>{PITCH})(?:'?s)?(?=\W|$)"
    r"|\b(?:all (?:of )?(?:the )?|the |those |every )(?P<plural>(?-i:[A-G])(?:#|b|♯|♭)?)(?-i:s)\b"
    rf"|\b(?:all (?:of )?(?:the )?|the |those |every )(?P<many>[a-g]{_SIGN})'?s\b(?<!\bas)(?<!\bbs)"
    rf"|\b(?:the|that|this)\s+(?:(?:high|low|top|bottom|long|short|loud|wrong)\s+)?(?P<one>[a-g]{_SIGN}\d?)(?![\w#'’-]){_IS}",
    re.IGNORECASE,
)
_NTH = re.compile(
    rf"\b(?:the )?(?P<which>first|second|third|fourth|last)\s+(?P<nth>[a-g]{_SIGN}\d?)(?![\w#'’-]){_IS}", re.IGNORECASE
)
_HAS = re.compile(
    rf"\b(?:plays?|has|have|hits?|sings?|there(?:'s| is)|got|played|playing)\s+(?:an? )?(?P<one>{PITCH})"
    r"(?=\W*(?:,|;|\.|and|but|that|which|it|should)|\W*$)",
    re.IGNORECASE,
)
_IN_EVERY_BAR = re.compile(r"\b(?:every|each|all) bars?\b", re.IGNORECASE)
Chosen = tuple[Args, str]
"""note or only, and the words without them."""


def which_notes(text: str) -> Chosen | None:
    """The notes that are named; nothing in it for all of them, None where none are spoken of."""
    if _IN_EVERY_BAR.search(text) and (some := notes_said(text)) and some.only:
        return {"only": some.only}, some.rest
    if counted := _COUNTED.search(text):
        said = (counted["which"] or "").lower()
        place = NUMBERS[said] if said else int(counted["number"])
        tone = _tone_of(text, place)
        return tone or ({"note": place}, f"{text[: counted.start()]} {counted['of'] or ''} {text[counted.end() :]}")
    some = notes_said(text)
    if some and (some.only or some.chord):
        return _some(some), some.rest
    if nth := _NTH.search(text):
        place = NUMBERS[nth["which"].lower()]
        return {"only": f"{'last' if place < 0 else f'{place}.'} {pitch_said(nth['nth'])}"}, cut(text, nth)
    if has := _HAS.search(text):
        return {"only": f"the {pitch_said(has['one'])}"}, cut(text, has)
    if named := _NAMED.search(text):
        one = named["one"]
        many = next((named[name] for name in ("every", "plural", "many") if named[name]), "")
        return {"only": f"the {pitch_said(one)}" if one else pitch_said(many)}, cut(text, named)
    if some:
        return {}, some.rest
    is_of_all = _VELOCITIES.search(text) or _CHORDS.search(text) and _SO_LONG.search(text)
    return ({}, text) if is_of_all else None


_VELOCITIES = re.compile(r"\bvelocit(?:y|ies)\b", re.IGNORECASE)
_CHORDS = re.compile(r"\bchords\b", re.IGNORECASE)
_SO_LONG = re.compile(r"\b(?:long|longer|shorter|length|hold|held|shorten|lengthen|ring)\b", re.IGNORECASE)
""" "The chords shorter" are all their notes; louder, they may be a track."""


def _tone_of(text: str, place: int) -> Chosen | None:
    """ "The third of the last chord": the chord is counted, its note named."""
    some = notes_said(text)
    return ({"only": some.only, "note": place}, some.rest) if some and some.only and some.chord else None


def _some(said: NotesSaid) -> Args:
    place = chord_number(said.chord)
    return {**({"only": said.only} if said.only else {}), **({"note": place} if place else {})}

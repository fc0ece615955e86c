"""Words of a doubling: "let the flute double the violin an octave up" has who, what, how far, and maybe where.

What says how far and where is taken out wherever it stands; what is left has one of a few forms, or is no doubling.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.planner.offline.text.interval_moved import intervals_moved
from engine.planner.offline.text.polite import LEAD

_HAVE = r"(?:let|have|make|get|i want|i'd like|want)"
_LINE = r"(?:notes|lines?|thing|tune|part|melody|riff|figure|pattern|phrase)"
_PLAYS = (
    r"(?:doubles?(?! bass\b)|duplicates?|plays? (?:along|in unison) with|goes? (?:along )?with"
    rf"|(?:plays?|has|have|gets?) (?:exactly )?the same {_LINE} (?:as|like)|plays? (?:exactly )?what"
    rf"|(?:the )?same {_LINE} plays? (?:as|like)|(?:follows?|plays?) (?:exactly )?the {_LINE} of)"
)
_WHO, _WHAT = r"(?P<who>[^.;:]+?)", r"(?P<what>[^.;:]+?)"
_TOO = r"(?:[\s,]+(?:plays?|does|do|too|also|as well|there|please))*[\s.!?,]*$"
_WITH = r"(?:double|back|reinforce|support|thicken|strengthen|layer)"
_COPY = r"(?:copy|put|duplicate|clone|double|paste|write|bring|take)"
_COPY_OF = (
    r"(?:(?:a |the )?(?:copy|double|duplicate) of (?:it(?:self)?\b|that\b|them\b)?|a copy|a double|itself|themselves)"
)
_BETWEEN = (
    re.compile(rf"{LEAD}(?:{_HAVE}|that)\s+{_WHO}\s+(?:to\s+|should\s+)?{_PLAYS}\s+{_WHAT}{_TOO}", re.IGNORECASE),
    re.compile(
        rf"{LEAD}(?P<who>(?!(?:can|could|would|will) you\b)[^.;:]+?)\s+(?:should|must|could|can|shall|has to|needs to"
        rf"|is to|ought to)\s+(?:just |also )?{_PLAYS}\s+{_WHAT}{_TOO}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{LEAD}(?:can|could|should|may)\s+{_WHO}\s+(?:also )?play\s+(?P<what>[^.;:]+?\s{_LINE}){_TOO}", re.IGNORECASE
    ),
    re.compile(rf"{LEAD}(?:the )?same {_LINE} as\s+{_WHAT}\s+(?:for|on|in)\s+{_WHO}{_TOO}", re.IGNORECASE),
    re.compile(rf"{LEAD}{_WITH}\s+{_WHAT}\s+with\s+(?P<who>(?!{_COPY_OF})[^.;:]+?){_TOO}", re.IGNORECASE),
    re.compile(
        rf"{LEAD}give\s+(?P<who>(?:(?:the|my|our)\s+)?[^\s.;:]+(?:\s+[^\s.;:]+)*?)\s+(?P<what>(?:the|that|my|our)\s+[^.;:]*?"
        rf"\b{_LINE}(?: of [^.;:]+?)?){_TOO}",
        re.IGNORECASE,
    ),
)
"""One plays what another plays."""
_ONTO = (
    re.compile(rf"{LEAD}{_COPY}\s+{_WHAT}\s+(?:on|onto|to|into|in|for|over to)\s+{_WHO}{_TOO}", re.IGNORECASE),
    re.compile(
        rf"{LEAD}(?:{_HAVE}|that)\s+{_WHO}\s+(?:to )?(?:follows?|shadows?|mirrors?)\s+{_WHAT}{_TOO}", re.IGNORECASE
    ),
)
"""The same, where only an interval tells that a part is written for another instrument, and not just copied."""
_COPIED = (
    re.compile(rf"{LEAD}(?:duplicate|copy|clone|layer)\s+{_WHAT}(?:\s+with\s+{_COPY_OF})?{_TOO}", re.IGNORECASE),
    re.compile(
        rf"{LEAD}(?:thicken|layer|back|fatten|reinforce|support|double)\s+{_WHAT}\s+(?:up\s+)?with\s+{_COPY_OF}{_TOO}",
        re.IGNORECASE,
    ),
    re.compile(rf"{LEAD}(?:give|add to)\s+{_WHAT}\s+an?\s+(?:copy|double){_TOO}", re.IGNORECASE),
    re.compile(
        rf"{LEAD}(?:make|create|add|get|have)\s+an?\s+(?:copy|double|duplicate)\s+of\s+{_WHAT}{_TOO}", re.IGNORECASE
    ),
)
"""A copy that has an interval lies on a track of its own."""
_DOUBLED = (
    re.compile(rf"{LEAD}double\s+(?!(?:bass|time|track)\b){_WHAT}{_TOO}", re.IGNORECASE),
    re.compile(rf"{LEAD}(?:{_HAVE}\s+)?{_WHAT}\s+(?:is |to be )?doubled{_TOO}", re.IGNORECASE),
)
"""May be an effect, or notes beside the others: a track of its own tells that it is a copy."""
_BOTH = re.compile(rf"{LEAD}{_HAVE}\s+(?P<both>[^,.;:]+?)\s+(?:doubles?|duplicates?)[\s.!]*$", re.IGNORECASE)
_OWN = re.compile(
    r"[\s,]*\b(?:and\s+)?(?:(?:put|have|place)\s+(?:it|that|them)\s+)?(?:(?:on|onto|to|in|into|as|with)\s+)?"
    r"(?:(?:its|their|an?|another|one|the)\s+)?(?:(?:own|new|separate|fresh|extra|different|second)\s+track"
    r"|(?<=a )track of (?:its|their) own|another track)(?: of (?:its|their) own)?\b"
    r"(?:[\s,]+(?:(?:called|named)\s+)?\"(?P<quoted>[^\"]+)\"|[\s,]+(?:called|named)\s+(?P<name>[^,.;:]+?)(?=\s+(?:in|at|for|from|please)\b|[\s.!]*$|,))?",
    re.IGNORECASE,
)
_NEW = re.compile(r"(?:an?|another)\s+(?P<name>(?!(?:copy|double|bit|little)\b)[^,]+)$", re.IGNORECASE)
""" "Have a sub double the bass": a player who is not there yet."""
_UNDER = re.compile(
    r"\b(octaves?|thirds?|fourths?|fifths?|sixths?)(?P<copy>\s+(?:double|copy))?\s+(?:underneath|beneath|under)\b"
    r"(?:\s+(?:it|that|them)\b)?",
    re.IGNORECASE,
)
_BESIDE_IT = re.compile(
    r"\b(?:put|add|lay|stick|write|place)\s+an?\s+octave(?:\s+(?!of\b)[\w'-]+)?"
    r"\s+(?P<way>under|below|beneath|underneath|over|above|on top of)"
    r"\s+(?P<what>it|that|them|(?:the|my|our)\s+[\w' -]+?)(?=\s*(?:[,.;!?]|$|\b(?:on|in|and|please)\b))",
    re.IGNORECASE,
)
""" "Put an octave fiddle under it": a copy of it, an octave down."""
_OVER = re.compile(
    r"\b(octaves?|thirds?|fourths?|fifths?|sixths?)(?P<copy>\s+(?:double|copy))?\s+(?:on top|over it)\b", re.IGNORECASE
)
_AN = re.compile(
    r"(?:^|(?<=[\s,]))(?:(?:but|and|just|only|all)\s+)?(?:by\s+)?(?:an?\s+|transposed\s+)?$", re.IGNORECASE
)
_NO_NOTES_OF_IT = re.compile(r"\b(?:tempo|speed|time|length|volume|level|bpm|amount|size|up)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Doubling:
    """Who plays what; `who` is empty for a track of its own, which `own` names where it has a name."""

    what: str
    who: str = ""
    both: str = ""
    own: str | None = None
    semitones: float = 0.0
    said: str = ""
    """The interval in words: "octave up"."""


def doubling(text: str, *, is_part: bool = False) -> Doubling | None:
    """The doubling that a text asks for, its bars taken out of it before; None for any other text.

    `is_part`: bars were told, so that a copy on a track of its own is one of a part.
    """
    if both := _BOTH.match(text):
        return Doubling("", both=both["both"])
    rest, semitones, said = _without_interval(text)
    own = _OWN.search(rest)
    if own:
        rest = f"{rest[: own.start()]} {rest[own.end() :]}"
    rest = re.sub(r"\s*,\s*(?=$|[.!?])|\s*,(?=\s*,)", "", re.sub(r"\s+", " ", rest)).strip(" ,")
    name = (own["quoted"] or own["name"] or "") if own else None
    if '"' in rest:
        return None
    if not own and (found := _first(_BETWEEN, rest) or (_first(_ONTO, rest) if semitones else None)):
        new = _NEW.match(_thing(found["who"]))
        named = {"own": new["name"].strip().capitalize()} if new else {"who": _thing(found["who"])}
        return Doubling(_thing(found["what"]), semitones=semitones, said=said, **named)
    forms = (*(_COPIED if semitones or (own and is_part) else ()), *(_DOUBLED if own else ()))
    found = _first(forms, rest)
    if found is None:
        return None
    return Doubling(_thing(found["what"]), own=name or "", semitones=semitones, said=said)


def _first(forms: tuple[re.Pattern[str], ...], text: str) -> re.Match[str] | None:
    found = next((match for form in forms if (match := form.match(text))), None)
    return None if found is None or _NO_NOTES_OF_IT.search(found["what"]) else found


def _thing(words: str) -> str:
    """ "What the horn", "the viola line": the horn, the viola."""
    return re.sub(rf"(?<!\bthe)(?<!\bmy)(?<!\bour)\s+{_LINE}$", "", words.strip(" ,"), flags=re.IGNORECASE)


def _as_copy(match: re.Match[str]) -> str:
    way = "up" if match["way"].lower() in ("over", "above", "on top of") else "down"
    return f"make a copy of {match['what']} an octave {way}"


def _without_interval(text: str) -> tuple[str, float, str]:
    """The text without the one interval that has its way beside it, that in semitones, and its words."""
    told = _BESIDE_IT.sub(_as_copy, text)
    told = _OVER.sub(r"\1 up\g<copy>", _UNDER.sub(r"\1 down\g<copy>", told))
    moved = [one for one in intervals_moved(told) if one.has_way]
    if len(moved) != 1 or moved[0].is_cents:
        return text, 0.0, ""
    one = moved[0]
    said = re.sub(r"^(?:an?|one)\s+", "", told[one.start : one.end].strip(), flags=re.IGNORECASE)
    head = _AN.sub("", told[: one.start])
    return f"{head} {told[one.end :]}", one.semitones, said

"""What is done to notes, by the words for it: "should be a G", "a beat longer", "down an octave", "velocity 80"."""

from __future__ import annotations

import re

from engine.planner.offline.slots.clause import Args, number
from engine.planner.offline.text.interval_moved import intervals_moved
from engine.planner.offline.text.number_words import spoken_number
from engine.planner.offline.text.pitch_said import PITCH, pitch_said

Act = tuple[Args, str]
"""action with its figure, and the words without it."""
_NOT = re.compile(
    rf"[\s,;]*\b(?:and |but )?(?:not(?: is)?|no|instead of|rather than|isn't|is not)\s+(?:an?\s+|the\s+)?"
    rf"(?P<old>{PITCH})",
    re.IGNORECASE,
)
_FROM = re.compile(rf"\bfrom\s+(?:an?\s+)?(?P<old>{PITCH})", re.IGNORECASE)
_TO = re.compile(
    rf"\b(?:to|into|an?|on|as|be|is|becomes?|=)\s+(?:an?\s+)?(?:(?:low|high)\s+)?(?P<to>[a-g][ -](?:sharp"
    rf"|flat)(?=s\b)|{PITCH})s?(?!\w)",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?<![\w'’])[A-G](?:#|b|♯|♭)?\d?(?![\w#'’])(?!\s+(?:major|minor)\b)")
_SIGN = re.compile(r"\b(?:be|is|becomes?|make (?:it|that|them)|made)\s+(?P<sign>natural|sharp|flat)\b", re.IGNORECASE)
_COUNT = (
    r"(?P<count>\d+(?:\.\d+)?|half(?: an?)?|(?:an?|one) (?:whole|full|extra)|another|an?|one more|one|two"
    r"|three|four|five"
    r"|six|seven|eight|sixteen)(?P<half> and a half)?"
)
_UNIT = r"(?P<unit>beats?|bars?)(?P<after> and a half)?"
_LONGER = (
    re.compile(
        rf"\b(?:(?:by|for) )?{_COUNT}\s+(?:more\s+|extra\s+)?{_UNIT}\s+(?P<way>longer|shorter|more|less)\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<way>longer|shorter|lengthen|shorten|extend)\b(?: (?:it|that|them|this))?\s+by\s+{_COUNT}\s+{_UNIT}\b",
        re.IGNORECASE,
    ),
    re.compile(rf"\b(?P<way>)(?=(?:another|one more|an extra)\b){_COUNT}\s+{_UNIT}\b", re.IGNORECASE),
)
_BEATS = re.compile(
    rf"(?<!last )(?<!first )(?<!final )(?<!the )\b(?:(?:to|for|be|is|lasts?|like|longer"
    rf"|shorter)[\s,]+(?:(?:only|just|about)\s+)?|(?:only|just)\s+)?{_COUNT}\s+{_UNIT}"
    r"(?!\s+(?:later|earlier|sooner|up|down|before|after|more|late|early|forward|back)\b)(?:\s+(?:long|in length))?\b",
    re.IGNORECASE,
)
_TIMES = (
    (
        r"\b(?:only )?half (?:as|the|its|their|so|of the)?\s*(?:long|length|duration)\b|\bhalve(?: (?:the|its)"
        r" length)?\b|\bin half\b|\bby half\b", 0.5),
    (r"\b(?:by )?a quarter shorter\b|\bshorter by a quarter\b", 0.75),
    (r"\b(?:by )?a third shorter\b|\bshorter by a third\b", 0.67),
    (r"\b(?:twice|double) (?:as|the|its)?\s*(?:long|length|duration)\b|\bdouble (?:it )?in length\b", 2.0),
    (r"\bthree times as long\b", 3.0),
    (r"\btwo times (?:as|the) long\b|\bdouble (?:the|their|its) (?:length|duration)s?\b", 2.0),
    (r"\blonger\b|\blengthen\b|\bextend\b", 1.5),
    (r"\bshorter\b|\bshorten\b", 0.5),
)  # fmt: skip
_HELD = re.compile(
    r"\b(?:hold|held|ring|rings|last|lasts|sustain|cut|chop|trim|keep|let|extend|shorten|lengthen)\b", re.I
)
_DELETES = re.compile(
    r"\b(?:delete|remove|erase|drop|cut|take(?=\b.*\bout\b)|kill|lose|get rid of)\b(?: out\b)?", re.IGNORECASE
)
_N = r"(?P<n>\d{1,3})(?!\d|\.\d|\s*(?:db|%|percent|per cent|beats?|bars?|semitones?|st|nd|rd|th|hz|ms)\b)"
_ABOUT = r"(?:like |say |about |around |maybe |only |just )?"
_VELOCITY = re.compile(
    rf"\b(?:(?:down |up )?to )?(?:velocit(?:y|ies)|velo|vel)\b(?:\s+(?:is|be))?\s*(?P<way>up "
    rf"|down )?(?P<by>by )?(?:to|at|of|=|:)?\s*"
    rf"{_ABOUT}{_N}(?P<less> (?:lower|less|down|softer|higher|more|up|louder|harder))?",
    re.IGNORECASE,
)
_AT_VELOCITY = re.compile(rf"\b(?:at |to |with )?{_N}\s+velocit(?:y|ies)\b", re.IGNORECASE)
_BY_VELOCITY = re.compile(rf"\bby {_N}\s+velocit(?:y|ies)\b", re.IGNORECASE)
_UP, _DOWN = r"(?:louder|harder|stronger|higher|more|up)", r"(?:softer|quieter|gentler|lower|less|down|weaker)"
_BY_SO_MUCH = (
    re.compile(rf"\b(?:by )?{_N}\s+(?:(?P<up>{_UP})|{_DOWN})\b", re.IGNORECASE),
    re.compile(
        rf"\b(?:(?P<up>up|raise|louder|harder|higher)|down|lower|drop|softer|quieter)\b"
        rf"(?: (?:it|that|them|those|these))?\s+(?:by )?{_N}",
        re.IGNORECASE,
    ),
)
_STRUCK = re.compile(
    rf"\b(?:louder|harder|stronger|softer|quieter|gentler)\b(?:\s+too)?[\s,]+(?:to |at )?{_ABOUT}{_N}", re.IGNORECASE
)
_BARE_FIGURE = re.compile(rf"(?:^|[\s,:=])(?:(?:be|to|at|are|is)\s+)?{_ABOUT}{_N}(?=[\s,.!]|$)", re.IGNORECASE)
_LOUD = re.compile(r"\b(?P<louder>louder|harder|stronger)\b|\b(?:softer|quieter|gentler)\b", re.IGNORECASE)
_STRIKES = re.compile(r"\b(?:hit|play|strike|touch|turn|bring|velocit(?:y|ies))\b", re.IGNORECASE)
_ACCENT = re.compile(r"\b(?:an? |some |the )?accents?(?:ed)?\b", re.IGNORECASE)
_EVEN = re.compile(
    r"\beven (?:(?:them|it|those|the velocit(?:y|ies)) )?out\b|\b(?:make|set|put) (?:them|those|the velocit(?:y|ies))"
    r"(?: all)? (?:even|equal|the same)\b",
    re.IGNORECASE,
)
_LOUDER_BY = 15.0
_BY = re.compile(
    r"\b(?:by )?(?P<count>an?|one|two|three|\d+) (?P<unit>semi-?tones?|half[ -]?(?:tones?|steps?)|(?:whole"
    r" )?(?:tones?|steps?)"
    r"|octaves?)\b",
    re.IGNORECASE,
)
_WAY = re.compile(r"\b(?:(?P<up>raise|sharpen|lift)|lower|flatten|drop)\b", re.IGNORECASE)
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3}


def note_act(rest: str, bar_beats: float, *, of: str = "") -> Act | None:
    """What is done; None where no word says so. `of`: the action that a figure without a word is of, "velocity"."""
    return _pitch(rest) or _struck(rest, of) or _moved(rest) or _length(rest, bar_beats) or _by_a_word(rest)


def cut(text: str, match: re.Match[str]) -> str:
    """The text without what was found."""
    return f"{text[: match.start()]} {text[match.end() :]}"


def _pitch(rest: str) -> Act | None:
    only: Args = {}
    for pattern in (_NOT, _FROM):
        if old := pattern.search(rest):
            only, rest = {"only": pitch_said(old["old"])}, cut(rest, old)
    if to := list(_TO.finditer(rest)):
        rest = cut(rest, to[-1])
        for one in reversed(intervals_moved(rest)):  # "up a third, to D" tells it twice
            rest = f"{rest[: one.start]} {rest[one.end :]}"
        return {"action": "pitch", "to": pitch_said(to[-1]["to"]), **only}, rest
    if sign := _SIGN.search(rest):
        return {"action": "pitch", "to": sign["sign"].lower(), **only}, cut(rest, sign)
    if len(bare := list(_BARE.finditer(rest))) == 1:
        return {"action": "pitch", "to": pitch_said(bare[0][0]), **only}, cut(rest, bare[0])
    by = _by_an_interval(rest) or _one_interval(rest) if only else None
    return ({**by[0], **only}, by[1]) if by else None


def _struck(rest: str, of: str) -> Act | None:
    """Another velocity, by a figure."""
    accent = _ACCENT.search(rest)
    if match := _VELOCITY.search(rest):
        way = (match["way"] or match["less"] or "").strip().lower()
        if way or match["by"]:
            change = float(match["n"]) * (-1 if re.fullmatch(_DOWN, way) else 1)
            return {"action": "velocity", "change": change}, _LOUD.sub(" ", cut(rest, match))
        return _value(match, rest)
    by = _BY_VELOCITY.search(rest)
    if by is None and (match := _AT_VELOCITY.search(rest) or _STRUCK.search(rest)):
        return _value(match, rest)
    if (match := _EVEN.search(rest)) and (of == "velocity" or re.search(r"\bvelocit", rest, re.IGNORECASE)):
        return {"action": "velocity", "amount": 1.0}, cut(rest, match)
    rest = _BY_VELOCITY.sub(lambda match: f"by {match['n']}", rest)
    is_of_it = of == "velocity" or accent is not None or _LOUD.search(rest) is not None
    for pattern in _BY_SO_MUCH if is_of_it else ():
        if match := pattern.search(rest):
            way = 1 if match["up"] else -1
            return {"action": "velocity", "change": way * float(match["n"])}, _cleared(cut(rest, match))
    if (of == "velocity" or accent) and (match := _BARE_FIGURE.search(rest)):
        return _value(match, rest)
    return ({"action": "velocity", "change": _LOUDER_BY}, _cleared(rest)) if accent else None


def _value(match: re.Match[str], rest: str) -> Act | None:
    value = int(match["n"])
    return ({"action": "velocity", "value": value}, _cleared(cut(rest, match))) if 1 <= value <= 127 else None


def _cleared(rest: str) -> str:
    return _STRIKES.sub(" ", _LOUD.sub(" ", _ACCENT.sub(" ", rest)))


def _moved(rest: str) -> Act | None:
    found = _one_interval(rest) or _by_an_interval(rest)
    return found and ({**found[0]}, found[1])


def _one_interval(rest: str) -> Act | None:
    moved = intervals_moved(rest)
    if len(moved) != 1 or not moved[0].has_way or moved[0].is_cents:
        return None
    change = number(moved[0].semitones)
    return {"action": "pitch", "change": change}, f"{rest[: moved[0].start]} {rest[moved[0].end :]}"


def _by_an_interval(rest: str) -> Act | None:
    """ "Lower … by a semitone": semitones, and the words without both."""
    by, way = _BY.search(rest), _WAY.search(rest)
    if not by or not way:
        return None
    unit, said = by["unit"].lower(), by["count"].lower()
    size = 12 if unit.startswith("oct") else 1 if unit.startswith(("semi", "half")) else 2
    change = size * (_COUNTS.get(said) or int(said)) * (1 if way["up"] else -1)
    return {"action": "pitch", "change": change}, _WAY.sub(" ", cut(rest, by))


def _length(rest: str, bar_beats: float) -> Act | None:
    for pattern in _LONGER:
        if match := pattern.search(rest):
            way = -1 if match["way"].lower() in ("shorter", "shorten", "less") else 1
            change = number(way * _beats(match, bar_beats))
            return {"action": "length", "change": change}, _HELD.sub(" ", cut(rest, match))
    if match := _BEATS.search(rest):
        return {"action": "length", "beats": number(_beats(match, bar_beats))}, _held(cut(rest, match))
    for words, times in _TIMES:
        if match := re.search(words, rest, re.IGNORECASE):
            return {"action": "length", "times": times}, _held(cut(rest, match))
    return None


def _held(rest: str) -> str:
    return re.sub(r"\b(?:longer|shorter)\b", " ", _HELD.sub(" ", rest), flags=re.IGNORECASE)


def _beats(match: re.Match[str], bar_beats: float) -> float:
    said = re.sub(r" (?:whole|full|extra|more)$", "", match["count"].lower())
    if said.startswith("half"):
        size = 0.5
    elif said in ("a", "an", "another"):
        size = 1.0
    else:
        size = float(said) if said[0].isdigit() else float(spoken_number(said))
    size += 0.5 if match["half"] or match["after"] else 0.0
    return size * (bar_beats if match["unit"].lower().startswith("bar") else 1.0)


def _by_a_word(rest: str) -> Act | None:
    if match := _LOUD.search(rest):
        change = _LOUDER_BY if match["louder"] else -_LOUDER_BY
        return {"action": "velocity", "change": change}, _STRIKES.sub(" ", cut(rest, match))
    if match := _DELETES.search(rest):
        return {"action": "delete"}, re.sub(r"\bout\b", " ", cut(rest, match))
    return None

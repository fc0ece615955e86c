"""How long notes are to be: "a beat longer", "half as long", "down to an eighth", "20 percent shorter"."""

from __future__ import annotations

import re

from engine.planner.offline.sentence.notes.which_notes import cut
from engine.planner.offline.slots.clause import Args, number
from engine.planner.offline.text.number_words import spoken_number
from engine.planner.regex import regex

Act = tuple[Args, str]
"""action with its figure, and the words without it."""


def _pattern(words: str) -> re.Pattern[str]:
    return regex(words, re.IGNORECASE)


_COUNT = (
    r"(?P<count>\d+(?:\.\d+)?|half(?: an?)?|(?:an?|one) (?:whole|full|extra|single)|another|an?|one more|one|two"
    r"|three|four"
    r"|five|six|seven|eight|sixteen)(?P<half> and a half)?"
)
_UNIT = r"(?P<unit>beats?|bars?)(?P<after> and a half)?"
_LONGER = (
    _pattern(rf"\b(?:(?:by|for) )?{_COUNT}\s+(?:more\s+|extra\s+)?{_UNIT}\s+(?P<way>longer|shorter|more|less)\b"),
    _pattern(
        r"\b(?P<way>longer|shorter|lengthen|shorten|extend)\b(?: (?:it|that|them|this))?"
        rf"\s+by\s+{_COUNT}\s+{_UNIT}\b"
    ),
    _pattern(rf"\b(?P<way>)(?:for )?(?=(?:another|one more|an extra)\b){_COUNT}\s+{_UNIT}\b"),
    _pattern(
        rf"\b(?P<way>)(?:for )?{_COUNT}\s+(?:more|extra)\s+{_UNIT}\b(?! (?:later|earlier|up|down|forward|back)\b)"
    ),
)
_BEATS = _pattern(
    r"(?<!last )(?<!first )(?<!final )(?<!the )\b(?:(?:to|for|be|is|lasts?|like|longer|shorter)[\s,]+"
    rf"(?:(?:only|just|about)\s+)?|(?:only|just)\s+)?{_COUNT}\s+{_UNIT}"
    r"(?!\s+(?:later|earlier|sooner|up|down|before|after|more|late|early|forward|back)\b)(?:\s+(?:long|in length))?\b"
)
_NOTE_VALUES = {"whole": 4.0, "half": 2.0, "quarter": 1.0, "crotchet": 1.0, "eighth": 0.5, "quaver": 0.5}
_NOTE_VALUES |= {"sixteenth": 0.25, "semiquaver": 0.25, "thirty-second": 0.125, "8th": 0.5, "16th": 0.25, "32nd": 0.125}
_AS_NOTE_VALUE = _pattern(
    rf"\b(?:(?:to|be|is|are|of|like|only|just|about|down|long) )*(?:an? )?(?P<dotted>dotted )?"
    rf"(?:(?P<value>(?:whole|half|quarter)(?=s?[ -]note)|(?!whole|half|quarter)(?:{'|'.join(_NOTE_VALUES)}))s?"
    rf"|1\s?/\s?(?P<part>1|2|4|8|16|32)(?:ths?)?)(?:[ -]notes?)?"
    r"(?:(?: length)?s?(?: (?:long|in length))?)?\b(?! (?:grid|way|of|shorter|longer|as)\b)"
)
""" "Shorten all of them to an eighth"."""
_SETS_LENGTH = _pattern(
    r"\b(?:shorten|lengthen|cut|chop|trim|clip|hold|last|long|lengths?|durations?|stretch|extend|shorter|longer)\b"
)
_A_WHOLE_BAR = _pattern(r"\b(?:for |to |over |through )*the (?:whole|full|entire) (?P<unit>bar)\b")
_OF_ITS_LENGTH = _pattern(
    r"\b(?:to |by |at )?(?:about )?(?P<n>\d{2,3})\s?(?:%|percent|per cent)(?: of (?:the|its"
    r"|their)(?: \w+)? (?:lengths?|duration))?"
    r"(?: (?P<way>shorter|longer|long|as long))?"
)
_BY_PERCENT = _pattern(
    r"\b(?P<way>shorten|lengthen|shorter|longer)\b(?P<what> (?:it|them|that|those))?(?: by)?(?: about)?"
    r" (?P<n>\d{1,3})\s?(?:%|percent|per cent)"
)
_APART_BY_PERCENT = _pattern(
    r"\b(?P<way>shorten|lengthen)\b(?P<of> [\w' -]+?) by(?: about)? (?P<n>\d{1,3})\s?(?:%|percent|per cent)"
)
""" "Shorten the notes of the bass by 30 percent"."""
_MUCH = r"(?:way|much|far|a lot|loads)"
_A_BIT = r"(?:a (?:bit|little|touch|tad|hair)|slightly|somewhat)"
_LENGTH = r"(?:long|lengths?|durations?)"
_MAKE_THEM = (
    r"(?:make|cut|chop|keep|get|have|play|let) (?:it|them|'?em|those|these|that)"
    r"(?: (?:all|nice and|really|much|way|more))*"
)
_TIMES = tuple(
    (_pattern(rf"\b(?:{words})\b"), times)
    for words, times in (
        (
            rf"(?:(?:only|about|around|roughly|just) )*half (?:as|the|its|their|so|of the|of their|of"
            rf" its)?\s*{_LENGTH}|halve(?: (?:the|its"
            rf"|their) lengths?)?"
            r"|(?:in|by) half",
            0.5,
        ),
        (rf"{_A_BIT} shorter|shorten(?=.* {_A_BIT})", 0.75),
        (rf"{_A_BIT} longer|lengthen(?=.* {_A_BIT})", 1.25),
        (rf"three quarters (?:as|of (?:the|its|their))\s*{_LENGTH}", 0.75),
        (r"(?:by )?a quarter shorter|shorter by a quarter", 0.75),
        (r"(?:by )?a third shorter|shorter by a third", 0.67),
        (rf"(?:twice|double|two times) (?:as|so|the|its|their)?\s*{_LENGTH}|double (?:it )?in length", 2.0),
        (r"three times as long", 3.0),
        (rf"(?:{_MUCH} )?longer|lengthen|extend", 1.5),
        (rf"(?:{_MUCH} )?shorter|shorten|{_MAKE_THEM} (?:short|stabby|snappy|tight)(?! and)", 0.5),
        (rf"{_MAKE_THEM} (?:long|ring(?: (?:out|on))?)", 1.5),
    )
)
_HELD = _pattern(
    r"\b(?:hold|held|hangs?(?: in the air)?|lingers?(?: on)?|rings? out|ring|rings|last(?! (?:\S+ )?(?:bars?|beats?"
    r"|half|section|part)\b)|lasts|sustain|cut"
    r"|chop|trim"
    r"|keep|let|extend|shorten|lengthen|(?:(?:way|much|far|a lot|loads) )?(?:longer|shorter)|stretch"
    r"|lengths?|a (?:bit|little|touch)|slightly)\b"
)


def length_told(rest: str, bar_beats: float) -> Act | None:
    """The length of notes; None where no word says so."""
    for pattern in _LONGER:
        if match := pattern.search(rest):
            way = -1 if match["way"].lower() in ("shorter", "shorten", "less") else 1
            change = number(way * _beats(match, bar_beats))
            return {"action": "length", "change": change}, _HELD.sub(" ", cut(rest, match))
    if match := _A_WHOLE_BAR.search(rest):
        return {"action": "length", "beats": number(bar_beats)}, _HELD.sub(" ", cut(rest, match))
    if (told := _note_value(rest)) or (told := share_of_length(rest)):
        return told
    if match := _BEATS.search(rest):
        return {"action": "length", "beats": number(_beats(match, bar_beats))}, _HELD.sub(" ", cut(rest, match))
    for words, times in _TIMES:
        if match := words.search(rest):
            return {"action": "length", "times": times}, _HELD.sub(" ", cut(rest, match))
    return None


def _note_value(rest: str) -> Act | None:
    """ "Cut them down to 1/8", "a sixteenth long"."""
    match = _AS_NOTE_VALUE.search(rest) if _SETS_LENGTH.search(rest) else None
    if match is None:
        return None
    beats = 4 / int(match["part"]) if match["part"] else _NOTE_VALUES[match["value"].lower()]
    size = number(beats * (1.5 if match["dotted"] else 1.0))
    return {"action": "length", "beats": size}, _HELD.sub(" ", cut(rest, match))


def share_of_length(rest: str) -> Act | None:
    """ "20 percent shorter", "80% of their length"."""
    if apart := _APART_BY_PERCENT.search(rest):
        rest = f"{rest[: apart.start()]}{apart['of']} {apart['way']} by {apart['n']}%{rest[apart.end() :]}"
    match = _BY_PERCENT.search(rest) or _OF_ITS_LENGTH.search(rest)
    if match is None:
        return None
    way, share = (match["way"] or "").lower(), int(match["n"]) / 100
    if not way and re.search(r"(?:length|duration)", match[0], re.IGNORECASE) is None:
        return None
    times = {"short": 1 - share, "longe": 1 + share, "lengt": 1 + share}.get(way[:5], share)
    if times <= 0:
        return None
    return {"action": "length", "times": number(round(times, 3))}, _HELD.sub(" ", cut(rest, match))


def _beats(match: re.Match[str], bar_beats: float) -> float:
    said = re.sub(r" (?:whole|full|extra|single|more)$", "", match["count"].lower())
    if said.startswith("half"):
        size = 0.5
    elif said in ("a", "an", "another"):
        size = 1.0
    else:
        size = float(said) if said[0].isdigit() else float(spoken_number(said))
    size += 0.5 if match["half"] or match["after"] else 0.0
    return size * (bar_beats if match["unit"].lower().startswith("bar") else 1.0)

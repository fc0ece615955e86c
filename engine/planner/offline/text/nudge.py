"""Nudges told by a side or by being late: "slide the cello a beat to the right", "delay the vox by 10 ms", "+1 bar".

They are said as "later" and "earlier", which mean one thing only.
"""

from __future__ import annotations

import re

from engine.planner.offline.text.words import plain

_LEAD = r"^(?P<lead>\W*(?:(?:please|ok(?:ay)?|no|but|and|so|now|then|can you|could you|let's|just)\b[\s,]+)*)"
_WHO = r"(?P<who>(?:the |my |our |that |this |his |her )?[\w'&-]+(?: (?!by\b|back\b|forward\b)[\w'&-]+){0,3}?)"
_UNIT = (
    r"(?:bars?|beats?|ms|milliseconds?|millis|seconds?|secs?|s|8ths?|eighths?|16ths?|sixteenths?|quarters?)(?: notes?)?"
)
_MUCH = rf"(?:by )?(?P<much>(?:\d+(?:[.,]\d+)?|an?|one|two|three|four|half an?|a half|a quarter(?: of a)?)[ -]?{_UNIT})"
_END = r"(?: (?:please|then|there|again))*(?P<end>[\s.!]*)$"
_MOVES = r"(?:nudge|slide|shift|drag|move|push|pull|bring|put)"

_FORMS = (
    (
        re.compile(
            rf"{_LEAD}{_MOVES} {_WHO} {_MUCH} (?:over )?(?:to the )?(?P<side>right"
            rf"|left){_END}",
            re.IGNORECASE,
        ),
        "",
    ),
    (
        re.compile(
            rf"{_LEAD}(?!pan\b){_WHO} (?!\w+ quarters?\b){_MUCH} to the (?P<side>right"
            rf"|left){_END}",
            re.IGNORECASE,
        ),
        "",
    ),
    (re.compile(rf"{_LEAD}delay {_WHO} (?:by )?{_MUCH}{_END}", re.IGNORECASE), "later"),
    (re.compile(rf"{_LEAD}(?:push|lay|set) {_WHO} back {_MUCH}{_END}", re.IGNORECASE), "later"),
    (re.compile(rf"{_LEAD}(?:push|lay|set) back {_WHO} {_MUCH}{_END}", re.IGNORECASE), "later"),
    (re.compile(rf"{_LEAD}(?:pull|bring|push|move) {_WHO} (?:forward|ahead) {_MUCH}{_END}", re.IGNORECASE), "earlier"),
    (re.compile(rf"{_LEAD}(?:pull|bring) forward {_WHO} {_MUCH}{_END}", re.IGNORECASE), "earlier"),
    (re.compile(rf"{_LEAD}{_WHO} (?P<sign>[+−-]) ?{_MUCH}{_END}", re.IGNORECASE), ""),
    (
        re.compile(
            rf"{_LEAD}{_WHO} (?:is|are|comes in|sounds) {_MUCH} (?:too )?(?P<is>late"
            rf"|early){_END}",
            re.IGNORECASE,
        ),
        "",
    ),
)
_TOO_SOON = re.compile(
    rf"{_LEAD}{_WHO} (?:comes? in|enters?|starts?|begins?|is|are|sets? in)(?: (?:a bit|a little|far|much|way|just"
    rf"|still))*"
    r" (?:too )?(?:soon|early|late)[,;.]? (?:so |and )?(?:(?:she|he|it|they|that)(?: should| must| needs? to| has"
    r" to| can)?"
    r"|(?:make|have|let|move|shift|nudge) (?:her|him|it|them|that))(?: (?:start|come in|begin|enter|be|go|move))? "
    rf"{_MUCH} (?P<way>later|earlier|sooner){_END}",
    re.IGNORECASE,
)
_WAYS = {"right": "later", "left": "earlier", "+": "later", "-": "earlier", "−": "earlier", "late": "earlier"}


def as_later(text: str) -> str:
    """The same request with "later" or "earlier"; the same text for anything else."""
    simple = plain(text)
    if '"' in simple or "?" in simple:
        return text
    if match := _TOO_SOON.match(simple):
        return f"{match['lead']}move {match['who']} {match['much']} {match['way']}{match['end']}"
    for form, way in _FORMS:
        if match := form.match(simple):
            parts = match.groupdict()
            said = parts.get("side") or parts.get("sign") or parts.get("is") or ""
            way = way or _WAYS.get(said.lower(), "later")
            return f"{match['lead']}move {match['who']} {match['much']} {way}{match['end']}"
    return text

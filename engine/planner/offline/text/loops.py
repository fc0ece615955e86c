"""Loops told by where they end: "keep the keys going until bar 13" repeats the keys until bar 13."""

from __future__ import annotations

import re
from collections.abc import Callable

from engine.planner.offline.text.number_words import spoken_number
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_PLACE = (
    r"(?P<end>the (?:very )?end(?: of (?:the )?[\w'-]+(?: \d)?)?|(?:bar|measure) \d+(?: (?:starts|begins"
    r"|comes(?: in)?|kicks in))?"
    r"|(?:the )?(?!end\b|it\b|that\b|we\b|i\b)[\w'-]+(?: \d)?(?= (?:starts|begins|comes in|kicks in)| marker|\W*$))"
)
_UNTIL = r"(?:until|till?|up to|as far as|all the way (?:to|until)|through to)"
_GO = (
    r"(?:repeat|loop|go round|go on|run|last|continue|keep (?:on )?(?:going|looping|repeating|playing"
    r"|running)|carry on|run on|play on|play|sound)"
)
_THROUGH = r"(?:right |all the way )?(?:through(?:out)?|during|over|across)(?: all of)?"
_WHAT = r"(?P<what>(?!bars?\b)[\w' -]{1,40}?)"
_LEAD = (
    r"^\W*(?:(?:ok(?:ay)?|now|and|then|so|good|great|nice|perfect|lovely|yes|love it|that'?s (?:it|the one|good|great)"
    r"|please|can you|could you|just)\W+)*"
)
_FORMS = tuple(
    regex(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_LEAD}{_WHAT},? (?:should|must|has to|have to|needs to|need to"
        rf"|can) (?:now )?{_GO} (?:for )?(?:{_UNTIL}|to) {_PLACE}(?P<rest>.*)$",
        rf"{_LEAD}(?:make|have|let|get) {_WHAT} (?:to )?{_GO} (?:{_UNTIL}|to) {_PLACE}(?P<rest>.*)$",
        rf"{_LEAD}(?P<before>[^,;.]*[,;.] )?(?:carry|run|continue|prolong) {_WHAT} (?:on )?(?:{_UNTIL}|to) {_PLACE}"
        r"(?P<rest>.*)$",
        rf"{_LEAD}{_WHAT},? (?:goes on|runs on|carries on|continues|keeps (?:going|looping|repeating"
        rf"|playing)) {_UNTIL} {_PLACE}"
        r"(?P<rest>.*)$",
        rf"{_LEAD}keep {_WHAT} (?:going|looping|repeating|playing|running) (?:{_UNTIL}|to) {_PLACE}(?P<rest>.*)$",
        rf"{_LEAD}(?:loop|repeat|extend|stretch out) {_WHAT} (?:out |on )?(?:{_UNTIL}|to"
        r"|so (?:that )?(?:it|they) (?:goes|go|runs?"
        rf"|plays?|lasts?|fills?|ends?)(?: out| on)? (?:{_UNTIL}|to|at)) {_PLACE}(?P<rest>.*)$",
    )
)
_THROUGH_A_PART = regex(
    rf"(?P<head>^\W*(?:\w+\W+){{0,2}}?(?:keep|let|have|carry|loop|repeat|extend) [\w' -]{{1,40}}?(?:going"
    r"|looping|playing|running|repeat|go on"
    rf"|continue|run|on|loop|repeat)?) {_THROUGH} (?:the )?(?P<part>(?!bars?\b)[\w'-]+(?: \d)?)"
    r"(?P<tail>\W*(?:please\W*)?)$",
    re.IGNORECASE,
)
""" "Keep the pad going through the chorus": until that part ends."""
_FOR_BARS = regex(
    rf"{_LEAD}(?:loop|repeat|run|extend) {_WHAT} (?:out )?(?:for|over|to(?= \d+ bars)|to fill|to make|so (?:that"
    rf" )?(?:it's|it is|they're|it fills"
    r"|it lasts|it makes)) (?P<count>\d+|two|four|eight|twelve|sixteen) bars\b(?: long)?"
    r"(?P<rest>\W*(?:(?:please|pls|now|then)\W*)*)$",
    re.IGNORECASE,
)
_SECONDS = regex(r"\b(?:last|first|only|times|twice|bpm|seconds?)\b", re.IGNORECASE)
_LOUD = regex(r"\b(?:fade|volume|tempo|playback|song|arrangement)\b", re.IGNORECASE)


def as_loop(text: str) -> str:
    """ "Repeat the keys until bar 13" for what says that in other words; "for 8 bars" as bars in all."""
    simple = plain(text)
    if '"' in simple:
        return text
    simple = (
        _THROUGH_A_PART.sub(r"\g<head> until the end of the \g<part>\g<tail>", simple)
        if len(simple) == len(text)
        else simple
    )
    for form in _FORMS:
        match = form.match(simple)
        if match and not _SECONDS.search(match["what"]) and not _LOUD.search(match["what"]):
            before = match.groupdict().get("before") or ""
            return f"{before}loop {match['what']} until {match['end']}{match['rest']}"
    return text


def as_loop_until(text: str, bars_of: Callable[[str], tuple[float, float] | None]) -> str:
    """ "Loop the keys for 8 bars" with the bar at which that ends; `bars_of` tells where a named thing begins."""
    match = _FOR_BARS.match(plain(text))
    lies = bars_of(match["what"]) if match and not _LOUD.search(match["what"]) else None
    if not match or not lies:
        return text
    count = int(match["count"]) if match["count"].isdigit() else int(spoken_number(match["count"].lower()) or 0)
    return f"loop {match['what']} until bar {lies[0] + count:g}{match['rest']}" if count else text

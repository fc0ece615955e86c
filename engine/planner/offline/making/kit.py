"""The kit of a wish: which drums it is to have and on which beats they fall, for what is written as notes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.planner.regex import regex

PIECE = (
    r"(?:bass ?drums?|kick ?drums?|kicks?|snares?|rims?|rim ?shots?|hand ?claps?|claps?|finger ?snaps?|snaps?"
    r"|(?:open |closed )?hi[- ]?hats?|(?:open |closed )?hats?|rides?|shakers?|crash(?:es)?|toms?"
    r"|tambourines?|tambs?|cow ?bells?|bongos?|congas?|claves?|wood ?blocks?|triangles?)"
)
_ONE = rf"(?:(?:an?|the|some) )?(?:(?:soft|softer|quiet|light|gentle) )?{PIECE}"
_LIST = rf"{_ONE}(?:(?:, and |, | and | & | n | plus | or ){_ONE})*"
_ARTICLES = regex(r"\b(?:an?|the|some) |,")
_BEAT = r"(?:[1-4](?:st|nd|rd|th)?|one|two|three|four|first|second|third|fourth)"
_BEATS = rf"(?P<beats>{_BEAT}(?:(?:,? and (?:the )?|, ?| & ){_BEAT})*)"
_COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4, "first": 1, "second": 2, "third": 3, "fourth": 4}
_ON_BEATS = regex(
    rf"(?:\s*,)?\s*\b(?:(?:just|only|always) )*on (?:the (?:beats? )?|beats? )?{_BEATS}"
    rf"(?: of (?:(?:each|every) bar|(?:the|my|our)(?= )))?"
    r"(?![\w.])(?!\s*(?:d ?b|%|bars?\b))"
)
_HERE_ONLY = regex(rf"(?:\s*,)?\s*\b(?:just|only|nothing but) (?P<what>{_LIST})(?![\w-])(?:\s*only\b)?")
_ALONE = regex(rf"(?P<what>{_LIST}) (?:only|alone)\b")
_WITHOUT = regex(rf"(?:\s*,)?\s*\b(?:no|without|minus|with no|but no) (?P<what>{_LIST})(?![\w-])")
_FEEL = regex(
    r"(?:\s*,)?\s*\b(?:in |with (?:an? )?)?(?P<feel>(?:half|double)[- ]?time|(?:four|4)[- ](?:on|to)[- ]the[- ]floor)"
    r"(?: feel)?\b"
)
_EVERY = regex(
    r"(?:\s*,)?\s*\b(?:(?:just|only|playing|on|in|with|doing) )*"
    r"(?:(?:straight|steady|running|constant|every|each|all)|(?:in|playing))"
    r" (?:(?P<n>16|8)ths?|(?P<w>sixteenth|semiquaver|eighth|quaver|quarter|crotchet)s?|(?P<beat>beat))(?: notes?)?\b"
)
_OFFBEATS = regex(
    r"\b(?:(?:on|in) (?:(?:all|every|each|just|only) (?:of )?)?(?:the )?)?off[- ]?beats?\b"
    r"(?: (?:only|of (?:each|every) bar))?"
)
_LEANS = regex(
    r"(?:\s*,)?\s*\b(?:and )?(?:lean(?:ing)?|accent(?:s|ed|ing)?|emphasis(?:ed|e)?|emphasi[sz]e[ds]?|stress(?:ed)?"
    r"|heavier|louder|harder)"
    rf" (?:on )?(?:the )?(?:beats? )?{_BEATS}(?![\w.])"
)
_GRIDS = {"sixteenth": "16th", "semiquaver": "16th", "eighth": "8th", "quaver": "8th"}
_PIECES = regex(rf"\b{PIECE}(?![\w-])")
_PIECE_NOUN = regex(rf"(?:[\w-]+ )*?(?P<piece>{PIECE})(?: (?:parts?|patterns?|loops?|hits?))?$")


@dataclass(frozen=True)
class KitSaid:
    """What is said of the drums, as the style of what is written."""

    style: str = ""
    beats: str = ""
    """Where a single drum falls, as it was said."""
    every: str = ""
    """Of what it plays every one: 16th, 8th, quarter or offbeat."""


def kit_said(text: str) -> tuple[str, KitSaid]:
    """The text without what it says of the drums, each character of that a blank; and that."""
    said: list[str] = []
    beats = ""
    for pattern, form in (
        (_FEEL, "{feel}"),
        (_HERE_ONLY, "only {what}"),
        (_ALONE, "only {what}"),
        (_WITHOUT, "without {what}"),
    ):
        if found := pattern.search(text):
            told = {name: _ARTICLES.sub("", what or "") for name, what in found.groupdict().items() if name == "what"}
            said.append(form.format(**{**found.groupdict(), **told}))
            text = text[: found.start()] + " " * len(found[0]) + text[found.end() :]
    every, text = every_told(text)
    if every and (lean := _LEANS.search(text)):
        said.append(f"accents on {' and '.join(_digits(lean['beats']))}")
        text = text[: lean.start()] + " " * len(lean[0]) + text[lean.end() :]
    if found := _ON_BEATS.search(text):
        digits = _digits(found["beats"])
        if len(digits) > 1 or re.search(r"\bthe (?:\d|[a-z]+$)|beat", found[0]):  # "a crash on 4" is a bar
            beats = " and ".join(digits)
            text = text[: found.start()] + " " * len(found[0]) + text[found.end() :]
    return text, KitSaid(", ".join(said), beats, every)


def _digits(beats: str) -> list[str]:
    """ "Two and four", "2 & 4": the beats."""
    told = re.findall(r"[1-4]|[a-z]{3,}", beats)
    return [str(_COUNTS.get(one, one)) for one in told if one in _COUNTS or one.isdigit()]


def every_told(text: str) -> tuple[str, str]:
    """ "Kick on every 16th", "an offbeat hi-hat": the note value, where one drum is named; and the text without it."""
    off = _OFFBEATS.search(text)
    found = off or _EVERY.search(text)
    if found is None or len({one[0].rstrip("s") for one in _PIECES.finditer(text)}) != 1:
        return "", text
    if off:
        return "offbeat", text[: found.start()] + " " * len(found[0]) + text[found.end() :]
    value = f"{found['n']}th" if found["n"] else _GRIDS.get(found["w"] or "", "quarter")
    return value, text[: found.start()] + " " * len(found[0]) + text[found.end() :]


def piece_in(words: str) -> str:
    """The drum that a phrase ends with: "dry claps", "shaker pattern"; "" for any other."""
    found = _PIECE_NOUN.fullmatch(words)
    return found["piece"] if found else ""

"""Amount of it: what a turn says that is about nothing but how far an act went: "half of that", "a third less"."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from engine.planner.offline.conversation.bare_words import LONGEST, is_bare, way_and_axis
from engine.planner.offline.conversation.things import Things
from engine.planner.offline.text.note_value import NOTE_VALUE, note_beats
from engine.planner.offline.text.number_words import spoken_number
from engine.planner.offline.text.quantity import Quantity, quantities
from engine.planner.offline.text.share_said import COUNT, PART, share_of
from engine.planner.regex import regex

Kind = Literal["times", "back", "other way", "to", "by"]


@dataclass(frozen=True)
class Amount:
    """How far it should have gone."""

    kind: Kind
    """times: so many times as far; back: that share of the way back; other way: as far there; to: so much; by: so much
    more."""
    size: float = 0.0
    axis: str = ""
    """What the words turn: speed, level …; "" where they say none."""
    words: str = ""
    """Those that say it."""
    figure: Quantity | None = None
    of: tuple[str, ...] = ()
    """The arguments that are named: ("release_ms",)."""
    is_to: bool = False
    """It was told to what, with these words: "to 5", "at 5"."""
    is_verb: bool = False
    """ "Bump it by one": its way is up or down, not on or back."""


_IT = r"(?:that|it|this|them|those)"
_OF_IT = (
    rf"(?:of )?(?:{_IT}|(?:the|that) (?:amount|move|change|distance|difference|way|figure)"
    rf"|what (?:{_IT} (?:is|was)|you (?:did|had|gave)|we (?:did|had))(?: now)?)"
)
_AS = r"as (?:much|many|far|long|strong|hard|wet|big|fast|deep|wide)(?: as (?:that|it|this|before|now|it was))?"
_LESS = (
    r"cut|reduce|lower|drop|decrease|shorten|soften|dial|ease|turn|bring|take|pull|back|tone|bump|scale|shrink|trim|come"
    r"|go|move"
)
_MORE = r"raise|increase|boost|push|bump|turn|bring|lift|crank|extend|lengthen|stretch|grow|up|go"
_BEFORE = (
    r"(?:(?:what|how|where) (?:it|that|they) (?:was|were|had been|started)|before|the original|the old one)(?: before)?"
)
_NOW = r"(?:that|this|now|here|(?:what|where|how) (?:it|that) is(?: now)?)"
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, regex(rf"(?<![\w.]){form}(?!\w)"))
    for kind, form in (
        ("back", rf"(?:in |some ?where )*between {_NOW} and {_BEFORE}"),
        ("back", rf"(?:in |some ?where )*between {_BEFORE} and {_NOW}"),
        ("back", r"(?:some ?where )?in[ -]?between(?: (?:the two|those(?: two)?|them))?"),
        ("back", r"(?:split the difference|meet (?:me |it )?(?:in the middle|half ?way)|middle ground)"),
        ("back", rf"{PART}(?:[ -]?way| of (?:{_IT}|the way))? back"),
        ("back", r"(?P<part>half)[ -]?way(?: back)?"),
        ("back", r"back (?P<part>half)[ -]?way"),
        ("back", rf"(?:give|put|take|get|undo|bring|revert) (?:back )?{PART}(?: {_OF_IT})?(?: back)?"),
        ("back", r"(?:back (?:it )?off|ease (?:it )?off|dial (?:it )?back) by (?P<part>half)"),
        ("less", rf"(?:{_LESS}) (?:{_IT} )?(?:(?:down|back|off) )?by {PART}(?! (?:back|of))"),
        ("more", rf"(?:{_MORE}) (?:{_IT} )?(?:(?:up|out) )?by {PART}(?! (?:back|of))"),
        ("less", rf"(?:take|knock|shave|cut) {PART} off(?: (?:of )?{_IT})?"),
        ("less", rf"{PART} off"),
        ("more", rf"add {PART}(?: (?:to|on) (?:{_IT}|top))?"),
        ("way", rf"(?:by )?{PART} (?P<way>[a-z]+er|less|more|further)(?: than (?:{_IT}|before|now|it was|it is))?"),
        ("way", rf"(?P<way>[a-z]+er|less|more|further) by {PART}"),
        ("times", r"half again(?: (?:as much|that))?"),
        ("times", rf"{PART} (?:{_OF_IT}|{_AS})(?! back)"),
        ("times", rf"(?:(?:cut|chop|split|take|bring|get) (?:{_IT} )?)?(?:down )?(?:in|to) (?P<part>half)"),
        ("times", rf"(?P<count>twice|thrice|double|triple|quadruple|{COUNT}(?: ?x| times)) (?:{_OF_IT}|{_AS})"),
        ("times", rf"(?P<count>double|triple|quadruple|halve)(?: {_IT})?"),
        ("times", r"(?:at |only |just )*(?P<part>half)(?: (?:the|that) (?:amount|much|size))?"),
        ("times", r"(?P<count>twice)"),
        (
            "other way",
            r"(?:(?:by )?(?:the )?same (?:amount|again|thing|much|figure|distance|size)?,? ?|as (?:much|far),? "
            r"|that,? )?"
            r"(?:but )?(?:(?:in |to |goes? |going )?the )?(?:other|opposite)(?: (?:way|direction))(?: (?:round|around"
            r"|about))?",
        ),
        ("other way", r"(?:(?:the )?same|that|it),? (?:but )?(?:mirrored|reversed|inverted|upside down|the opposite)"),
    )
)
_TIMES = {"twice": 2.0, "double": 2.0, "thrice": 3.0, "triple": 3.0, "quadruple": 4.0, "halve": 0.5}
_BETWEEN = frozenset(
    "come say try use take pick choose change changed value setting instead rather fine perfect right works do go way"
    " amount"
    " what you did had will have that'll it'll enough plenty bring cut drop keep back down up only be"
    " was it that them those same".split()
)
"""Words beside an amount, besides the bare ones."""
_LEVEL_SAID = regex(r"\b(?:loud|quiet|level|volume)\b|\b(?:louder|quieter|softer)\b")
_ADDS = regex(r"\b(?:again|another|once more|as well|also|too|else|first|last|next)\b")
_TURNS = regex(
    r"\b(?:up|down|more|less|by|than|every|each|left|right|back|off|on|from|only|ones?|in|after|before|until|till|over"
    r"|between|[a-z]{3,}er)\b"
)
"""A figure beside these is no plain one in the place of another."""


_ABOUT = regex(
    r"\b(?:(?:an? (?:smidge|bit|touch|hair|tad|little) |just |slightly |a little bit )?(?:over|under|above|below"
    r"|more than|less than)|about|around|roughly|maybe|something like|nearly|almost)"
    rf" (?={COUNT}\b|half|an? (?:third|quarter|fifth))"
)
""" "A smidge over half of that" is half of that."""
_INSTEAD = regex(r",? ?\b(?:rather than|instead of|not) (?:that|this|it)\b|\binstead\b")
_UP_TO = regex(r"\b(?:up|down|back|on) to (?=[-+\d]|" + COUNT + r"\b)")
_MIXED = regex(r"\b(?:and|n) (?:an? |one )?(?:half|quarter|third)\b|\bhalf (?:an?|of an?) ")
""" "Two and a half", "half a bar"."""


def amount_of_it(things: Things, own: set[str], done: Collection[str] = ()) -> Amount | None:
    """What such a turn says; None for any other. `own`: ids of what the act was done to, `done`: words for it."""
    low = things.low
    if len(things.words) > LONGEST or '"' in low or "?" in low or _ADDS.search(low):
        return None
    left = low
    for one in things.mentions:
        first, last = things.words[one.first].start, things.words[one.last].end
        if way_and_axis(low[first:last]) or low[first:last].isdigit():
            continue
        if not set(one.ids) & own or one.is_other:
            return None
        left = f"{left[:first]}{' ' * (last - first)}{left[last:]}"
    left = _ABOUT.sub(" ", left)
    for kind, form in () if _MIXED.search(left) else _FORMS:
        if match := form.search(left):
            rest = f"{left[: match.start()]} {left[match.end() :]}"
            named, rest = _named(rest)
            found = _told(kind, match)
            return Amount(*found, words=match[0], of=named) if found and _says_no_more(rest, done) else None
    return _by(left, done) or _to(left, done)


def _told(kind: str, match: re.Match[str]) -> tuple[Kind, float, str] | None:
    said = match.groupdict()
    part = said.get("part")
    size = share_of(part) if part else 0.5 if kind == "back" else 0.0
    if part and not size or kind != "times" and _LEVEL_SAID.search(match[0]) and part and "%" not in part:
        return None
    if kind == "back":
        return "back", size, ""
    if kind == "other way":
        return "other way", 1.0, ""
    if kind in ("less", "more"):
        return "times", 1 - size if kind == "less" else 1 + size, ""
    if kind == "way":
        way, axis = way_and_axis(said["way"] or "")
        return ("times", 1 + way * size, "" if axis == "amount" else axis) if way else None
    adjective = re.search(r"\bas (\w+)", match[0])
    axis = way_and_axis(adjective[1])[1] if adjective else ""
    if part:
        return "times", size, axis
    count = said.get("count")
    if count is None:
        return "times", 1.5, ""
    word = re.sub(r" ?(?:x|times)$", "", count)
    number = _TIMES.get(word) or (float(word.replace(",", ".")) if word[0].isdigit() else spoken_number(word))
    return ("times", float(number), axis) if number else None


def _named(rest: str) -> tuple[tuple[str, ...], str]:
    """The settings that are named by the words for them, and the words without those."""
    named = []
    for name, pattern in _SETTINGS:
        if match := pattern.search(rest):
            named.append(name)
            rest = f"{rest[: match.start()]} {rest[match.end() :]}"
    return tuple(named), rest


_SETTINGS = tuple(
    (name, regex(rf"\b(?:{words})\b"))
    for name, words in (
        ("feedback", r"feedback|repeats"),
        ("wet", r"wet(?:ness)?|wet[ /]dry|dry[ /]wet"),
        ("threshold_db", r"thresh(?:old)?"),
        ("attack_ms", r"attack"),
        ("release_ms", r"release"),
        ("drive_db", r"drive"),
        ("depth", r"depth"),
        ("rate_hz", r"rate|speed"),
        ("size", r"(?:room )?size"),
        ("ratio", r"ratio"),
        ("q", r"q"),
    )
)


def _says_no_more(rest: str, done: Collection[str]) -> bool:
    return all(is_bare(word) or word in _BETWEEN or word in done for word in re.findall(r"[^\W_]+(?:'[a-z]+)?", rest))


_MORE_BY = r"(?P<way>more|less|further|fewer|longer|shorter|faster|slower|quicker|up|down|later|earlier|wetter|drier)"
_BY_FORMS = tuple(
    regex(form)
    for form in (
        rf"(?:by )?(?P<n>FIGURE) {_MORE_BY}(?: than (?:{_IT}|before|now|it was|it is))?(?!\w)",
        rf"{_MORE_BY} by (?P<n>FIGURE)",
        r"(?P<way>bump|raise|push|lower|drop|reduce|ease) (?:it|that|this) (?:(?:up|down|back) )?by (?P<n>FIGURE)",
    )
)


def _by(left: str, done: Collection[str]) -> Amount | None:
    """ "2 more", "longer by a bar", "bump it by one"."""
    figures = quantities(left)
    if len(figures) != 1:
        return None
    one = figures[0]
    told = f"{left[: one.start]}FIGURE{left[one.end :]}"
    match = next((found for form in _BY_FORMS if (found := form.search(told))), None)
    if match is None or one.signed:
        return None
    named, rest = _named(f"{told[: match.start()]} {told[match.end() :]}")
    if not _says_no_more(rest, done) or re.search(r"\b(?:to|not|than|only|just)\b", rest):
        return None
    word = match["way"]
    way, axis = way_and_axis(word) if word != "fewer" else (-1, "amount")
    is_verb = not way
    way = way or (1 if word in ("bump", "raise", "push") else -1)
    axis = "" if axis in ("amount", "any", "") else axis
    return Amount("by", way * one.value, axis, words=left[one.start : one.end], figure=one, of=named, is_verb=is_verb)


def _to(left: str, done: Collection[str]) -> Amount | None:
    """ "Make it 5", "no, two and a half", "quarter notes instead", "release two hundred"."""
    notes = [one for one in NOTE_VALUE.finditer(left) if not left[: one.start()].endswith("and a ")]
    notes = [one for one in notes if not one["count"] or not one[0].startswith("a") or one["after"] or "note" in one[0]]
    if len(notes) == 1 and not re.search(r"\band\s*$", left[: notes[0].start()]):
        rest = NOTE_VALUE.sub(" ", left)
        named, rest = _named(rest)
        beats = note_beats(notes[0])
        figure = Quantity(beats, "beats", notes[0].start(), notes[0].end())
        is_it = _says_no_more(rest, done) and not _TURNS.search(rest)
        return Amount("to", beats, words=notes[0][0], figure=figure, of=named) if is_it else None
    left = re.sub(r" on (?:that|it|this)\b", "", left)
    left = _UP_TO.sub(lambda match: "to ".rjust(len(match[0])), left)
    if _INSTEAD.search(left):
        left = re.sub(r"\bby\b", "  ", _INSTEAD.sub(lambda match: " " * len(match[0]), left))
    figures = [one for one in quantities(left) if one.unit or left[one.start : one.end] != "one"]
    if len(figures) != 1:
        return None
    one = figures[0]
    rest = f"{left[: one.start]} {left[one.end :]}"
    named, rest = _named(rest)
    is_to = re.search(r"\b(?:to|at)\s*$", left[: one.start]) is not None
    if _TURNS.search(rest) or not _says_no_more(rest, done):
        return None
    return Amount("to", one.value, words=left[one.start : one.end], figure=one, of=named, is_to=is_to)

"""Ones: "the left one", "the other one", "the second one", "the first two" of what was worked on last."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from engine.planner.offline.sentence.apart.focus import Focus, tracks_of
from engine.planner.offline.text.name_keys import keys_of
from engine.planner.offline.text.names import name_words
from engine.planner.regex import regex

_COUNTS = {"two": 2, "2": 2, "three": 3, "3": 3}
_ORDINALS = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "last": -1}
_SIDES = {"left": {"left", "l"}, "right": {"right", "r"}}
_ALONE = r"(?=\s*(?:$|,|\b(?:as|too|also|only|please|by|down|up|should|is|can|was)\b))"
_ONE = regex(
    r"\b(?:(?:the|that) (?:(?P<first>first|last) (?P<count>two|three|2|3)(?: ones)?"
    r"(?! (?:bars?|beats?|clips?|notes?))"
    r"|(?P<other>other) one|(?P<place>first|1st|second|2nd|third|3rd|fourth|last) one"
    rf"|(?P<side>left|right){_ALONE})|(?:(?:the|that) )?(?P<which>[a-z]+) one(?! (?:bars?|beats?|steps?|semi\w+"
    rf"|octaves?|d ?bs?"
    r"|decibels?|seconds?|percent|cents?|third|half)\b))"
    r"(?:(?![\w'])|(?='?s (?:(?:a|way|far|still|just|so|not|quite|kinda|pretty|really|bit) )*(?:too|so|bit|not|way)\b))"
)
_OF_BARS = regex(r"\b(?:first|last|final|opening)\b.*\b(?:bars?|beats?)\b")
""" "The last 4 bars": "just the last two" are bars as well."""
_TO_THE = regex(r"\b(?:to|on|at|hard|from|towards)\s*$")


_LETTER = regex(r"(?:^|[,;] *|\band +)(?P<side>[lr])(?= +\d)")
""" "L 80 left, R 60 right": the two of the only pair."""


@dataclass(frozen=True)
class One:
    """Some of them, told at characters `start` … `end`."""

    start: int
    end: int
    tracks: tuple[str, ...]


def ones_said(text: str, focus: Focus) -> list[One]:
    """Those that are told by what sets them apart; none where that is not clear."""
    found = [(match, _meant(match, text, focus)) for match in _ONE.finditer(text)]
    return [One(*match.span(), tracks) for match, tracks in found if tracks] + _letters(text, focus)


def _letters(text: str, focus: Focus) -> list[One]:
    pair = {side: [one for one in focus.state.context.tracks if name_words(one)[-1:] == (side,)] for side in "lr"}
    if any(len(tracks) != 1 for tracks in pair.values()):
        return []
    return [One(*match.span("side"), tuple(pair[match["side"]])) for match in _LETTER.finditer(text)]


def _meant(match: re.Match[str], text: str, focus: Focus) -> tuple[str, ...]:
    last = _worked_on(focus)
    if match["side"] and _TO_THE.search(text[: match.start()]):
        return ()
    if not last:
        return _at_the_side(match["side"] or match["which"], focus)
    if match["first"] and _OF_BARS.search(focus.acts[0].said.lower()):
        return ()
    if match["first"]:
        count = _COUNTS[match["count"]]
        meant = last[:count] if match["first"] == "first" else last[-count:]
        return tuple(meant) if len(last) > count else ()
    if match["place"]:
        place = _ORDINALS[match["place"]]
        return (last[place],) if len(last) > 1 and -len(last) <= place < len(last) else ()
    if match["other"]:
        return _other(last, focus)
    word = match["side"] or match["which"]
    for among in (last, _before(last, focus), [each for one in last for each in _twins(one, focus)]):
        called = [
            one for one in dict.fromkeys(among) if name_keys(one) & _SIDES.get(word, {word}) or _is_told(word, one)
        ]
        if called:
            return tuple(called) if len(called) == 1 else ()
    return _at_the_side(word, focus)


def _at_the_side(word: str | None, focus: Focus) -> tuple[str, ...]:
    """ "The left one", where one track alone is called so."""
    keys = _SIDES.get(word or "")
    called = [one for one in focus.state.context.tracks if keys and name_keys(one) & keys]
    return tuple(called) if len(called) == 1 else ()


def _is_told(word: str, name: str) -> bool:
    """Is it a word of the name, however that is abbreviated?"""
    return any(said <= own for said in keys_of(word) for own in keys_of(name))


def name_keys(name: str) -> set[str]:
    """The words of a name."""
    return set(name_words(name))


def _worked_on(focus: Focus) -> list[str]:
    return list(dict.fromkeys(track for act in focus.last() for track in focus.tracks_about(act)))


def _before(last: Sequence[str], focus: Focus) -> list[str]:
    """Those that the same was done to in the turns right before."""
    found: list[str] = []
    kind = (focus.acts[0].tool, focus.acts[0].kind)
    for act in focus.acts:
        if (act.tool, act.kind) != kind:
            break
        found += [one for one in tracks_of(act) if one not in last]
    return list(dict.fromkeys(found))


def _other(last: Sequence[str], focus: Focus) -> tuple[str, ...]:
    """The other of two: that it was done to before, else the one that is called like it."""
    if len(last) != 1:
        return ()
    if {*last} < {*focus.state.context.tracks} and len(focus.state.context.tracks) == len(last) + 1:
        return tuple(one for one in focus.state.context.tracks if one not in last)
    twins, before = _twins(last[0], focus), _before(last, focus)
    if len(before) == 1 and (not twins or before == twins):
        return tuple(before)
    return tuple(twins) if len(twins) == 1 and not before else ()


def _twins(track: str, focus: Focus) -> list[str]:
    """Tracks whose names differ from this one's in one word: Fiddle L and Fiddle R."""
    own = name_keys(track)
    return [
        one
        for one in focus.state.context.tracks
        if one != track and len(own) == len(name_keys(one)) > 1 and len(own & name_keys(one)) == len(own) - 1
    ]

"""Arguments of takes: of which clip, what to do, which number."""

from __future__ import annotations

import re

from engine.planner.offline.slots.clause import Args, Clause
from engine.planner.offline.slots.meant import clips_said
from engine.planner.regex import regex

_ORDINAL = {
    "first": 1,
    "1st": 1,
    "original": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "fifth": 5,
    "5th": 5,
    "sixth": 6,
    "6th": 6,
    "seventh": 7,
    "7th": 7,
    "eighth": 8,
    "8th": 8,
    "ninth": 9,
    "tenth": 10,
}
_WORD = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_NUMBERED = regex(
    rf"\b(?:takes?|versions?|pass(?:es)?|numbers?|no\.?|states?|try|#)\s*#?(?P<a>\d+|{'|'.join(_WORD)})\b"
    rf"(?:\s*(?:and|vs\.?|versus|with|against|or|,|&|/)\s*(?:take |version |number |the )*(?P<b>\d+"
    rf"|{'|'.join(_WORD)}|last|newest|latest)\b)?"
)
_BARE_PAIR = regex(
    r"\b(\d{1,2})\s*(?:vs\.?|versus|against|and|or)\s*(\d{1,2}|(?:the )?(?:last|newest"
    r"|latest))\b"
)
_LAST = regex(r"\b(?:last|newest|latest|current|most recent)\b")
_BEFORE = regex(
    r"\b(?:previous|(?:the )?(?:one|take|version|state) before|before (?:this|that|the client)|earlier|last"
    r" but one)\b"
)
_FIRST = regex(r"\b(?:original(?:ly)?|at first|to begin with|the old|oldest)\b")


def take(clause: Clause) -> Args:
    """clip, action, number."""
    action = _action(clause)
    args: Args = {"action": action}
    numbers = _numbers(clause)
    clips = clips_said(clause, ("audio", "midi"), hidden=_hidden(clause))
    if clips:
        args["clip"] = clips if len(clips) > 1 else clips[0]
    elif not clause.carries:
        clause.need("The takes of which clip?")
    if action == "list":
        return args
    if numbers:
        args["number"] = " ".join(map(str, numbers)) if action == "compare" else str(numbers[0])
    elif action == "use" and not clause.carries:
        clause.need("Which take: its number, the one before or the last?")
    return args


def _hidden(clause: Clause) -> list[tuple[int, int]]:
    return [match.span() for match in _NUMBERED.finditer(clause.low)]


def _action(clause: Clause) -> str:
    if clause.has(r"\b(?:compare|versus|vs|against|a/?b|beside|difference|different)\b"):
        return "compare"
    if clause.has(r"\b(?:delete|throw|bin|remove|get rid|trash|scrap|erase|can go)\b"):
        return "delete"
    if clause.kind == "list" or clause.has(r"^\W*(?:which|what|list|show|tell|how many|read)\b"):
        return "list"
    return clause.kind or "use"


def _value(word: str) -> int | str:
    word = word.removeprefix("the ")
    return int(word) if word.isdigit() else _WORD.get(word) or "last"


def _numbers(clause: Clause) -> list[int | str]:
    low = clause.low
    pair = _BARE_PAIR.search(low)
    if pair:
        return [_value(pair[1]), _value(pair[2])]
    found: list[int | str] = []
    for match in _NUMBERED.finditer(low):
        found += [_value(match["a"])] + ([_value(match["b"])] if match["b"] else [])
    if not found:
        spots = [(match.start(), _ORDINAL[match[0]]) for match in re.finditer(rf"\b(?:{'|'.join(_ORDINAL)})\b", low)]
        found = [value for _, value in sorted(spots)]
    if _BEFORE.search(low) and not found:
        return [-1]
    if not found and _FIRST.search(low):
        return [1]
    if _LAST.search(low) and "last" not in found and (not found or clause.has(r"\b(?:compare|versus|vs|against)\b")):
        found.append("last")
    return found

"""Repairs inside a request: a figure, side or key that is taken back while more is still to come.

"Snare up 3, no, 2 dB, and the toms down 1" is read as "snare up 2 dB, and the toms down 1". What only changes the
last thing said is a change of mind (`engine.planner.offline.text.self_correction`).
"""

from __future__ import annotations

import re

from engine.planner.offline.text.quantity import Quantity, quantities
from engine.planner.offline.text.self_correction import MOST_TURNS, TAKEN_BACK
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_TURN = regex(
    rf"(?:\s*(?:[,;:.!?]+|\s-+|\.{{2,}})\s*(?:{TAKEN_BACK}|(?:(?:or\s+)?better|oh\s+say|erm?|hm+(?:\s+(?:rather|no))?)\b[\s,]+)"
    r"|[\s,]+(?:no wait|make (?:that|it)|sorry|i mean|i meant|or rather|scratch that)\b[\s,]+)(?=[\w+\"-])",
    re.IGNORECASE,
)
_MORE = regex(r"[,;]|\b(?:and|then)\b|\bwith (?:a|an|the|some)\b")
_WAYS = (("up", "down"), ("left", "right", "centre", "center", "middle"), ("plus", "minus"), ("louder", "quieter"))
"""Words that take each other's place."""
_SIDE = regex(r"(?:hard |all the way )?(left|right|centre|center|middle)", re.IGNORECASE)
_KEY = regex(r"\b[A-Ga-g](?:#|b|\s?flat|\s?sharp)?(?:\s(?:minor|major))?", re.IGNORECASE)
_NEAR = 3
"""So many words may stand between a figure and the turn."""


def repaired(text: str) -> str:
    """The text without what was taken back in the middle of it."""
    for _ in range(MOST_TURNS):
        shorter = next((made for match in _turns(text) if (made := _without(text, match))), "")
        if not shorter:
            return text
        text = shorter
    return text


def _turns(text: str) -> list[re.Match[str]]:
    simple = plain(text)
    quoted = [match.span() for match in re.finditer(r'"[^"]*"', simple)]
    found = [one for one in _TURN.finditer(simple) if not any(a < one.start() < b for a, b in quoted)]
    return found if len(found) <= MOST_TURNS else []


def _without(text: str, turn: re.Match[str]) -> str:
    """The text with what stands behind a turn in place of the same before it, or ""."""
    head, tail = text[: turn.start()], text[turn.end() :]
    return _new_figure(head, tail) or _new_word(head, tail, _SIDE) or _new_word(head, tail, _KEY)


def _new_figure(head: str, tail: str) -> str:
    olds, news = quantities(head), quantities(tail)
    if not olds or not news:
        return ""
    new, is_range = news[0], news[0].low and olds[-1].high
    old, end = olds[-2] if is_range else olds[-1], news[1].end if is_range else new.end
    between, lead = head[olds[-1].end :], tail[: new.start]
    if max(len(between.split()), len(lead.split())) > _NEAR or not _is_alike(olds[-1], new):
        return ""
    if not _MORE.search(plain(tail[end:])):
        return ""
    unit = _unit_of(head, olds[-1]) if not new.unit and not is_range else ""
    after = "" if _shares_a_way(between, tail[end : end + 24]) else between.rstrip()
    return f"{_before(head[: old.start], lead)}{lead}{tail[new.start : end]}{unit}{after}{tail[end:]}"


def _is_alike(old: Quantity, new: Quantity) -> bool:
    return old.unit == new.unit or "" in (old.unit, new.unit) or {old.unit, new.unit} == {"bar", "bars"}


def _unit_of(head: str, old: Quantity) -> str:
    words = head[old.start : old.end].split()
    return f" {words[-1]}" if old.unit not in ("", "bar") and len(words) > 1 else ""


def _shares_a_way(between: str, after: str) -> bool:
    """Is what stood behind the old figure (left, down, percent) said again behind the new one?"""
    old, new = set(between.lower().split()), set(re.findall(r"\w+", after.lower()))
    return bool(old & new) or any(old & set(ways) and new & set(ways) for ways in _WAYS)


def _before(head: str, lead: str) -> str:
    """What stands before a figure, without the words that are said again: "down 1, scratch that, down 2"."""
    said = lead.lower().split()
    kept = head.rstrip()
    while said:
        last = kept.rpartition(" ")[2].lower()
        alike = last == said[-1] or any({last, said[-1]} <= set(ways) for ways in _WAYS)
        if last and alike:
            kept = kept[: len(kept) - len(last)].rstrip()
        said.pop()
    return f"{kept} " if kept else ""


def _new_word(head: str, tail: str, pattern: re.Pattern[str]) -> str:
    new = pattern.match(tail)
    olds = [one for one in pattern.finditer(head) if not head[one.end() :].strip(" ,.")]
    if not new or not olds or re.match(r"[\w'#]", tail[new.end() :]) or not _MORE.search(plain(tail[new.end() :])):
        return ""
    if pattern is _KEY and not head[olds[-1].start()].isupper():
        return ""
    return f"{head[: olds[-1].start()]}{tail}"

"""Lone letters: "scat B in place of A" is "scat B in place of scat A", where two tracks differ in that letter only."""

from __future__ import annotations

import re
from collections.abc import Iterable

from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_BEHIND = (
    r"(?=\s*(?:$|[,.;!?&+/)]|(?:and|or|off|out|on|in|at|is|up|down|left|right|hard|muted?|silent|instead|away|please|man"
    r"|mate|now|too|alone|only|goes|can|again|back|louder|quieter|by|[-+]?\d)\b))"
)
""" "A off" is the track, "a bit" is none."""
_OTHER_LETTERS = regex(
    r"\b(?:chords?|keys?|major|minor|notes?|section|part|octave|flat|sharp|tune|pitch|transpose)\b", re.IGNORECASE
)
""" "Chords: A, B and E"."""


def with_letters_named(text: str, names: Iterable[str], places: Iterable[str] = ()) -> str:
    """The request with its name before a letter that stands alone; nothing in quotes."""
    simple = plain(text)
    known = [*dict.fromkeys(names)]
    if '"' in simple or len(simple) != len(text) or _OTHER_LETTERS.search(simple):
        return text
    if {one.lower() for one in (*known, *places)} & set("abcdefgh"):
        return text
    stems: dict[str, set[str]] = {}
    for name in known:
        stem, _, last = name.lower().rpartition(" ")
        if stem and len(last) == 1 and last.isalpha():
            stems.setdefault(stem, set()).add(last)
    for stem, letters in stems.items():
        if len(letters) < 2:
            continue
        alone = re.compile(rf"(?<![\w'-])(?<!{re.escape(stem)} )(?P<one>[{''.join(sorted(letters))}]){_BEHIND}", re.I)
        found = [one for one in alone.finditer(text) if _is_letter(one, text)]
        told = re.search(rf"(?<!\w){re.escape(stem)} (?P<one>[{''.join(letters)}])(?!\w)", text, re.I)
        is_pair = len(stems) == 1 and len({one["one"].lower() for one in found}) > 1
        if not found or not told and not is_pair:
            continue
        for one in reversed(found):
            text = f"{text[: one.start()]}{stem} {one['one']}{text[one.end() :]}"
    return text


def _is_letter(match: re.Match[str], text: str) -> bool:
    """ "Mute a" ends with the letter, "a, b" lists them; a small "a" before "left" may be an article."""
    behind = text[match.end() :].lstrip()
    return match["one"] != "a" or not re.match(r"(?:left|right|hard|back)\b", behind, re.IGNORECASE)

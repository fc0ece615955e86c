"""Takes by name: "anna's second take" is the track that is called Anna tk2."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from engine.planner.offline.text.names import content_words, name_words
from engine.planner.regex import regex

_TAKE = regex(r"^(?P<who>.+?)[\s_-]+(?:tk|take|t)[\s_.-]?(?P<n>[1-9])$", re.IGNORECASE)
_ORDINALS = {"1": "first|1st", "2": "second|2nd|other", "3": "third|3rd", "4": "fourth|4th", "5": "fifth|5th"}


def with_takes_by_name(text: str, names: Sequence[str]) -> str:
    """The text with the name of the track or clip that such words tell; unchanged where they tell none, or several."""
    for pattern, name in _told(tuple(names)):
        text = pattern.sub(lambda match, name=name: name, text)  # type: ignore[misc]
    return text


@functools.lru_cache(maxsize=32)
def _told(names: tuple[str, ...]) -> tuple[tuple[re.Pattern[str], str], ...]:
    found: list[tuple[re.Pattern[str], str]] = []
    for name in names:
        match = _TAKE.match(name)
        words = [word for word in name_words(match["who"]) if content_words(word)] if match else []
        if match is None or not words or sum(one.lower() == name.lower() for one in names) > 1:
            continue
        who, n = rf"(?:the |host )?(?:{'|'.join(map(re.escape, (' '.join(words), words[-1])))})", match["n"]
        nth = _ORDINALS.get(n, n)
        found.append(
            (
                regex(
                    rf"\b(?:the )?(?:{nth}) take (?:of|by|from) {who}\b(?!\s*\d)"
                    rf"|\b{who}(?:['’]?s)? (?:{nth}) take\b(?!\s*\d)|\btake {n} of {who}\b(?!\s*\d)"
                    rf"|\b{who}(?:['’]?s)? take {n}\b",
                    re.IGNORECASE,
                ),
                name,
            )
        )
    return tuple(found)

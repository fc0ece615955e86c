"""Part as object: "quantize chorus 1 to 8ths" says where, not what: it is quantized in chorus 1."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from engine.planner.offline.text.words import compiled
from engine.planner.regex import regex

_DOES = (
    r"quanti[sz]e|humani[sz]e|swing|tighten(?: up)?|loosen(?: up)?|straighten(?: up| out)?"
    r"|(?:fix|clean up) the timing of"
)
_NEXT = regex(
    r"\s+(?P<word>(?!to\b|in\b|on\b|by\b|at\b|with\b|a\b|and\b|but\b|only\b|please\b|up\b)[a-z]\w*)", re.I
)


def with_part_as_place(text: str, parts: Sequence[str], is_name: Callable[[str], bool]) -> str:
    """The request with "it in" before the part of the song; `is_name` tells what is called so in the session."""
    names = [re.escape(name) for name in sorted(parts, key=len, reverse=True) if name and not is_name(name)]
    if not names:
        return text
    pattern = rf"\b(?P<does>{_DOES})\s+(?:the\s+)?(?P<part>{'|'.join(names)})(?![\w'])"
    match = compiled(pattern, re.IGNORECASE).search(text)
    behind = _NEXT.match(text[match.end() :]) if match else None
    if match is None or behind and is_name(behind["word"]):
        return text
    return f"{text[: match.start()]}{match['does']} it in the {match['part']}{text[match.end() :]}"

"""Section first: "the chorus drums" are the drums in the chorus, where a marker is called so."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence


def section_last(text: str, markers: Sequence[str], named: Callable[[str], Sequence[str]]) -> str:
    """The request with "the drums in the chorus" for "the chorus drums"; "" where nothing is said so.

    `named` gives the tracks that words name; what is itself called "Chorus Drums" stays.
    """
    for name in sorted(markers, key=len, reverse=True):
        said = re.search(rf"\b(?P<the>the|my|our) {re.escape(name)} (?P<what>[^\W\d][\w']*)", text, re.IGNORECASE)
        if said is None or not named(said["what"]) or _is_own_name(f"{name} {said['what']}", named):
            continue
        return f"{text[: said.start()]}{said['the']} {said['what']} in the {name}{text[said.end() :]}"
    return ""


def _is_own_name(phrase: str, named: Callable[[str], Sequence[str]]) -> bool:
    return any(track.lower() == phrase.lower() for track in named(phrase))

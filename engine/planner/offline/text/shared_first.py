"""Shared first words: "bv high and low", "gtr L & R" are BV High and BV Low, Gtr L and Gtr R, where both are there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from engine.planner.offline.text.words import plain

_JOINT = r"(?P<joint> ?(?:and|&|\+|n|/|,|plus) ?)"


def with_first_words(text: str, names: Iterable[str]) -> str:
    """The request with the first words once more where names are listed by their last ones; nothing in quotes."""
    simple = plain(text)
    if '"' in simple or len(simple) != len(text):
        return text
    known = list(dict.fromkeys(names))
    own, alone = [name for name in known if len(name.split()) > 1], {name.lower() for name in known}
    for stem, lasts in sorted(_stems(own, simple.lower()), key=lambda one: -len(one[0])):
        told = "|".join(re.escape(one) for one in sorted(lasts, key=len, reverse=True))
        form = re.compile(
            rf"(?<!\w)(?P<stem>{re.escape(stem)})[ _-](?P<first>{told}){_JOINT}(?P<second>{told})(?![\w'-])",
            re.IGNORECASE,
        )
        match = form.search(text)
        while match and match["first"].lower() != match["second"].lower() and match["second"].lower() not in alone:
            joint = match["joint"] if match["joint"].strip() in ("and", ",") else " and "
            whole = f"{match['stem']} {match['first']}{joint}{match['stem']} {match['second']}"
            text = f"{text[: match.start()]}{whole}{text[match.end() :]}"
            match = form.search(text, match.start() + len(match["stem"]) + 1)
    return text


def _stems(names: Iterable[str], text: str) -> Iterator[tuple[str, list[str]]]:
    """What several names begin with, with the last word of each, where the text has it."""
    found: dict[str, list[str]] = {}
    for name in names:
        *first, last = name.split()
        found.setdefault(" ".join(first).lower(), []).append(last)
    for stem, lasts in found.items():
        if len(lasts) > 1 and stem in text:
            yield stem, lasts

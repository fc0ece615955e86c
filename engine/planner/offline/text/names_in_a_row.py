"""Names in a row: "loop bells 808 n hats" is "loop bells, 808 n hats", where three tracks are called so."""

from __future__ import annotations

import re
from collections.abc import Iterable

from engine.planner.offline.text.words import plain
from engine.planner.regex import regex_of

_SHORT = 2


def with_names_parted(text: str, names: Iterable[str]) -> str:
    """The request with commas between names, or words of one name, that stand side by side before "and" and more."""
    simple = plain(text)
    whole = {name.lower() for name in names if name.strip()}
    words = [word for name in whole for word in name.split()]
    known = sorted({*whole, *(one for one in words if len(one) > _SHORT and one.isalpha() and words.count(one) == 1)})
    known.sort(key=len, reverse=True)
    if '"' in simple or len(simple) != len(text) or len(whole) < 3:
        return text
    name = rf"(?:the )?(?:{'|'.join(map(re.escape, known))})(?![\w'-])"
    row = regex_of(
        rf"(?<![\w'-])(?P<row>{name}(?: (?!and ){name})+)(?= ?(?:and|n|&|\+) {name}(?! ?(?:d ?b|%|bars?"
        rf"|beats?)\b))", re.I
    )
    beside = regex_of(rf"(?P<one>{name}) (?=(?P<next>{name}))", re.I)

    def parted(match: re.Match[str]) -> str:
        pairs = [f"{one['one']} {one['next']}".lower() for one in beside.finditer(match["row"])]
        is_of_one = any(pair in other for pair in pairs for other in whole)  # "drum loop n perc"
        return match["row"] if is_of_one else beside.sub(r"\g<one>, ", match["row"])

    return row.sub(parted, text)

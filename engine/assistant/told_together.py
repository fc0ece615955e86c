"""What was done to several things alike, told in one sentence: four stems on four tracks are no four lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

_LEAST = 3
_REMOVED = re.compile(r"The (?P<what>track|region) (?P<name>'[^']+') was removed\.(?: (?P<more>.+))?")
_PLACED = re.compile(r"(?P<name>'[^']+') lies on (?P=name) at (?P<where>[^,]+)\.")


def told_together(lines: Sequence[str]) -> list[str]:
    """The same lines; three or more in a row that differ only in a name are one."""
    made: list[str] = []
    for kind, group in groupby(lines, _kind):
        alike = list(group)
        made += [_one(kind, alike)] if any(kind) and len(alike) >= _LEAST else alike
    return made


def _kind(line: str) -> tuple[str, str]:
    """("track", "") for a track that was removed, ("", "bar 5") for a clip on a track of its name."""
    if removed := _REMOVED.fullmatch(line):
        return removed["what"], ""
    placed = _PLACED.fullmatch(line)
    return ("", placed["where"]) if placed else ("", "")


def _one(kind: tuple[str, str], lines: Sequence[str]) -> str:
    what, where = kind
    found = [match for line in lines if (match := _REMOVED.fullmatch(line) or _PLACED.fullmatch(line))]
    *first, last = (match["name"] for match in found)
    names = f"{', '.join(first)} and {last}"
    if not what:
        return f"{names} lie on tracks of their own at {where}."
    more = dict.fromkeys(match["more"] for match in found if match["more"])
    said = f"The tracks {names} were removed." if what == "track" else f"The regions {names} were removed."
    return " ".join([said, *more])

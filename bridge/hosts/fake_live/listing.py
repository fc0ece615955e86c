"""What Live's Python API holds in one version: names, arguments and types, as publicly listed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("listing.json")
VERSIONS = ("11.3.25", "11.3.43", "12.0.5", "12.3.0")


@dataclass(frozen=True)
class Member:
    """A property or a method of a class of Live."""

    gets: str = ""
    """Type of a property; "" = a method."""
    sets: str = ""
    """Type that can be set; "" = read only."""
    takes: tuple[str, ...] = ()
    """Types of a method's arguments."""
    needs: int = 0
    """How many of them must be given."""
    gives: str = ""
    """What a method returns."""


def listing(version: str) -> Mapping[str, Mapping[str, Member]]:
    """Classes with their members in one of VERSIONS."""
    raw = json.loads(FILE.read_text("utf-8"))
    known = list(raw["versions"])
    upto = known[: known.index(version) + 1]
    found: dict[str, dict[str, Member]] = {}
    for kind, members in raw["classes"].items():
        for name, rows in members.items():
            texts = [text for since, text in zip(rows[::2], rows[1::2], strict=True) if since in upto]
            if texts:
                found.setdefault(kind, {})[name] = _member(texts[-1])
    return found


def _member(text: str) -> Member:
    if text.startswith("get "):
        gets, _, sets = text[4:].partition(" set ")
        return Member(gets, sets)
    inside, _, gives = text[1:].rpartition(") ")
    takes = [one for one in inside.split(", ") if one]
    needs = sum(not one.endswith("?") for one in takes)
    return Member(takes=tuple(one.rstrip("?") for one in takes), needs=needs, gives=gives)

"""What Bitwig's controller API holds: interfaces, arguments and results, as publicly documented."""

from __future__ import annotations

import functools
import json
import re
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("listing.json")
_ROW = re.compile(r"(\w+)\((.*)\) (\S+)(?: (\d+))?( deprecated)?$")
_NUMBERS = {"int", "long", "double", "float", "Number"}


@dataclass(frozen=True)
class Method:
    """One way to call a method."""

    takes: tuple[str, ...]
    gives: str
    since: int
    is_deprecated: bool

    @property
    def is_variadic(self) -> bool:
        """Whether the last argument may come any number of times."""
        return bool(self.takes) and self.takes[-1].endswith("...")

    def fits(self, count: int) -> bool:
        """Whether so many arguments may be given."""
        return count >= len(self.takes) - 1 if self.is_variadic else count == len(self.takes)

    def kind_at(self, place: int) -> str:
        """The type of an argument."""
        return self.takes[min(place, len(self.takes) - 1)].removesuffix("...")


@functools.cache
def interfaces() -> Mapping[str, Mapping[str, tuple[Method, ...]]]:
    """Every interface with its methods and those that it inherits."""
    raw = json.loads(FILE.read_text("utf-8"))["interfaces"]
    return {name: _members(raw, name) for name in raw}


@functools.cache
def parents() -> Mapping[str, frozenset[str]]:
    """Every interface with itself and all it extends."""
    raw = json.loads(FILE.read_text("utf-8"))["interfaces"]

    def above(name: str) -> frozenset[str]:
        return frozenset({name}).union(*(above(one) for one in raw[name]["extends"]))

    return {name: above(name) for name in raw}


def _members(raw: Mapping[str, Mapping[str, object]], name: str) -> dict[str, tuple[Method, ...]]:
    found: dict[str, tuple[Method, ...]] = {}
    extends, rows = raw[name]["extends"], raw[name]["members"]
    assert isinstance(extends, list) and isinstance(rows, list)
    for parent in extends:
        for method, ways in _members(raw, parent).items():
            found[method] = (*found.get(method, ()), *ways)
    for row in rows:
        match = _ROW.match(row)
        assert match, row
        takes = tuple(one for one in match[2].split(", ") if one)
        way = Method(takes, match[3], int(match[4] or 1), bool(match[5]))
        found[match[1]] = (way, *found.get(match[1], ()))
    return found


def problem(kind: str, value: object, kind_of_thing: str) -> str:
    """What is wrong with a value as an argument of this type; "" when nothing is. Plain data has no `kind_of_thing`."""
    if kind in _NUMBERS:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number:
            return "no number"
        is_whole = kind in ("double", "float", "Number") or value == int(value)  # type: ignore[call-overload]
        return "" if is_whole else "no whole number"
    if kind == "String":
        return "" if isinstance(value, str) else "no text"
    if kind == "boolean":
        return "" if isinstance(value, bool) else "no boolean"
    if kind == "byte[]":
        return "" if isinstance(value, list) and _are_bytes(value) else "no signed bytes"
    if kind.endswith("[]"):
        return "" if isinstance(value, list) else "no list"
    if kind in parents():
        return "" if kind in parents().get(kind_of_thing, frozenset()) else f"no {kind}"
    if kind == "UUID":
        return "" if kind_of_thing == "UUID" else "no UUID"
    return "" if kind_of_thing == "function" else "no function"


def _are_bytes(values: list[Any]) -> bool:
    """Whether all are whole numbers that fit into a signed byte; there are many."""
    try:
        array("b", values)
    except (TypeError, OverflowError):
        return False
    return True

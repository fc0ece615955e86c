"""What Pro Tools' scripting interface holds: commands, the fields of their bodies and their choices, as published."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("listing.json")


@functools.cache
def listing() -> Mapping[str, Any]:
    """The rows of listing.json."""
    found: Mapping[str, Any] = json.loads(FILE.read_text("utf-8"))
    return found


@functools.cache
def names() -> Mapping[int, str]:
    """The name of each command by its number."""
    return {int(row["number"]): name for name, row in listing()["commands"].items()}


def problem(message: str, body: object) -> str:
    """What is wrong with a body of this kind; "" when nothing is."""
    fields = listing()["messages"].get(message)
    if not isinstance(body, dict) or fields is None:
        return f"{message} is no message"
    for name, value in body.items():
        if name not in fields:
            return f"{message} has no '{name}'"
        kind = fields[name]
        if kind.endswith("[]") != isinstance(value, list):
            return f"{message}.{name} is {'a' if kind.endswith('[]') else 'no'} list"
        for one in value if isinstance(value, list) else [value]:
            if why := _wrong(kind.removesuffix("[]"), one):
                return f"{message}.{name}: {why}"
    return ""


def _wrong(kind: str, value: object) -> str:
    plain: dict[str, Any] = {"text": str, "switch": bool, "whole": int, "number": (int, float)}
    if kind in plain:
        is_right = isinstance(value, plain[kind]) and (kind == "switch" or not isinstance(value, bool))
        return "" if is_right else f"{value!r} is no {kind}"
    if kind in listing()["enums"]:
        return "" if value in listing()["enums"][kind] else f"{value!r} is no {kind}"
    return problem(kind, value)

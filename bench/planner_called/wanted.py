"""Reads the calls that are wanted, as the writers of conversations put them down.

[fix 1.1] apply_effect clip="Lead Vox@5" effect=reverb wet=.3|.2 ; mix track=Bass action=gain value_db=-2 OR ask
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.tasks.task import all_tasks

_CALL = re.compile(r"(?:(fix|again|retry|answer|goon) (\d+\.\d+) )?(\w+)((?: |$).*)")
_VALUE = r'(?:"[^"]*"|\[[^\]]*\]|[^\s"\[\]|]+(?: (?!\w+=)[^\s"\[\]|]+)*)'
_ARGUMENT = re.compile(rf"(\w+)=({_VALUE}(?:\|{_VALUE})*)")
_ONE_VALUE = re.compile(r'"[^"]*"|\[[^\]]*\]|[^|]+')
_IN_LIST = re.compile(r'"[^"]*"|[^,]+')
_TAKEN = ("answer", "goon")


@dataclass(frozen=True)
class Wanted:
    """One call; of each argument all values that are fair, the plainest first."""

    task: str
    args: Mapping[str, tuple[Any, ...]]
    op: str = "fresh"
    base: str = ""


def wanted(line: str) -> list[list[Wanted]]:
    """Each fair way to do it, as its calls. Raises ValueError with the words that cannot be read."""
    return [[_call(one.strip()) for one in re.split(r"\s?;\s", way.strip())] for way in re.split(r"\s+OR\s+", line)]


def _call(text: str) -> Wanted:
    found = _CALL.fullmatch(text)
    if not found or found[3] not in all_tasks():
        raise ValueError(text)
    args = {
        name: tuple(_value(one) for one in _ONE_VALUE.findall(value)) for name, value in _ARGUMENT.findall(found[4])
    }
    op = found[1] or "fresh"
    return Wanted(found[3], args, "fresh" if op in _TAKEN else op, "" if op in _TAKEN else found[2] or "")


def _value(text: str) -> Any:
    text = text.strip()
    if text.startswith("["):
        return [_value(one) for one in _IN_LIST.findall(text[1:-1]) if one.strip()]
    if text.startswith('"'):
        return text.strip('"')
    try:
        return float(text)
    except ValueError:
        return {"true": True, "false": False}.get(text.lower(), text)

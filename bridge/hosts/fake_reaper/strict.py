"""REAPER's published functions as a table that is strict: an unknown name, a wrong number or kind of argument fails.

What REAPER itself forgives, or only crashes at on somebody else's computer, is a failure here, and is remembered even
when the script catches the error.
"""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_NUMBERS = ("number", "integer")
Trouble = Callable[[str], str]
"""Asked with the name of a function before it is called: a sentence when it goes wrong this time, else ""."""
_PROJECT = "ReaProject"
_READS = ("Get", "Count", "Enum", "Is", "TimeMap", "TrackFX_Get", "MIDI_Get", "ColorFrom", "time_")
"""What functions are called that take nothing away and move nothing, though they may make an envelope."""


@dataclass(frozen=True)
class Signature:
    """What a function takes and gives."""

    kinds: tuple[str, ...]
    """Of its arguments; a ? behind one that may be left out."""
    results: int

    @functools.cached_property
    def least(self) -> int:
        """How many arguments it needs."""
        needed = [place for place, kind in enumerate(self.kinds, 1) if not kind.endswith("?") or kind == f"{_PROJECT}?"]
        return max(needed, default=0)


def published() -> dict[str, Signature]:
    """The functions that REAPER gives to scripts in Lua."""
    rows = json.loads((Path(__file__).parent / "api.json").read_text("utf-8"))["functions"]
    return {name: Signature(tuple(kinds.split()), results) for name, (kinds, results) in rows.items()}


class ReaperRefusal(Exception):
    """What REAPER would not have done."""


class StrictTable:
    """Calls by name, checked against what is published, to an object whose methods have the same names."""

    def __init__(
        self,
        model: Any,
        is_alive: Callable[[Any], bool],
        *,
        without: frozenset[str] = frozenset(),
        trouble: Trouble | None = None,
        stir: Callable[[], None],
    ) -> None:
        """`without` are published functions that an older REAPER does not have; `stir` is called when things change."""
        self._model, self._is_alive, self._without, self._trouble = model, is_alive, without, trouble
        self._stir = stir
        self._published = published()
        self.violations: list[str] = []
        """Everything that was refused, in sentences."""
        self.used: set[str] = set()
        """Names of the functions that were called."""

    def has(self, name: str) -> bool:
        """Whether this REAPER has a function; asking for a name that none has is a violation."""
        if name in self._without:
            return False
        if name not in self._published:
            self._refused(f"REAPER has no function '{name}'.")
        return name in self._published

    def call(self, name: str, count: int, *given: Any) -> tuple[Any, ...]:
        """(True, results …), or (False, why)."""
        try:
            if self._trouble and (why := self._trouble(name)):
                return False, why
            return (True, *self._called(name, count, list(given) + [None] * (count - len(given))))
        except ReaperRefusal as error:
            return False, str(error)

    def _called(self, name: str, count: int, given: list[Any]) -> tuple[Any, ...]:
        signature = self._published[name]
        if not signature.least <= count <= len(signature.kinds):
            wanted = f"{signature.least} to {len(signature.kinds)}"
            raise self._refused(f"'{name}' takes {wanted} arguments and was given {count}.")
        values = [
            self._value(name, place, kind, value)
            for place, (kind, value) in enumerate(zip(signature.kinds, given, strict=False), 1)
        ]
        self.used.add(name)
        method = getattr(self._model, name, None)
        if method is None:
            raise self._refused(f"REAPER has '{name}', but this stand-in does not know what it does.")
        found = method(*values)
        if not name.startswith(_READS):
            self._stir()
        results = found if isinstance(found, tuple) else () if signature.results == 0 else (found,)
        if len(results) != signature.results:
            raise AssertionError(f"the stand-in's {name} gives {len(results)} results, REAPER {signature.results}")
        return tuple(_to_lua(result) for result in results)

    def _value(self, name: str, place: int, kind: str, value: Any) -> Any:
        bare = kind.rstrip("?")
        if value is None and kind.endswith("?"):
            return None
        if bare == _PROJECT and value == 0:
            return None
        problem = _problem(bare, value)
        if not problem and _is_thing(bare) and not self._is_alive(value):
            problem = f"a {bare} that is not there any more"
        if problem:
            raise self._refused(f"bad argument #{place} to '{name}' ({bare} expected, got {problem}).")
        return _from_lua(bare, value)

    def _refused(self, why: str) -> ReaperRefusal:
        self.violations.append(why)
        return ReaperRefusal(why)


def _is_thing(kind: str) -> bool:
    return kind not in ("number", "integer", "boolean", "string", "function", "table")


def _problem(kind: str, value: Any) -> str:
    """What is wrong with a value as an argument of this kind; "" when nothing is."""
    if kind == "boolean":
        return "" if isinstance(value, bool) else _said(value)
    if kind in _NUMBERS:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return _said(value)
        if isinstance(value, float) and not math.isfinite(value):
            return "no finite number"
        return f"{value}, which is no whole number" if kind == "integer" and value != int(value) else ""
    if kind == "string":
        return "" if isinstance(value, str) else _said(value)
    if kind == "function":
        return "" if callable(value) else _said(value)
    return "" if getattr(value, "kind", "") == kind else _said(value)


def _said(value: Any) -> str:
    return "nil" if value is None else getattr(value, "kind", "") or type(value).__name__


def _from_lua(kind: str, value: Any) -> Any:
    if kind == "string" and isinstance(value, str):
        return ReaperText(value)
    return int(value) if kind == "integer" else float(value) if kind == "number" else value


class ReaperText(str):
    """A string of Lua: bytes, one a character. `text` is what it says in UTF-8."""

    @property
    def text(self) -> str:
        """As people read it."""
        return self.encode("latin-1").decode("utf-8", "replace")

    @property
    def data(self) -> bytes:
        """Its bytes."""
        return self.encode("latin-1")


def _to_lua(value: Any) -> Any:
    if isinstance(value, ReaperText):
        return str(value)
    if isinstance(value, bytes):
        return value.decode("latin-1")
    return value.encode("utf-8").decode("latin-1") if isinstance(value, str) else value


SHIM = """
function (has, call)
  local made = {}
  return setmetatable ({}, { __index = function (_, name)
    if made[name] == nil and has (name) then
      made[name] = function (...)
        local results = table.pack (call (name, select ("#", ...), ...))
        if results[1] then return table.unpack (results, 2, results.n) end
        error (results[2], 0)
      end
    end
    return made[name]
  end, __newindex = function (_, name) error ("REAPER's table cannot be changed", 0) end })
end
"""
"""Lua that makes the table `reaper` of the two functions above."""


def table_of(runtime: Any, strict: StrictTable) -> Any:
    """The table for one Lua."""
    return runtime.eval(SHIM)(strict.has, strict.call)


def summary(strict: StrictTable) -> Mapping[str, int]:
    """How many functions were called, of how many."""
    return {"called": len(strict.used), "published": len(strict._published)}

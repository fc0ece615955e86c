"""The strictness of Bitwig's objects: unknown names, other arguments, values that nobody asked for, too late asking."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from bridge.hosts.fake_bitwig.listing import Method, interfaces, problem


class BitwigRefusal(Exception):
    """What Bitwig would not have done; it ends a script with such an error."""


class Function:
    """A function of the script, as Bitwig holds it."""

    def __init__(self, fire: Callable[[int, list[Any]], None], number: int) -> None:
        self._fire, self._number = fire, number

    def __call__(self, *given: object) -> None:
        """Call it."""
        self._fire(self._number, list(given))


class BitwigThing:
    """One object as a script holds it. Each method of the API is a method here, by its own name."""

    kind = ""
    """Its interface."""
    known: dict[str, Any] | None = None
    """What its methods give without arguments, of a thing that never changes."""

    def __init__(self) -> None:
        self._parts: dict[str, Any] = {}

    def part(self, name: str, make: Callable[[], Any]) -> Any:
        """A part of it, which is the same one however often it is asked for."""
        if name not in self._parts:
            self._parts[name] = make()
        return self._parts[name]


class Uuid(BitwigThing):
    """A UUID of Java's."""

    kind = "UUID"

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class Desk:
    """All calls of a script go over it: checked against the listing, then to the thing itself."""

    def __init__(
        self,
        fire: Callable[[int, list[Any]], None],
        refused: Callable[[str], BitwigRefusal],
        api: int,
        *,
        trouble: Callable[[str], str] | None = None,
    ) -> None:
        """`api` is the version that this Bitwig has; a sentence that `trouble` gives for a call is an error there."""
        self._fire, self._refused, self.api, self._trouble = fire, refused, api, trouble
        self.loaded = 0
        """The version that the script asked for."""
        self._things: dict[int, BitwigThing] = {}
        self._numbers: dict[int, int] = {}
        self._next = 1
        self._ways: dict[tuple[str, str, int], Method] = {}

    def number(self, thing: BitwigThing) -> int:
        """How the script calls a thing."""
        known = self._numbers.get(id(thing))
        if known is None:
            known = self._numbers[id(thing)] = self._next
            self._things[known] = thing
            self._next += 1
        return known

    def forget(self, thing: BitwigThing) -> None:
        """A thing that lives for one call only."""
        known = self._numbers.pop(id(thing), None)
        if known is not None:
            del self._things[known]

    def has(self, kind: str, name: str) -> bool:
        """Whether an interface has a method in the version that was asked for; asking for another is a mistake."""
        ways = interfaces()[kind].get(name, ()) if kind in interfaces() else ()
        if any(way.since <= (self.loaded or self.api) for way in ways):
            return True
        missing = f"Bitwig's {kind} has no '{name}'"
        self._refused(f"{missing} before API {min(way.since for way in ways)}." if ways else f"{missing}.")
        return False

    def call(self, number: int, name: str, given: str) -> str:
        """A call by the script, as JSON; what it gives, or the error."""
        try:
            if self._trouble and (why := self._trouble(name)):
                return json.dumps({"error": why})
            thing = self._things[number]
            values = [self._from_script(one) for one in json.loads(given)] if given != "[]" else []
            way = self._way(thing.kind, name, len(values))
            for place, value in enumerate(values):
                wrong = problem(way.kind_at(place), value, _kind(value))
                if wrong:
                    wanted = f"{thing.kind}.{name}({', '.join(way.takes)})"
                    raise self._refused(f"{wanted}: argument {place + 1} is {wrong}.")
            method = getattr(thing, name, None)
            if method is None:
                raise self._refused(f"Bitwig has {thing.kind}.{name}, but this stand-in does not know what it does.")
            found = method(*values)
            if isinstance(found, BitwigThing):
                return f'{{"thing": {self.number(found)}, "kind": "{found.kind}"}}'
            return '{"value": null}' if found is None else json.dumps({"value": found})
        except BitwigRefusal as error:
            return json.dumps({"error": str(error)})

    def to_script(self, value: Any) -> Any:
        """A value or a thing as the script takes it."""
        if not isinstance(value, BitwigThing):
            return {"value": value}
        told = {"thing": self.number(value), "kind": value.kind}
        return told if value.known is None or self._trouble else {**told, "known": value.known}

    def _way(self, kind: str, name: str, count: int) -> Method:
        known = self._ways.get((kind, name, count))
        if known:
            return known
        ways = [way for way in interfaces()[kind].get(name, ()) if way.since <= (self.loaded or self.api)]
        fitting = [way for way in ways if way.fits(count)]
        if not fitting:
            counts = " or ".join(sorted({str(len(way.takes)) for way in ways})) or "no"
            raise self._refused(f"{kind}.{name} takes {counts} arguments and was given {count}.")
        alive = [way for way in fitting if not way.is_deprecated]
        if not alive:
            raise self._refused(f"{kind}.{name} is deprecated.")
        self._ways[kind, name, count] = alive[0]
        return alive[0]

    def _from_script(self, value: Any) -> Any:
        if isinstance(value, dict) and "thing" in value:
            return self._things[value["thing"]]
        if isinstance(value, dict) and "function" in value:
            return Function(self._fire, value["function"])
        return value


def _kind(value: object) -> str:
    return value.kind if isinstance(value, BitwigThing) else "function" if isinstance(value, Function) else ""

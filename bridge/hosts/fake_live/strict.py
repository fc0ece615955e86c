"""The strictness of Live's objects: unknown names, wrong types, wrong threads and stale objects raise, as in Live."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from bridge.hosts.fake_live.listing import Member

if TYPE_CHECKING:
    from bridge.hosts.fake_live.world import LiveWorld


_NOT_UNDONE = (
    "Song.current_song_time",
    "Song.record_mode",
    "Song.metronome",
    "Song.View.selected_track",
    "Song.View.detail_clip",
)
"""What no undo step is made of."""


class ArgumentError(TypeError):
    """What Boost.Python raises for arguments of other types or of another number."""


class NotModelled(Exception):
    """Live has it, this stand-in does not."""


class LiveObject:
    """One object as a script holds it: a number, looked up in the set at every use.

    A property `name` is read by the method `_get_name` and set by `_set_name`; a method is `_do_name`. Which of them a
    script may see, and with which types, is what the listing of the version says.
    """

    kind: ClassVar[str] = ""
    """Its class in the listing."""

    def __init__(self, world: LiveWorld, ptr: int) -> None:
        object.__setattr__(self, "_world", world)
        object.__setattr__(self, "_ptr", ptr)

    @staticmethod
    def _perform(call: Callable[..., Any], node: Any, given: Iterable[Any]) -> Any:
        return call(node, *given)

    def __getattribute__(self, name: str) -> Any:
        if name.startswith("_") and name != "_live_ptr":
            return object.__getattribute__(self, name)
        world: LiveWorld = object.__getattribute__(self, "_world")
        if not world.lets_in():
            world.enter(f"{type(self).kind}.{name}")
        if name == "_live_ptr":
            return object.__getattribute__(self, "_ptr")
        node = world.node(object.__getattribute__(self, "_ptr"))
        get = world.getters.get((type(self), name))
        if get:
            return get(self, node)
        kind = type(self).kind
        member = world.member(kind, name)
        if member is None:
            raise AttributeError(f"'{kind}' object has no attribute '{name}'")
        if member.gets:
            _implementation(self, f"_get_{name}", kind, name)
            world.getters[type(self), name] = get = getattr(type(self), f"_get_{name}")
            return get(self, node)
        return _checked(_implementation(self, f"_do_{name}", kind, name), member, f"{kind}.{name}", node)

    def __setattr__(self, name: str, value: Any) -> None:
        kind = type(self).kind
        world: LiveWorld = object.__getattribute__(self, "_world")
        world.enter(f"{kind}.{name} = …")
        member = world.member(kind, name)
        if member is None:
            raise AttributeError(f"'{kind}' object has no attribute '{name}'")
        if not member.sets:
            raise AttributeError(f"can't set attribute '{name}' of '{kind}'")
        if not _fits(value, member.sets):
            raise ArgumentError(_signature(f"{kind}.{name}", [value], [member.sets]))
        node = world.node(object.__getattribute__(self, "_ptr"))
        if f"{kind}.{name}" not in _NOT_UNDONE:
            world.about_to_change()
        _implementation(self, f"_set_{name}", kind, name)(node, value)


def _implementation(thing: LiveObject, method: str, kind: str, name: str) -> Callable[..., Any]:
    found = getattr(type(thing), method, None)
    if found is None:
        raise NotModelled(f"This stand-in for Live does not model {kind}.{name}.")
    bound: Callable[..., Any] = found.__get__(thing)
    return bound


def _checked(call: Callable[..., Any], member: Member, name: str, node: Any) -> Callable[..., Any]:
    def checked(*given: Any) -> Any:
        is_count_right = member.needs <= len(given) <= len(member.takes)
        if not is_count_right or not all(_fits(one, kind) for one, kind in zip(given, member.takes, strict=False)):
            raise ArgumentError(_signature(name, given, member.takes))
        return LiveObject._perform(call, node, given)

    return checked


def _signature(name: str, given: Iterable[Any], wanted: Iterable[str]) -> str:
    types = ", ".join(type(one).__name__ for one in given)
    return f"Python argument types in\n    {name}({types})\ndid not match C++ signature:\n    ({', '.join(wanted)})"


def _fits(value: Any, kind: str) -> bool:
    match kind:
        case "float":
            return isinstance(value, int | float)
        case "int":
            return isinstance(value, int)
        case "bool":
            return isinstance(value, bool | int)
        case "str":
            return isinstance(value, str)
        case "iterable" | "tuple":
            return isinstance(value, Iterable) and not isinstance(value, str)
        case "callable":
            return callable(value)
        case "object":
            return True
    return isinstance(value, LiveObject) and type(value).kind.split(".")[-1] == kind

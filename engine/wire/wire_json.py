"""Views of the wire as JSON and back. Plain values, the standard library only."""

from __future__ import annotations

import dataclasses
import json
import math
import types
from collections.abc import Mapping
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_json(view: Any) -> Any:
    """A view as plain values; nothing that JSON cannot hold."""
    if dataclasses.is_dataclass(view) and not isinstance(view, type):
        return {f.name: to_json(getattr(view, f.name)) for f in dataclasses.fields(view)}
    if isinstance(view, Mapping):
        return {str(name): to_json(value) for name, value in view.items()}
    if isinstance(view, list | tuple | set | frozenset):
        return [to_json(value) for value in view]
    if isinstance(view, float) and not math.isfinite(view):
        return None
    return view if isinstance(view, str | int | float | bool | None) else str(view)


def from_json(kind: type[T], values: Mapping[str, Any]) -> T:
    """A view from plain values; what it does not know is left out, what is missing keeps its default.

    Raises ValueError when the values are not an object or a needed field is missing.
    """
    if not isinstance(values, Mapping):
        raise ValueError(f"a {kind.__name__} must be an object")
    hints = _hints(kind)
    known = {name: _read(hints[name], value) for name, value in values.items() if name in hints}
    try:
        return kind(**known)
    except TypeError as error:
        raise ValueError(f"{kind.__name__}: {error}") from error


def dumps(values: Any) -> str:
    """JSON text as it goes over the wire."""
    return json.dumps(to_json(values), ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def loads_trusted(text: str | bytes) -> Any:
    """JSON that the engine itself has written: of any size."""
    return json.loads(text)


_known_hints: dict[type, dict[str, Any]] = {}


def _hints(kind: type) -> dict[str, Any]:
    if kind not in _known_hints:
        _known_hints[kind] = get_type_hints(kind)
    return _known_hints[kind]


def _read(hint: Any, value: Any) -> Any:
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return None if value is None else _read(next(one for one in inner if one is not type(None)), value)
    if origin is tuple and isinstance(value, list | tuple):
        return tuple(_read(inner[0], one) for one in value)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return from_json(hint, value)
    return value

"""What was read of one request is remembered as long as it is planned: it is asked for again and again."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar, cast

_T = TypeVar("_T")
_READ: ContextVar[dict[Hashable, tuple[object, object]] | None] = ContextVar("read of one request", default=None)


@contextmanager
def remembered() -> Iterator[None]:
    """Remember what is read, until the request is planned."""
    token = _READ.set({})
    try:
        yield
    finally:
        _READ.reset(token)


def once(key: Hashable, read: Callable[[], _T], *, of: object) -> _T:
    """What `read` makes, once for each key within a request.

    What has its id in the key stands in `of`: it is kept, so that no other object is given that id.
    """
    known = _READ.get()
    if known is None:
        return read()
    if key not in known:
        known[key] = of, read()
    return cast(_T, known[key][1])

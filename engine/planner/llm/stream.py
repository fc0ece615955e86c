"""A language model's reply, put together from the pieces of a stream, however its server cuts them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

MOST_CHARACTERS = 200_000
"""Of words and arguments together; a reply that goes on beyond is no plan."""
MOST_CALLS = 64
MOST_CHUNKS = 20_000
"""About one a token."""


class TooLong(Exception):
    """The reply goes on beyond every plan."""


@dataclass(frozen=True)
class RawCall:
    """A tool call as it came: nothing in it is checked yet."""

    id: str
    name: str
    arguments: str
    """JSON text, or what should have been."""


@dataclass(frozen=True)
class LlmReply:
    """One whole reply."""

    content: str = ""
    calls: tuple[RawCall, ...] = ()
    finish: str = ""
    """Why it ended, in the server's word; "" = it never said that it had."""
    tokens_in: int | None = None
    tokens_out: int | None = None
    """None: the server did not count."""

    def masked(self, mask: Callable[[str], str]) -> LlmReply:
        """The same with what must not be shown or kept taken out."""
        calls = tuple(RawCall(mask(call.id), mask(call.name), mask(call.arguments)) for call in self.calls)
        return replace(self, content=mask(self.content), calls=calls)

    @property
    def is_cut(self) -> bool:
        """True when the model ran out of room in the middle."""
        return self.finish == "length"


@dataclass
class _Open:
    id: str
    index: int | None
    name: str = ""
    arguments: str = ""


class Accumulator:
    """Takes the pieces in; servers disagree on indexes, ids, null arguments and what ends a reply."""

    def __init__(self) -> None:
        self._content: list[str] = []
        self._calls: list[_Open] = []
        self._characters = 0
        self._chunks = 0
        self._finish = ""
        self._tokens: tuple[int | None, int | None] = (None, None)

    def add(self, chunk: Any) -> None:
        """One chunk of `chat.completions`, or a whole completion; TooLong beyond the limits above.

        What a model thinks aloud (reasoning) is left out.
        """
        self._chunks += 1
        if self._chunks > MOST_CHUNKS:
            raise TooLong
        usage = _part(chunk, "usage")
        if usage is not None:
            self._tokens = (_count(_part(usage, "prompt_tokens")), _count(_part(usage, "completion_tokens")))
        choices = _part(chunk, "choices")
        if not isinstance(choices, list) or not choices:
            return
        choice = choices[0]
        delta = _part(choice, "delta") or _part(choice, "message")
        content = _part(delta, "content")
        if isinstance(content, str):
            self._grow(content)
            self._content.append(content)
        calls = _part(delta, "tool_calls")
        for piece in calls if isinstance(calls, list) else ():
            self._add_call(piece)
        self._finish = str(_part(choice, "finish_reason") or self._finish)

    def reply(self) -> LlmReply:
        """The reply as far as it came."""
        calls = tuple(
            RawCall(call.id or f"call_{number}", call.name, call.arguments or "{}")
            for number, call in enumerate(self._calls, 1)
        )
        return LlmReply("".join(self._content), calls, self._finish, *self._tokens)

    def _add_call(self, piece: Any) -> None:
        call_id, index = _part(piece, "id"), _part(piece, "index")
        function = _part(piece, "function")
        name, arguments = _part(function, "name"), _part(function, "arguments")
        call = self._call_of(
            call_id if isinstance(call_id, str) else "",
            index if isinstance(index, int) else None,
            name if isinstance(name, str) else "",
        )
        text = "" if arguments is None else arguments if isinstance(arguments, str) else json.dumps(arguments)
        self._grow(text)
        call.arguments += text

    def _call_of(self, call_id: str, index: int | None, name: str) -> _Open:
        """The call that a piece belongs to: a new id opens one; without an id the index counts, else the last."""
        known = [call for call in self._calls if call.id == call_id] if call_id else self._without_id(index, name)
        if known:
            call = known[-1]
        else:
            if len(self._calls) >= MOST_CALLS:
                raise TooLong
            call = _Open(call_id, index)
            self._calls.append(call)
        call.name = call.name or name
        return call

    def _without_id(self, index: int | None, name: str) -> list[_Open]:
        if index is None:
            found = self._calls[-1:]
        else:
            found = [call for call in self._calls if call.index in (index, None)]
        opens_another = bool(found and name and found[-1].name) and (
            name != found[-1].name or _is_object(found[-1].arguments)
        )
        return [] if opens_another else found

    def _grow(self, text: str) -> None:
        self._characters += len(text)
        if self._characters > MOST_CHARACTERS:
            raise TooLong


def _part(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, Mapping) else getattr(value, name, None)


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False

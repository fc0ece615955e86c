"""Outbox: what the user has said and the engine has not taken yet. No word is ever lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ui.conversation.item import Item, WordsItem


@dataclass(frozen=True)
class QueuedRequest:
    """One request on its way."""

    id: int
    body: Mapping[str, Any] = field(default_factory=dict)
    chips: tuple[str, ...] = ()
    state: str = "queued"
    """queued (the engine is not there), sending or failed."""
    why: str = ""


class Outbox:
    """Requests in the order in which they were written."""

    def __init__(self) -> None:
        self.requests: list[QueuedRequest] = []
        self._next = 1

    def write(self, body: Mapping[str, Any], chips: tuple[str, ...] = ()) -> QueuedRequest:
        """A new request at the end."""
        request = QueuedRequest(self._next, body, chips)
        self._next += 1
        self.requests.append(request)
        return request

    def sending(self, request_id: int) -> None:
        """It is on its way."""
        self._change(request_id, state="sending", why="")

    def sent(self, request_id: int) -> None:
        """The engine has it."""
        self.requests = [request for request in self.requests if request.id != request_id]

    def failed(self, request_id: int, why: str) -> None:
        """It did not arrive, or was refused; the user decides about another try."""
        self._change(request_id, state="failed", why=why)

    def queued(self, request_id: int) -> None:
        """It waits for the engine."""
        self._change(request_id, state="queued", why="")

    def find(self, request_id: int) -> QueuedRequest | None:
        """A request by its id."""
        return next((request for request in self.requests if request.id == request_id), None)

    def next_queued(self) -> QueuedRequest | None:
        """The next to send; None while one is under way, so that the order is kept."""
        if any(request.state == "sending" for request in self.requests):
            return None
        return next((request for request in self.requests if request.state == "queued"), None)

    def rows(self) -> list[Item]:
        """What waits, as rows at the end of the conversation."""
        return [
            Item(f"request:{request.id}", "words", 0,
                 WordsItem(str(request.body.get("text", "")), request.chips, request.state, request.why), 16)
            for request in self.requests
        ]

    def _change(self, request_id: int, **values: Any) -> None:
        self.requests = [replace(one, **values) if one.id == request_id else one for one in self.requests]

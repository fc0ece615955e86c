"""Request sender: carries the outbox to the engine, one request after the other, and tells what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PyQt6.QtCore import QObject, pyqtSignal

from engine.wire.wire import TurnView, from_json
from ui.connection.project_access import ProjectAccess

if TYPE_CHECKING:
    from ui.connection.link_request import Trouble
    from ui.conversation.outbox import QueuedRequest


class RequestSender(QObject):
    """Requests that change something. What fails stays in the outbox with the reason, and can be sent again."""

    changed = pyqtSignal()

    def __init__(self, access: ProjectAccess) -> None:
        super().__init__(access)
        self._access = access
        self._takes_back: dict[int, int] = {}

    def send(self, body: Mapping[str, Any], chips: tuple[str, ...], *, takes_back: int = 0) -> None:
        """A new request."""
        request = self._outbox.write(body, chips)
        if takes_back:
            self._takes_back[request.id] = takes_back
        self.flush()
        self.changed.emit()

    def retry(self, request_id: int) -> None:
        """Another try."""
        self._outbox.queued(request_id)
        self.flush()
        self.changed.emit()

    def discard(self, request_id: int) -> None:
        """The user does not want it any more."""
        self._outbox.sent(request_id)
        self.changed.emit()

    def flush(self) -> None:
        """Send the next request when the engine is there."""
        link, request = self._access.link, self._outbox.next_queued()
        if link is None or not link.is_open or request is None:
            return
        self._outbox.sending(request.id)
        asked_at = self._access.conversation.tick
        link.ask("POST", link.in_project("turns"), request.body,
                 then=lambda values: self._sent(request, values, asked_at),
                 otherwise=lambda trouble: self._failed(request, trouble))
        self.changed.emit()

    def about_turn(self, number: int, what: str, body: Mapping[str, Any]) -> None:
        """Approve or cancel a turn."""
        access = self._access
        if access.link is None:
            return
        asked_at = access.conversation.tick
        access.link.ask("POST", access.link.in_project(f"turns/{number}/{what}"), body,
                           then=lambda values: self._about_answered(values, asked_at),
                           otherwise=access.tell_trouble)
        self.changed.emit()

    def _sent(self, request: QueuedRequest, values: Any, asked_at: int) -> None:
        self._outbox.sent(request.id)
        number = self._answered(values, asked_at)
        target = self._takes_back.pop(request.id, 0)
        if target and number:
            self._access.conversation.undoing[number] = target
        self.flush()

    def _failed(self, request: QueuedRequest, trouble: Trouble) -> None:
        if trouble.was_sent:
            self._outbox.failed(request.id, trouble.text)
        else:
            self._outbox.queued(request.id)
        self.changed.emit()

    def _about_answered(self, values: Any, asked_at: int) -> None:
        self._answered(values, asked_at)

    def _answered(self, values: Any, asked_at: int) -> int:
        try:
            turn = from_json(TurnView, values)
        except ValueError:
            return 0
        self._access.conversation.take_answer(turn, asked_at=asked_at)
        self.changed.emit()
        return turn.number

    @property
    def _outbox(self) -> Any:
        return self._access.conversation.outbox

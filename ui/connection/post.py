"""Post: carries the outbox to the engine, one letter after the other, and tells what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PyQt6.QtCore import QObject, pyqtSignal

from engine.wire.wire import TurnView, from_json

if TYPE_CHECKING:
    from ui.connection.conductor import Conductor
    from ui.connection.link_request import Trouble
    from ui.conversation.outbox import Letter


class Post(QObject):
    """Requests that change something. What fails stays in the outbox with the reason, and can be sent again."""

    changed = pyqtSignal()

    def __init__(self, conductor: Conductor) -> None:
        super().__init__(conductor)
        self._conductor = conductor
        self._takes_back: dict[int, int] = {}

    def send(self, body: Mapping[str, Any], chips: tuple[str, ...], *, takes_back: int = 0) -> None:
        """A new letter."""
        letter = self._outbox.write(body, chips)
        if takes_back:
            self._takes_back[letter.id] = takes_back
        self.flush()
        self.changed.emit()

    def retry(self, letter_id: int) -> None:
        """Another try."""
        self._outbox.queued(letter_id)
        self.flush()
        self.changed.emit()

    def discard(self, letter_id: int) -> None:
        """The user does not want it any more."""
        self._outbox.sent(letter_id)
        self.changed.emit()

    def flush(self) -> None:
        """Send the next letter when the engine is there."""
        link, letter = self._conductor.link, self._outbox.next_queued()
        if link is None or not link.is_open or letter is None:
            return
        self._outbox.sending(letter.id)
        asked_at = self._conductor.conversation.tick
        link.ask("POST", link.in_project("turns"), letter.body,
                 then=lambda values: self._sent(letter, values, asked_at),
                 otherwise=lambda trouble: self._failed(letter, trouble))
        self.changed.emit()

    def about_turn(self, number: int, what: str, body: Mapping[str, Any]) -> None:
        """Approve or cancel a turn."""
        conductor = self._conductor
        if conductor.link is None:
            return
        asked_at = conductor.conversation.tick
        conductor.link.ask("POST", conductor.link.in_project(f"turns/{number}/{what}"), body,
                           then=lambda values: self._about_answered(values, asked_at),
                           otherwise=conductor.tell_trouble)
        self.changed.emit()

    def _sent(self, letter: Letter, values: Any, asked_at: int) -> None:
        self._outbox.sent(letter.id)
        number = self._answered(values, asked_at)
        target = self._takes_back.pop(letter.id, 0)
        if target and number:
            self._conductor.conversation.undoing[number] = target
        self.flush()

    def _failed(self, letter: Letter, trouble: Trouble) -> None:
        if trouble.was_sent:
            self._outbox.failed(letter.id, trouble.text)
        else:
            self._outbox.queued(letter.id)
        self.changed.emit()

    def _about_answered(self, values: Any, asked_at: int) -> None:
        self._answered(values, asked_at)

    def _answered(self, values: Any, asked_at: int) -> int:
        try:
            turn = from_json(TurnView, values)
        except ValueError:
            return 0
        self._conductor.conversation.take_answer(turn, asked_at=asked_at)
        self.changed.emit()
        return turn.number

    @property
    def _outbox(self) -> Any:
        return self._conductor.conversation.outbox

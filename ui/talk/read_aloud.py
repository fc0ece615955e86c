"""Read aloud: an answer as speech, when somebody asks for it; pressed again, it is silent."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PyQt6.QtCore import QObject, pyqtSignal

from engine.wire.wire import SpeechView, from_json
from ui.talk.talker import PATIENCE_S

if TYPE_CHECKING:
    from ui.connection.controller import Controller
    from ui.playback.playback import Playback


class ReadAloud(QObject):
    """One answer at a time."""

    changed = pyqtSignal(int)
    """The number of a turn whose answer is read now, or is not any more."""

    def __init__(self, controller: Controller, playback: Callable[[], Playback]) -> None:
        super().__init__(controller)
        self._controller = controller
        self._playback = playback
        self.number = 0
        """The turn whose answer is read or is being prepared; 0 = none."""
        self._plays = False

    def toggle(self, number: int) -> None:
        """Read this answer, or stop reading it."""
        was, plays = self.number, self._plays
        self._is(0)
        if plays:
            self._playback().stop()
        link = self._controller.link
        if was == number or link is None:
            return
        self._is(number)
        link.ask("POST", link.in_project(f"turns/{number}/speech"), {"voice": ""},
                 then=lambda values: self._spoken(number, values),
                 otherwise=lambda trouble: self._failed(number, trouble), answer_s=PATIENCE_S)

    def _spoken(self, number: int, values: Any) -> None:
        if number != self.number:
            return
        try:
            path = from_json(SpeechView, values).path
        except ValueError:
            self._is(0)
            return
        self._playback().audition(path, told=lambda plays: self._told(number, plays=plays))
        if not self._plays:  # there is no sound output; the player has said so
            self._is(0)

    def _told(self, number: int, *, plays: bool) -> None:
        if plays:
            self._plays = True
        elif self.number == number:
            self._is(0)

    def _failed(self, number: int, trouble: Any) -> None:
        if number == self.number:
            self._is(0)
            self._controller.tell_trouble(trouble)

    def _is(self, number: int) -> None:
        before, self.number, self._plays = self.number, number, False
        for one in {before, number} - {0}:
            if before != number:
                self.changed.emit(one)

"""Talking: the panel's ear and voice: the button and the key that talk, what they write, and answers read aloud."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtWidgets import QWidget

from ui.connection.controller import Controller
from ui.conversation.announcement import Announcer
from ui.talk.read_aloud import ReadAloud
from ui.talk.talk_key import TalkKey
from ui.talk.talker import Talker

if TYPE_CHECKING:
    from ui.playback.playback import Playback
    from ui.window.composer import Composer


class Talking(QObject):
    """Of one panel. What was heard is written into the message, and waits there for whoever said it."""

    listens = pyqtSignal()
    """Somebody begins to speak: nothing is to be played, or that is heard as well."""
    reading_changed = pyqtSignal(int)
    """The answer of this turn is read aloud from now on, or no longer."""

    def __init__(
        self, window: QWidget, controller: Controller, announcer: Announcer, listening: Callable[[], Playback]
    ) -> None:
        super().__init__(window)
        self._window, self._controller, self._announcer = window, controller, announcer
        self._composer: Composer | None = None
        self.talker = Talker(controller)
        self.talker.changed.connect(self._changed)
        self.talker.written.connect(self._written)
        self.read_aloud = ReadAloud(controller, listening)
        self.read_aloud.changed.connect(self.reading_changed)
        self._key = TalkKey(window)
        self._key.pressed.connect(self.talker.press)
        self._key.released.connect(self.talker.release)
        self._said: set[str] = set()
        """Requests that were spoken, and whose answers are not there yet."""
        self._is_spoken = False
        self._phase = "off"
        controller.turn_halted.connect(self._halted)

    def attend(self, composer: Composer) -> None:
        """Listen to the composer, which is made anew with every text size."""
        self._composer = composer
        composer.talk_button.pressed.connect(self.talker.press)
        composer.talk_button.released.connect(self.talker.release)
        composer.talk_row.discarded.connect(self.talker.discard)
        composer.talk_row.retried.connect(self.talker.retry)
        composer.typed.connect(self._edited)
        composer.show_talk(self.talker.state)

    def sent(self, text: str, *, reads_aloud: bool) -> None:
        """A request goes out; `reads_aloud`: the answer to a spoken one is to be read aloud."""
        if self._is_spoken and reads_aloud:
            self._said.add(text)
        self._is_spoken = False
        self.talker.sent()

    def _changed(self) -> None:
        state = self.talker.state
        if state.phase == "listening" != self._phase:
            self.listens.emit()
        if self._composer is not None:
            self._composer.show_talk(state)
        if state.phase != self._phase:
            self._phase = state.phase
            self._announcer.say(" ".join(part for part in (state.title, state.hint) if part))

    def _written(self, text: str) -> None:
        if self._composer is not None:
            self._composer.write_in(text, focus=self._window.isActiveWindow())
        self._is_spoken = True

    def _edited(self) -> None:
        if self._composer is None or not self._composer.state.text:
            self._is_spoken = False
            self.talker.sent()

    def _halted(self, number: int) -> None:
        turn = self._controller.conversation.turns[number]
        if turn.is_finished and turn.text in self._said:
            self._said.discard(turn.text)
            if turn.answer:
                self.read_aloud.toggle(number)

"""Talking: the panel's ear and voice: the button and the key that talk, what they write, and answers read aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject

from ui.talk.read_aloud import ReadAloud
from ui.talk.talk_key import TalkKey
from ui.talk.talker import Talker

if TYPE_CHECKING:
    from ui.window.panel import Panel


class Talking(QObject):
    """Of one panel. What was heard is written into the message, and waits there for whoever said it."""

    def __init__(self, panel: Panel) -> None:
        super().__init__(panel)
        self._panel = panel
        self.talker = Talker(panel.controller)
        self.talker.changed.connect(self._changed)
        self.talker.written.connect(self._written)
        self.read_aloud = ReadAloud(panel.controller, panel.listening)
        self.read_aloud.changed.connect(self._reading_changed)
        self._key = TalkKey(panel)
        self._key.pressed.connect(self.talker.press)
        self._key.released.connect(self.talker.release)
        self._said: set[str] = set()
        """Requests that were spoken, and whose answers are not there yet."""
        self._is_spoken = False
        self._phase = "off"
        panel.controller.turn_halted.connect(self._halted)

    def attend(self) -> None:
        """Listen to the composer, which is made anew with every text size."""
        composer = self._panel.composer
        composer.talk_button.pressed.connect(self.talker.press)
        composer.talk_button.released.connect(self.talker.release)
        composer.talk_row.discarded.connect(self.talker.discard)
        composer.talk_row.retried.connect(self.talker.retry)
        composer.typed.connect(self._edited)
        composer.show_talk(self.talker.state)

    def sent(self, text: str) -> None:
        """A request goes out; the answer to a spoken one may be read aloud."""
        if self._is_spoken and self._panel.window_state.reads_aloud:
            self._said.add(text)
        self._is_spoken = False
        self.talker.sent()

    def _changed(self) -> None:
        state = self.talker.state
        if state.phase == "listening" != self._phase and self._panel.playback is not None:
            self._panel.playback.stop()  # or it hears what is played
        self._panel.composer.show_talk(state)
        if state.phase != self._phase:
            self._phase = state.phase
            self._panel.announcer.say(" ".join(part for part in (state.title, state.hint) if part))

    def _written(self, text: str) -> None:
        self._panel.composer.write_in(text, focus=self._panel.isActiveWindow())
        self._is_spoken = True

    def _edited(self) -> None:
        if not self._panel.state.text:
            self._is_spoken = False
            self.talker.sent()

    def _halted(self, number: int) -> None:
        turn = self._panel.controller.conversation.turns[number]
        if turn.is_finished and turn.text in self._said:
            self._said.discard(turn.text)
            if turn.answer:
                self.read_aloud.toggle(number)

    def _reading_changed(self, number: int) -> None:
        if self._panel.transcript is not None:
            self._panel.transcript.renew_keys([f"{number}:answer"])

"""First steps: the page of a new user, and the first sound, played as soon as it is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject, pyqtSignal

from ui.connection.controller import Controller
from ui.conversation.first_run_state import FIRST_SOUND

if TYPE_CHECKING:
    from ui.window.first_run_page import FirstRunPage


class FirstSteps(QObject):
    """What happens on the page of a new user, until it is left for good."""

    ended = pyqtSignal()
    """The first sound was asked for, or the page was left out."""
    settings_pressed = pyqtSignal()

    def __init__(self, controller: Controller, play: Callable[[str], None], parent: QObject) -> None:
        super().__init__(parent)
        self._controller = controller
        self._play = play
        self._awaits_sound = False
        controller.turn_halted.connect(self._play_first)

    def page(self) -> FirstRunPage:
        """The page, made anew."""
        from ui.window.first_run_page import FirstRunPage

        made = FirstRunPage(self._controller)
        made.sound_pressed.connect(self._make_sound)
        made.settings_pressed.connect(self.settings_pressed)
        made.skipped.connect(self.ended)
        return made

    def _make_sound(self) -> None:
        self._awaits_sound = True
        self._controller.send({"text": FIRST_SOUND})
        self.ended.emit()

    def _play_first(self, number: int) -> None:
        turn = self._controller.conversation.turns[number]
        if self._awaits_sound and turn.is_finished:
            self._awaits_sound = False
            clip = next((one for one in turn.clips if one.kind == "audio" and one.path), None)
            if clip is not None:
                self._play(clip.path)

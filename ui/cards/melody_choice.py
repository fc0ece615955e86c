"""Melody choice: a button for each clip of notes that could be sung, and a list of those that are too many."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QWidget

from ui.conversation.sing_state import MelodyLine
from ui.language.language import said
from ui.widgets.button import Button
from ui.widgets.choice_button import ChoiceButton
from ui.widgets.flow import FlowLayout

MOST = 6
"""Clips with a button of their own."""


class MelodyChoice(QWidget):
    """`chosen` tells what the argument `midi` of `sing` takes."""

    chosen = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(said("Notes to sing"))
        self._flow = FlowLayout(gap=8)
        self.setLayout(self._flow)
        self._shown: tuple[MelodyLine, ...] = ()
        self.buttons: list[Button] = []

    def show_melodies(self, melodies: tuple[MelodyLine, ...]) -> None:
        """These, or nothing."""
        self.setVisible(bool(melodies))
        if melodies == self._shown:
            return
        self._shown = melodies
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.buttons = [self._button(one) for one in melodies[:MOST]]
        if rest := melodies[MOST:]:
            others = ChoiceButton("Notes to sing", f"{len(rest)} more")
            others.show_choice(others.words(), [(one.words, one.midi) for one in rest])
            others.chosen.connect(lambda midi: self.chosen.emit(str(midi)))
            self.buttons.append(others)
        for button in self.buttons:
            self._flow.addWidget(button)

    def _button(self, melody: MelodyLine) -> Button:
        button = Button(melody.words, name=f"Sing {melody.words}")
        button.clicked.connect(lambda: self.chosen.emit(melody.midi))
        return button

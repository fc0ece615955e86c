"""Chapter row: what was found in a sound, each a button that goes there."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QWidget

from ui.conversation.chapter import Chapter
from ui.language.language import said
from ui.widgets.chip import ChipButton
from ui.widgets.flow import FlowLayout


class ChapterRow(QWidget):
    """`pressed` tells the number of a chapter, from 0."""

    pressed = pyqtSignal(int)

    def __init__(self, chapters: Sequence[Chapter]) -> None:
        super().__init__()
        self.setAccessibleName(said("What was found"))
        self.buttons = []
        for at, chapter in enumerate(chapters):
            button = ChipButton(chapter.words, name=f"Go to {chapter.words}", tip="Hear it from here")
            button.clicked.connect(lambda _=False, place=at: self.pressed.emit(place))
            self.buttons.append(button)
        self.setLayout(FlowLayout(*self.buttons))

"""Answer card: words, measured facts and notes of the assistant, on the panel itself."""

from __future__ import annotations

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QBoxLayout

from ui.cards.chapter_row import ChapterRow
from ui.cards.error_card import place_button
from ui.conversation.item import AnswerItem
from ui.theme.active_theme import theme
from ui.theme.theme import LARGE
from ui.widgets.button import Button, IconButton
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.glyph import Glyph
from ui.widgets.keys import key_action
from ui.widgets.label import WrappedLabel
from ui.widgets.layout import column, row
from ui.wording import sentence

_NAME_PX = 76


class AnswerCard(Card):
    """What the assistant says; where it offers several things, the keys 1, 2, 3 take one."""

    remedied = pyqtSignal(int)
    """A remedy's button: its index."""

    chapter_pressed = pyqtSignal(int)
    """A place in a sound: its number, from 0."""

    place_pressed = pyqtSignal(str)
    """Where what is advised is done."""
    read_pressed = pyqtSignal()
    """Read it aloud, or stop."""

    def __init__(self, answer: AnswerItem, *, is_read: bool = False) -> None:
        kind = "Question" if len(answer.remedies) > 1 else "Answer"
        super().__init__(name=f"{kind}: {answer.text[:200]}", role="plain", focusable=bool(answer.remedies))
        self._offers = len(answer.remedies)
        parts = column(gap=8)
        if answer.text:
            words = "Stop reading" if is_read else "Read the answer aloud"
            aloud = IconButton("stop" if is_read else "aloud", words, "mini")
            aloud.clicked.connect(self.read_pressed)
            line = row(WrappedLabel(answer.text, selectable=True, raw=True), aloud, gap=4, margins=(4, 0, 0, 0))
            line.setAlignment(aloud, Qt.AlignmentFlag.AlignTop)
            line.setStretch(0, 1)
            parts.addLayout(line)
        if answer.facts:
            facts = column(*(fact_row(name, value) for name, value in answer.facts), gap=4, margins=(12, 12, 12, 12))
            parts.addWidget(Card(name="What was found", layout=facts))
        if answer.chapters:
            self.chapters = ChapterRow(answer.chapters)
            self.chapters.pressed.connect(self.chapter_pressed)
            parts.addLayout(row(self.chapters, margins=(4, 0, 4, 0)))
        if answer.note:
            note = row(Glyph("info", "dim"), WrappedLabel(answer.note, "meta", selectable=True), margins=(4, 0, 4, 0))
            note.setStretch(1, 1)
            note.setAlignment(note.itemAt(0).widget(), Qt.AlignmentFlag.AlignTop)  # type: ignore[union-attr]
            parts.addLayout(note)
        if answer.place:
            parts.addLayout(FlowLayout(place_button(answer.place, self.place_pressed.emit)))
        if answer.remedies:
            parts.addLayout(self._choices(answer))
        self.setLayout(parts)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """The number of a choice takes it."""
        action = key_action("question", event) if event is not None else ""
        number = int(action.removeprefix("choice ")) if action else 0
        if 1 <= number <= self._offers:
            self.remedied.emit(number - 1)
        else:
            super().keyPressEvent(event)

    def _choices(self, answer: AnswerItem) -> FlowLayout:
        """One button, or several with their numbers."""
        made = []
        for index, remedy in enumerate(answer.remedies):
            is_one = len(answer.remedies) == 1
            words = remedy.label if is_one else f"{index + 1}  {remedy.label}"
            name = remedy.label if is_one else f"{index + 1}: {remedy.label}"
            button = Button(words, "primary" if is_one else "control", name=name)
            button.clicked.connect(lambda _=False, at=index: self.remedied.emit(at))
            made.append(button)
        self.choices = made
        return FlowLayout(*made, gap=8)


def fact_row(name: str, value: str) -> QBoxLayout:
    """A name and a value beside it, as many lines as they need."""
    label = WrappedLabel(sentence(name), "meta")
    if theme().scale >= LARGE:
        return column(label, WrappedLabel(value, selectable=True), gap=0)
    label.setFixedWidth(theme().px(_NAME_PX))
    label.setContentsMargins(0, 2, 0, 0)  # smaller letters stand on the same line
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    text = WrappedLabel(value, selectable=True)
    line = row(label, text)
    line.setStretch(1, 1)
    line.setAlignment(label, Qt.AlignmentFlag.AlignTop)
    return line

"""Answer card: words, measured facts and notes of the assistant, on the panel itself."""

from __future__ import annotations

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QWidget

from ui.conversation.item import Answer
from ui.theme.look import theme
from ui.widgets.boxes import column, row
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.glyph import Glyph
from ui.widgets.label import WrappedLabel
from ui.wording import sentence

_NAME_PX = 76


class AnswerCard(QWidget):
    """What the assistant says."""

    remedied = pyqtSignal(int)
    """A remedy's button: its index."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.setAccessibleName(f"Answer: {answer.text[:200]}")
        parts = column(gap=8)
        if answer.text:
            parts.addLayout(row(WrappedLabel(answer.text, selectable=True), margins=(4, 0, 4, 0)))
        if answer.facts:
            facts = column(*(fact_row(name, value) for name, value in answer.facts), gap=4, margins=(12, 12, 12, 12))
            parts.addWidget(Card(name="What was found", layout=facts))
        if answer.note:
            note = row(Glyph("info", "dim"), WrappedLabel(answer.note, "meta", selectable=True), margins=(4, 0, 4, 0))
            note.setStretch(1, 1)
            note.setAlignment(note.itemAt(0).widget(), Qt.AlignmentFlag.AlignTop)  # type: ignore[union-attr]
            parts.addLayout(note)
        if answer.remedies:
            parts.addLayout(_buttons(answer, self))
        self.setLayout(parts)


def _buttons(answer: Answer, card: AnswerCard) -> FlowLayout:
    flow = FlowLayout(gap=8)
    for index, remedy in enumerate(answer.remedies):
        button = Button(remedy.label, "primary" if index == 0 else "control")
        button.clicked.connect(lambda _=False, at=index: card.remedied.emit(at))
        flow.addWidget(button)
    return flow


def fact_row(name: str, value: str) -> QHBoxLayout:
    """A name and a value beside it, as many lines as they need."""
    label = WrappedLabel(sentence(name), "meta")
    label.setFixedWidth(theme().px(_NAME_PX))
    label.setContentsMargins(0, 2, 0, 0)  # smaller letters stand on the same line
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    text = WrappedLabel(value, selectable=True)
    line = row(label, text)
    line.setStretch(1, 1)
    line.setAlignment(label, Qt.AlignmentFlag.AlignTop)
    return line

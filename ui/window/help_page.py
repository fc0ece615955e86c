"""Help page: every key of the table."""

from __future__ import annotations

from PyQt6.QtGui import QKeySequence
from PyQt6.QtWidgets import QWidget

from ui.cards.answer_card import fact_row
from ui.widgets.keys import FIELD_KEYS, KEYS, PLACES
from ui.widgets.label import Label
from ui.widgets.layout import column
from ui.window.page import Page


class HelpPage(Page):
    """All keys."""

    def __init__(self, panel: QWidget) -> None:
        super().__init__(panel, "Keys")

    def contents(self) -> QWidget:
        """A line for each key."""
        page = QWidget()
        page.setObjectName("rows")
        parts = column(gap=4, margins=(12, 0, 12, 12))
        for place, words in PLACES.items():
            parts.addWidget(Label(words, "title"))
            for key in KEYS:
                if key.where == place and key.words:
                    shown = QKeySequence(key.sequence).toString(QKeySequence.SequenceFormat.NativeText)
                    parts.addLayout(fact_row(shown, key.words))
            parts.addSpacing(12)
        parts.addWidget(Label("In the message", "title"))
        for sequence, words in FIELD_KEYS:
            parts.addLayout(fact_row(sequence, words))
        parts.addStretch(1)
        page.setLayout(parts)
        return page

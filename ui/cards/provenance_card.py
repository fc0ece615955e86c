"""Provenance card: how a clip was made, opened in the flow under its card."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import pyqtSignal

from ui.cards.answer_card import fact_row
from ui.language.language import said
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.label import WrappedLabel
from ui.widgets.layout import column
from ui.wording import sentence


class ProvenanceCard(Card):
    """Names and values, to read and to copy."""

    copied = pyqtSignal()
    again = pyqtSignal()

    def __init__(self, made: Sequence[tuple[str, str]]) -> None:
        super().__init__(name="How it was made", role="popup", focusable=True)
        self.setAccessibleDescription("; ".join(f"{said(sentence(name))}: {value}" for name, value in made))
        copy, again = Button("Copy recipe"), Button("Make again", "quiet")
        copy.clicked.connect(self.copied)
        again.clicked.connect(self.again)
        rows = column(*(fact_row(name, value) for name, value in made), gap=4)
        buttons = FlowLayout(copy, again, gap=8)
        self.setLayout(column(column(WrappedLabel("How it was made", "title"), rows, gap=4), buttons, gap=8,
                              margins=(12, 12, 12, 12)))

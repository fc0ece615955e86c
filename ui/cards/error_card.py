"""Error card: what was not done, why, what is unchanged, and what may help, the best remedy first."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import Qt, pyqtSignal

from ui.conversation.item import FailureItem
from ui.language.own_way import OPENS
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.glyph import Glyph
from ui.widgets.label import WrappedLabel
from ui.widgets.layout import column, row


def place_button(place: str, go: Callable[[str], None]) -> Button:
    """Leads to where what is advised is done."""
    button = Button(OPENS[place], "primary")
    button.clicked.connect(lambda: go(place))
    return button


class ErrorCard(Card):
    """One failure."""

    remedied = pyqtSignal(int)
    place_pressed = pyqtSignal(str)
    """Where what is advised is done."""
    resized = pyqtSignal()

    def __init__(self, failure: FailureItem) -> None:
        super().__init__(name=f"Error: {failure.what}", focusable=True)
        parts = column(WrappedLabel(failure.what, "danger", selectable=True), gap=8)
        if failure.why:
            parts.addWidget(WrappedLabel(failure.why, selectable=True))
        self.details = WrappedLabel(failure.details, "meta", selectable=True, raw=True)
        self.details.hide()
        if failure.remedies or failure.details or failure.place:
            parts.addLayout(self._buttons(failure))
        parts.addWidget(self.details)
        glyph = Glyph("alert", "danger")
        line = row(glyph, parts, margins=(12, 12, 12, 12))
        line.setAlignment(glyph, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        self.setLayout(line)

    def _buttons(self, failure: FailureItem) -> FlowLayout:
        flow = FlowLayout(gap=8)
        if failure.place:
            flow.addWidget(place_button(failure.place, self.place_pressed.emit))
        for index, remedy in enumerate(failure.remedies):
            button = Button(remedy.label, "primary" if index == 0 and not failure.place else "control")
            button.clicked.connect(lambda _=False, at=index: self.remedied.emit(at))
            flow.addWidget(button)
        if failure.details:
            button = Button("Details" if failure.is_known else "Why?", "quiet")
            button.clicked.connect(self._toggle)
            flow.addWidget(button)
        return flow

    def _toggle(self) -> None:
        self.details.setVisible(self.details.isHidden())
        self.resized.emit()

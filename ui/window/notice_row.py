"""Notice row: one line at the top of the conversation with one action; it can be put away."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QBoxLayout

from ui.conversation.item import Line
from ui.theme.look import theme
from ui.widgets.boxes import row
from ui.widgets.button import Button, IconButton
from ui.widgets.card import Card
from ui.widgets.glyph import Glyph
from ui.widgets.label import WrappedLabel

_NARROW_PX = 340
_LOOKS = {"info": ("info", "accent"), "warn": ("alert", "warn"), "error": ("alert", "danger")}


class NoticeRow(Card):
    """One notice."""

    acted = pyqtSignal()
    dismissed = pyqtSignal()

    def __init__(self, line: Line) -> None:
        super().__init__(name=line.text)
        icon, ink = _LOOKS.get(line.kind, _LOOKS["info"])
        self._words = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._words.setSpacing(theme().px(8))
        self._words.addWidget(WrappedLabel(line.text), 1)
        parts = row(Glyph(icon, ink), self._words, margins=(12, 8, 8, 8))
        parts.setStretch(1, 1)
        if line.action:
            action = Button(line.action)
            action.clicked.connect(self.acted)
            self._words.addWidget(action)
        if line.is_dismissible:
            close = IconButton("close", "Put this notice away")
            close.clicked.connect(self.dismissed)
            parts.addWidget(close)
        self.setLayout(parts)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """In a narrow panel the button stands under the words."""
        super().resizeEvent(event)
        is_narrow = self.width() < theme().px(_NARROW_PX)
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        if self._words.direction() != (down if is_narrow else right):
            self._words.setDirection(down if is_narrow else right)
            self.updateGeometry()

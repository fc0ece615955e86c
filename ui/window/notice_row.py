"""Notice row: one line at the top of the conversation with one action; it can be put away."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QBoxLayout, QWidget

from ui.conversation.item import Notice
from ui.theme.active_theme import theme
from ui.theme.theme import LARGE
from ui.widgets.button import Button, IconButton
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.glyph import Glyph
from ui.widgets.label import WrappedLabel
from ui.widgets.layout import column, row

_NARROW_PX = 340
_LOOKS = {"info": ("info", "accent"), "warn": ("alert", "warn"), "error": ("alert", "danger")}


class NoticeRow(Card):
    """One notice."""

    acted = pyqtSignal()
    dismissed = pyqtSignal()

    def __init__(self, line: Notice) -> None:
        super().__init__(name=line.text)
        icon, ink = _LOOKS.get(line.kind, _LOOKS["info"])
        self._words = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._words.setSpacing(theme().px(8))
        glyph, words = Glyph(icon, ink), WrappedLabel(line.text)
        buttons: list[QWidget] = []
        if line.action:
            action = Button(line.action)
            action.clicked.connect(self.acted)
            buttons.append(action)
        close = IconButton("close", "Put this notice away")
        close.clicked.connect(self.dismissed)
        if theme().scale >= LARGE:
            foot = FlowLayout(*(buttons or [glyph]), *((close,) if line.is_dismissible else ()), last_right=True)
            self.setLayout(column(words, foot, gap=4, margins=(12, 8, 8, 8)))
            return
        self._words.addWidget(words, 1)
        for button in buttons:
            self._words.addWidget(button)
        parts = row(glyph, self._words, *((close,) if line.is_dismissible else ()), margins=(12, 8, 8, 8))
        parts.setStretch(1, 1)
        self.setLayout(parts)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """In a narrow panel the button stands under the words."""
        super().resizeEvent(event)
        is_narrow = self.width() < theme().px(_NARROW_PX)
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        if self._words.direction() != (down if is_narrow else right):
            self._words.setDirection(down if is_narrow else right)
            self.updateGeometry()

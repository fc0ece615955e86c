"""Notice row: one line at the top of the conversation with one action; it can be put away."""

from __future__ import annotations

import re

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QBoxLayout, QWidget

from ui.conversation.item import Notice
from ui.language.language import said
from ui.theme.active_theme import theme
from ui.theme.theme import LARGE
from ui.widgets.button import Button, IconButton
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.glyph import Glyph
from ui.widgets.label import WrappedLabel
from ui.widgets.layout import column, row

_NARROW_PX = 340
_MOST_BESIDE = 4
"""Lines of words with their button beside them; more words have the whole width, and the button below."""
_LOOKS = {"info": ("info", "accent"), "warn": ("alert", "warn"), "error": ("alert", "danger")}
_FIRST = re.compile(r"(.+?(?:[.;…](?=\s)|[。；…]))\s*(?=\S)", re.DOTALL)
"""A text's first sentence, where more follow; a point within a name, as in llama.cpp, ends none."""


class NoticeRow(Card):
    """One notice. With large letters its first sentence stands there, and the others when they are asked for."""

    acted = pyqtSignal()
    dismissed = pyqtSignal()
    unfolded = pyqtSignal()

    def __init__(self, line: Notice, *, is_unfolded: bool = False) -> None:
        super().__init__(name=line.text)
        self._beside: tuple[QWidget, ...] = ()
        icon, ink = _LOOKS.get(line.kind, _LOOKS["info"])
        self._words = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._words.setSpacing(theme().px(8))
        text = said(line.text)
        first = _FIRST.match(text) if theme().scale >= LARGE and not is_unfolded else None
        glyph = Glyph(icon, ink)
        self.words = WrappedLabel(first[1].rstrip(";；") if first else text, raw=True)
        buttons: list[QWidget] = []
        if line.action:
            action = Button(line.action)
            action.clicked.connect(self.acted)
            buttons.append(action)
        if first:
            more = IconButton("down", "Show all of it")
            more.clicked.connect(self.unfolded)
            buttons.append(more)
        close = IconButton("close", "Put this notice away")
        close.clicked.connect(self.dismissed)
        if theme().scale >= LARGE:
            closing = (close,) if line.is_dismissible else ()
            beside = closing if line.action else ()  # where a button takes the line below
            head = row(self.words, *beside, gap=4)
            head.setStretch(0, 1)
            head.setAlignment(close, Qt.AlignmentFlag.AlignTop)
            below = () if beside else closing
            foot = FlowLayout(*(buttons or [glyph]), *below, last_right=bool(below))
            self.setLayout(column(head, foot, gap=4, margins=(12, 8, 4, 8)))
            return
        self._words.addWidget(self.words, 1)
        for button in buttons:
            self._words.addWidget(button)
        parts = row(glyph, self._words, *((close,) if line.is_dismissible else ()), margins=(12, 8, 8, 8))
        parts.setStretch(1, 1)
        self._beside = (*buttons, glyph, *((close,) if line.is_dismissible else ()))
        self.setLayout(parts)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """In a narrow panel, and where there are many words, the button stands under them."""
        super().resizeEvent(event)
        taken = sum(part.sizeHint().width() + theme().px(8) for part in self._beside)
        room = max(self.width() - theme().px(20) - taken, 1)
        is_long = self.words.heightForWidth(room) > _MOST_BESIDE * self.words.fontMetrics().lineSpacing()
        is_narrow = self.width() < theme().px(_NARROW_PX) or is_long
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        if self._words.direction() != (down if is_narrow else right):
            self._words.setDirection(down if is_narrow else right)
            self.updateGeometry()

"""Notice strip: the few lines between header and conversation, in sight wherever the conversation is scrolled to."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QSize, pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QSizePolicy

from ui.conversation.item import Notice
from ui.theme.active_theme import theme
from ui.theme.theme import LARGE
from ui.widgets.card import Rule
from ui.widgets.layout import column
from ui.widgets.scrolled import Scrolled
from ui.window.notice_row import NoticeRow

_MOST, _MOST_LARGE = 0.25, 0.2
"""Share of the panel's height that notices may take, also with large letters; what does not fit is scrolled to."""


class NoticeStrip(Scrolled):
    """Lines, newest last."""

    acted = pyqtSignal(object)
    """A Line whose button was pressed."""
    dismissed = pyqtSignal(str)
    """Id of a line."""

    def __init__(self) -> None:
        super().__init__("Notices")
        self._column = column(gap=8, margins=(12, 8, 0, 0))
        self.show_layout(self._column)
        self._end = Rule()
        """Where not all is in sight: the conversation begins below."""
        self._end.setParent(self)
        self._end.hide()
        bar = self.verticalScrollBar()
        if bar is not None:
            bar.rangeChanged.connect(lambda _, most: self._end.setVisible(most > 0))
        self.lines: tuple[Notice, ...] = ()
        self.rows: list[NoticeRow] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the lines need, unless that would leave too little of the panel."""
        bar = self.verticalScrollBar()
        needed = self._column.totalHeightForWidth(width - (bar.sizeHint().width() if bar is not None else 0))
        panel = self.parentWidget()
        most = _MOST_LARGE if theme().scale >= LARGE else _MOST
        return min(needed, round(most * panel.height())) if panel is not None else needed

    def sizeHint(self) -> QSize:
        """At the width that it has."""
        return QSize(super().sizeHint().width(), self.heightForWidth(max(self.width(), 1)))

    def minimumSizeHint(self) -> QSize:
        """The conversation gives way, not the notices."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Another width, another height."""
        super().resizeEvent(event)
        self._end.setGeometry(0, self.height() - 1, self.width(), 1)
        self._end.raise_()
        self.updateGeometry()

    def show_lines(self, lines: Sequence[Notice]) -> None:
        """These lines now."""
        if tuple(lines) == self.lines:
            return
        self.lines = tuple(lines)
        for old in self.rows:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows = [NoticeRow(line) for line in self.lines]
        for row, line in zip(self.rows, self.lines, strict=True):
            row.acted.connect(lambda one=line: self.acted.emit(one))
            row.dismissed.connect(lambda one=line: self.dismissed.emit(one.id or one.text))
            self._column.addWidget(row)
        self.setVisible(bool(self.rows))

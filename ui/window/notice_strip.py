"""Notice strip: the few lines between header and conversation, in sight wherever the conversation is scrolled to."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QSize, pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QSizePolicy, QWidget

from ui.conversation.item import Notice
from ui.language.language import said
from ui.widgets.layout import column
from ui.window.notice_row import NoticeRow


class NoticeStrip(QWidget):
    """Lines, newest last."""

    acted = pyqtSignal(object)
    """A Line whose button was pressed."""
    dismissed = pyqtSignal(str)
    """Id of a line."""

    def __init__(self) -> None:
        super().__init__()
        self._column = column(gap=8, margins=(12, 8, 12, 0))
        self.setLayout(self._column)
        self.setAccessibleName(said("Notices"))
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
        """As high as the lines need."""
        return self._column.totalHeightForWidth(width)

    def sizeHint(self) -> QSize:
        """At the width that it has."""
        return QSize(super().sizeHint().width(), self.heightForWidth(max(self.width(), 1)))

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Another width, another height."""
        super().resizeEvent(event)
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

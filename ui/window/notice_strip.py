"""Notice strip: the few lines between header and conversation, in sight wherever the conversation is scrolled to."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QPoint, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QPushButton, QSizePolicy

from ui.conversation.item import Notice
from ui.language.language import said
from ui.theme.active_theme import theme
from ui.theme.theme import LARGE
from ui.widgets.card import Rule
from ui.widgets.layout import column
from ui.widgets.scrolled import Scrolled
from ui.window.notice_row import NoticeRow

_MOST, _MOST_LARGE = 0.25, 0.22
"""Share of the panel's height that notices may take, also with large letters; what does not fit is scrolled to."""
_TOP_PX, _GAP_PX = 8, 8


class NoticeStrip(Scrolled):
    """Lines, newest last."""

    acted = pyqtSignal(object)
    """A Line whose button was pressed."""
    dismissed = pyqtSignal(str)
    """Id of a line."""

    def __init__(self) -> None:
        super().__init__("Notices")
        self._column = column(gap=_GAP_PX, margins=(12, _TOP_PX, 0, 0))
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
        self._unfolded: set[str] = set()
        """Texts of which all was asked for."""
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the lines need, unless that would leave too little of the panel: then whole notices."""
        bar = self.verticalScrollBar()
        inner = width - (bar.sizeHint().width() if bar is not None else 0)
        needed = self._column.totalHeightForWidth(inner)
        panel = self.parentWidget()
        if panel is None:
            return needed
        most = round((_MOST_LARGE if theme().scale >= LARGE else _MOST) * panel.height())
        return needed if needed <= most else self._whole(inner, most)

    def _whole(self, width: int, most: int) -> int:
        """The height of the notices that fit whole; of whole lines of text where not even the first one does."""
        margins = self._column.contentsMargins()
        room, height, fits = width - margins.left() - margins.right(), margins.top(), 0
        for row in self.rows:
            height += (self._column.spacing() if fits else 0) + _height_of(row, room)
            if height > most:
                break
            fits = height
        if fits or not self.rows:
            return fits or most
        words = self.rows[0].words
        line, above = words.fontMetrics().lineSpacing(), margins.top() + words.mapTo(self.rows[0], QPoint(0, 0)).y()
        lines = max(1, words.heightForWidth(words.width()) // line)
        edge = above + min(lines, max(1, (most - above) // line)) * line
        beside = (margins.top() + one.geometry().bottom() + 1 for one in self.rows[0].findChildren(QPushButton)
                  if margins.top() + one.y() < edge)
        return max([edge, *(bottom for bottom in beside if bottom <= most)])

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
        if tuple(lines) != self.lines:
            self.lines = tuple(lines)
            self._show()

    def _show(self) -> None:
        for old in self.rows:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows = [NoticeRow(line, is_unfolded=line.text in self._unfolded) for line in self.lines]
        for row, line in zip(self.rows, self.lines, strict=True):
            row.acted.connect(lambda one=line: self.acted.emit(one))
            row.dismissed.connect(lambda one=line: self.dismissed.emit(one.id or one.text))
            row.unfolded.connect(lambda one=line: self._unfold(one.text))
            self._column.addWidget(row)
        self.setVisible(bool(self.rows))

    def _unfold(self, text: str) -> None:
        """All of a notice, with the keyboard where it was."""
        self._unfolded.add(text)
        self._show()
        again = next(row for row in self.rows if row.accessibleName() == said(text))
        if (stop := again.findChild(QPushButton)) is not None:
            stop.setFocus(Qt.FocusReason.OtherFocusReason)


def _height_of(row: NoticeRow, width: int) -> int:
    layout = row.layout()
    is_wrapped = layout is not None and layout.hasHeightForWidth()
    return layout.totalHeightForWidth(width) if layout is not None and is_wrapped else row.sizeHint().height()

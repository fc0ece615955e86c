"""How far something is: a thin bar, and the row that shows a job with its bar and its cancel button."""

from __future__ import annotations

from PyQt6.QtCore import QRectF, QSize, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QShowEvent
from PyQt6.QtWidgets import QBoxLayout, QProgressBar, QSizePolicy

from ui.language.language import said
from ui.theme.active_theme import theme
from ui.theme.theme import LARGE
from ui.widgets.button import IconButton
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.label import Label, WrappedLabel
from ui.widgets.layout import column, row

_HEIGHT_PX = 4
_BUSY_PART = 0.25
"""Share of the bar that the block takes while nobody knows how long it lasts."""
_BUSY_STEP = 0.02
_BUSY_EVERY_MS = 40


class ThinBar(QProgressBar):
    """A bar 4 px high; `set_part(None)` says busy: a block that moves, or stands still for who wants no motion."""

    def __init__(self, name: str, *, part: float | None = 0.0, moves: bool = True) -> None:
        super().__init__()
        self.setAccessibleName(said(name))
        self.setTextVisible(False)
        self.setFixedHeight(theme().px(_HEIGHT_PX))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._part = part
        self._phase = 0.4
        self._timer = QTimer(self)
        self._timer.setInterval(_BUSY_EVERY_MS)
        self._timer.timeout.connect(self._step)
        self._moves = moves
        self.set_part(part)

    def set_part(self, part: float | None) -> None:
        """How much is done, 0 to 1; None when that is not known."""
        self._part = None if part is None else min(1.0, max(0.0, part))
        self.setRange(0, 0 if self._part is None else 100)
        if self._part is not None:
            self.setValue(round(100 * self._part))
        self._run_timer()
        self.update()

    def sizeHint(self) -> QSize:
        """Thin."""
        return QSize(80, theme().px(_HEIGHT_PX))

    def minimumSizeHint(self) -> QSize:
        """Thin."""
        return QSize(24, theme().px(_HEIGHT_PX))

    def showEvent(self, event: QShowEvent | None) -> None:
        """Move only while seen."""
        super().showEvent(event)
        self._run_timer()

    def hideEvent(self, event: QHideEvent | None) -> None:
        """Stand still while not seen."""
        super().hideEvent(event)
        self._timer.stop()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """The groove and what is done of it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        groove = QRectF(self.rect())
        radius = groove.height() / 2
        painter.setBrush(QColor(theme().hover))
        painter.drawRoundedRect(groove, radius, radius)
        done = QRectF(groove)
        if self._part is None:
            done.setWidth(groove.width() * _BUSY_PART)
            done.moveLeft((groove.width() - done.width()) * abs(2 * self._phase - 1))
        else:
            done.setWidth(groove.width() * self._part)
        if done.width() > 0:
            painter.setBrush(QColor(theme().accent))
            painter.drawRoundedRect(done, radius, radius)

    def _run_timer(self) -> None:
        if self._part is None and self._moves and self.isVisible():
            self._timer.start()
        else:
            self._timer.stop()

    def _step(self) -> None:
        self._phase = (self._phase + _BUSY_STEP) % 1.0
        self.update()


class ProgressRow(Card):
    """A job: title, per cent and cancel; the bar; what is being done and the time left."""

    cancelled = pyqtSignal()

    def __init__(self, title: str, *, moves: bool = True) -> None:
        super().__init__(name=title)
        self._title = WrappedLabel(title, "title")
        self._percent = Label("", "meta")
        self.cancel_button = IconButton("close", f"Cancel: {title}")
        self.cancel_button.clicked.connect(self.cancelled)
        self.bar = ThinBar(title, moves=moves)
        self._doing = WrappedLabel("", "meta")
        self._left = Label("", "meta")
        top: QBoxLayout
        foot: QBoxLayout
        self._is_large = theme().scale >= LARGE
        if self._is_large:
            top = row(self._title)
            foot = row(column(self._doing, FlowLayout(self._percent, self._left, gap=8), gap=0), self.cancel_button)
            foot.setStretch(0, 1)
        else:
            top = row(self._title, self._percent, self.cancel_button)
            top.setStretch(0, 1)
            foot = row(self._doing, self._left)
            foot.setStretch(0, 1)
        self._then: WrappedLabel | None = None
        self._column = column(top, self.bar, foot, gap=4, margins=(12, 8, 12, 12))
        self.setLayout(self._column)

    def show_title(self, title: str) -> None:
        """Call the job something else."""
        self._title.setText(title)
        self.setAccessibleName(title)
        self.bar.setAccessibleName(title)
        self.cancel_button.setAccessibleName(said(f"Cancel: {title}"))
        self.cancel_button.setToolTip(said(f"Cancel: {title}"))

    def show_progress(self, part: float | None, *, doing: str = "", left: str = "", then: str = "") -> None:
        """How much is done (None: not known), what is being done, how long it will still take, what comes after."""
        self.bar.set_part(part)
        self._percent.setText(f"{round(100 * min(1.0, max(0.0, part)))}\u202f%" if part else "")
        self._doing.setText(doing)
        self._left.setText(left)
        self._show_then(then)
        for one in (self._percent, self._left) if self._is_large else ():
            one.setVisible(bool(one.text()))  # on a line of their own they take room without words, too

    def _show_then(self, then: str) -> None:
        """A line of its own for what comes after, made when there is something to tell."""
        if then and self._then is None:
            self._then = WrappedLabel("", "meta", raw=True)
            self._column.addWidget(self._then)
        if self._then is not None:
            self._then.setText(then)
            self._then.setVisible(bool(then))

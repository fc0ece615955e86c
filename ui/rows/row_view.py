"""A scrolling view of rows that are made when they come near: where each stands, and which of them exist.

What stands at the top of the view is the anchor: heights that turn out other than estimated never make it jump.
A view that is at the end stays at the end, where the list is one that follows it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from PyQt6.QtCore import QEvent, QObject, Qt, QTimer
from PyQt6.QtGui import QResizeEvent, QShowEvent
from PyQt6.QtWidgets import QAbstractScrollArea, QFrame, QScrollBar, QWidget

from ui.rows.live_rows import LiveRows, height_at
from ui.rows.row_heights import RowHeights
from ui.theme.active_theme import theme

_ESTIMATE_PX = 96
"""Height of a row that was never built."""
_STEP_PX = 24
_ROWS_A_FRAME = 3
"""How many rows are made at once while the view moves faster than they can be made."""
_BUDGET_S = 0.002
"""Processor time after which fewer are made: a clip costs three times as much as a line of words."""
_FILL_S = 0.012
"""Processor time after which a page that is filled anew is shown with the rows it has; the others follow."""
_PAUSE_MS = 8
"""How long making more rows waits, so that frames come between."""
_ROUNDS = 4
"""Making rows near the end moves the end; after so many corrections the rest waits for the next frame."""


class _Allowance:
    """Rows that may be made in one frame: one always, more while there is time."""

    def __init__(self, most: int = _ROWS_A_FRAME, budget_s: float = _BUDGET_S) -> None:
        self._taken, self._most = 0, most
        self._end = time.thread_time() + budget_s

    def take(self) -> bool:
        """True when another row may be made."""
        self._taken += 1
        return self._taken == 1 or (self._taken <= self._most and time.thread_time() < self._end)


class RowView(QAbstractScrollArea):
    """Rows from `make(index)`; `gap` and `margin` are pixels at 100 %."""

    def __init__(
        self,
        make: Callable[[int], QWidget],
        *,
        noun: str,
        gap: int,
        margin: int,
        follows_end: bool = True,
    ) -> None:
        super().__init__()
        self._follows_end = follows_end
        self._gap = gap
        self._margin = margin
        self._heights = RowHeights()
        self._anchor = self._top_of(0)
        """The row at the top of the view, and how many pixels of it are above the view."""
        self._sticks = follows_end
        self._is_behind = False
        """True while rows that should be there were not made yet."""
        self._is_fresh = False
        """True until the first of the rows that the list begins with are there."""
        self._is_placing = False
        self._holds = 0
        """How many `together` blocks are open."""
        self._stale: set[QWidget] = set()
        """Rows whose height may be another by now."""
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._place)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._view: QWidget = self.viewport()  # type: ignore[assignment]
        self._view.setObjectName("rows")
        self._bar: QScrollBar = self.verticalScrollBar()  # type: ignore[assignment]
        self._bar.setSingleStep(_STEP_PX)
        self._bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._bar.valueChanged.connect(self._scrolled)
        self._live = LiveRows(self, self._view, make, noun)

    def count(self) -> int:
        """How many rows there are."""
        return len(self._heights)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Other widths make other heights; the anchor stays."""
        super().resizeEvent(event)
        self._stale.update(self._live.widgets.values())
        self._place()

    def showEvent(self, event: QShowEvent | None) -> None:
        """What came while nobody looked is placed now."""
        super().showEvent(event)
        self._stale.update(self._live.widgets.values())
        self._place()

    def changeEvent(self, event: QEvent | None) -> None:
        """Another theme may have larger letters."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.StyleChange and "_live" in self.__dict__:
            self._stale.update(self._live.widgets.values())
            self._later.start(0)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """A row whose layout changed is measured again, together with others in the next frame."""
        if event is not None and event.type() == QEvent.Type.LayoutRequest and isinstance(watched, QWidget):
            self._stale.update({watched} & set(self._live.widgets.values()))
            self._later.start(0)
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        """Make what is near the view, put every row where it belongs, and let go of what is far."""
        if self._is_placing or self._holds or self._view.width() < 2 or not self.isVisible():
            return
        self._is_placing = True
        try:
            few = _Allowance()
            at = self._live.focused()
            focused = self._live.widgets.get(at) if at is not None else None
            has_grown = focused is not None and focused in self._stale and self._sees_keyboard()
            self._measure(self._stale)
            fill = _Allowance(self.count(), _FILL_S) if self._is_fresh or not self._follows_end else None
            self._make_visible(few if self._is_behind else fill)
            self._is_fresh = False
            value = self._settle()
            self._is_behind = not self._make_near(value, few)
            value = self._settle()
            for row, widget in self._live.widgets.items():
                widget.move(theme().px(self._margin), self._y(row) - value)
                widget.show()
            self._let_go(value)
        finally:
            self._is_placing = False
        if has_grown:
            self._follow_keyboard()
        if self._is_behind:
            self._later.start(_PAUSE_MS)  # a view that moves on makes its rows as it does so, never twice in a frame

    def _follow_keyboard(self) -> None:
        """The row with the keyboard may be higher now."""

    def _sees_keyboard(self) -> bool:
        """True while what has the keyboard is in sight; who has scrolled away from it is not taken back to it."""
        window = self.window()
        focused = window.focusWidget() if window is not None else None
        return focused is not None and self._live.row_of(focused) is not None and not focused.visibleRegion().isEmpty()

    def _make_visible(self, few: _Allowance | None) -> None:
        """Make the rows in view; None = all of them."""
        for _ in range(_ROUNDS):
            value = self._settle()
            in_view = self._between(value, value + self._view.height())
            missing = [row for row in in_view if row not in self._live.widgets]
            if not missing:
                break
            # From the end upwards when the end is what stays, otherwise from the anchor downwards.
            for row in (reversed(missing) if self._sticks else missing):
                if few is not None and not few.take():
                    return
                self._build(row)
                if not self._sticks and self._y(row) + self._heights[row] > value + self._view.height():
                    break

    def _make_near(self, value: int, few: _Allowance) -> bool:
        """Make rows up to one view ahead and behind; False when some are still to be made."""
        height = self._view.height()
        below = self._between(value, value + 2 * height)
        above = reversed(self._between(value - height, value))
        for row in (*below, *above):
            if row in self._live.widgets:
                continue
            if not few.take():
                return False
            self._build(row)
        return True

    def _let_go(self, value: int) -> None:
        """Rows further than one and a half views away go, unless they are kept or have the keyboard."""
        height = self._view.height()
        near = self._between(value - 3 * height // 2, value + 5 * height // 2)
        focused = self._live.focused()
        for row, widget in list(self._live.widgets.items()):
            if row not in near and row != focused and widget not in self._live.kept:
                self._stale.discard(widget)
                self._live.drop(row)

    def _settle(self) -> int:
        """Set the scroll bar to where the anchor (or the end) is now; returns the position of the view."""
        height = self._view.height()
        content = self._heights.total() - theme().px(self._gap) + 2 * theme().px(self._margin)
        most = max(0, content - height) if self.count() else 0
        row, above = self._anchor
        value = most if self._sticks else max(0, min(most, self._y(row) + above))
        was_placing, self._is_placing = self._is_placing, True
        self._bar.setRange(0, most)
        self._bar.setPageStep(height)
        self._bar.setValue(value)
        self._bar.setEnabled(most > 0)
        self._is_placing = was_placing
        self._hold(value)
        return value

    def _hold(self, value: int) -> None:
        """Take what is at the top of the view as the anchor."""
        row = self._heights.at(value - theme().px(self._margin))
        self._anchor = (row, value - self._y(row))

    def _scrolled(self, value: int) -> None:
        if self._is_placing:
            return
        self._hold(value)
        self._sticks = self._follows_end and value >= self._bar.maximum()
        self._place()

    def _build(self, row: int) -> QWidget:
        is_new = row not in self._live.widgets
        widget = self._live.build(row, self.count())
        if is_new:
            self._measure([widget])
        return widget

    def _measure(self, widgets: Iterable[QWidget]) -> None:
        width = max(1, self._view.width() - theme().px(self._margin))
        rows = {widget: row for row, widget in self._live.widgets.items()}
        for widget in [one for one in widgets if one in rows]:
            height = height_at(widget, width)
            self._heights[rows[widget]] = height + theme().px(self._gap)
            widget.resize(width, height)
            self._live.chain(rows[widget])
        self._stale.clear()

    def _between(self, top: int, bottom: int) -> range:
        """The rows that lie, at least in part, between two heights of the content."""
        if not self.count() or bottom <= 0:
            return range(0)
        lead = theme().px(self._margin)
        return range(self._heights.at(top - lead), self._heights.at(bottom - lead - 1) + 1)

    def _top_of(self, row: int) -> tuple[int, int]:
        """The anchor with a row at the top of the view; above it the gap is seen, above the first one the margin."""
        return row, -theme().px(self._gap if row else self._margin)

    def _y(self, row: int) -> int:
        return theme().px(self._margin) + self._heights.top(row)

    def _guess(self) -> int:
        return theme().px(_ESTIMATE_PX + self._gap)

"""The conversation: a list of any length made of real widgets, of which only those near the view exist."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from PyQt6.QtCore import QPoint, QRect, QRectF, Qt
from PyQt6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PyQt6.QtWidgets import QApplication, QWidget

from ui.language.language import said
from ui.rows.live_rows import tab_stops
from ui.rows.row_heights import RowHeights
from ui.rows.row_view import RowView
from ui.theme.active_theme import theme
from ui.theme.theme import RADIUS
from ui.widgets.focus_ring import draw_ring

_REVEALS = 3
"""How often a row is looked for: others that are made as the view moves push it on."""


class VirtualList(RowView):
    """Rows from `make(index)`; they may change their height whenever they like.

    `gap` and `margin` are pixels at 100 %. Screen readers hear "message 3 of 40" after a row's own name.
    """

    def __init__(
        self,
        make: Callable[[int], QWidget],
        count: int = 0,
        *,
        name: str = "Conversation",
        noun: str = "message",
        gap: int = 8,
        margin: int = 12,
        follows_end: bool = True,
    ) -> None:
        super().__init__(make, noun=noun, gap=gap, margin=margin, follows_end=follows_end)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(said(name))
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]
        self.reset(count)

    def reset(self, count: int) -> None:
        """Forget all rows and begin again with `count` of them, at the end that is followed, else at the top."""
        self._drop(list(self._live.widgets))
        self._heights = RowHeights([self._guess()] * count)
        self._anchor, self._sticks, self._is_behind, self._is_fresh = self._top_of(0), self._follows_end, False, True
        self._place()

    def append(self, count: int = 1) -> None:
        """More rows at the end; a view that is at the end follows."""
        self.insert(self.count(), count)

    def insert(self, index: int, count: int = 1) -> None:
        """More rows before `index`; what is in view stays where it is."""
        was_empty = not self.count()
        self._heights.insert(index, self._guess(), count)
        self._live.shift(index, count)
        row, above = self._anchor
        if row >= index and not was_empty:
            self._anchor = (row + count, above)
        self._live.rename(self.count())
        self._place()

    def remove(self, index: int, count: int = 1) -> None:
        """Rows from `index` on less; a keyboard that was in one of them is at the list then, never nowhere."""
        self._drop([row for row in range(index, index + count) if row in self._live.widgets])
        self._heights.remove(index, count)
        self._live.shift(index + count, -count)
        row, above = self._anchor
        if row >= index + count:
            self._anchor = (row - count, above)
        elif row >= index:
            self._anchor = (min(index, max(0, self.count() - 1)), 0)
        self._live.rename(self.count())
        self._place()

    def _drop(self, rows: Sequence[int]) -> None:
        had_keyboard = self._live.focused() in rows
        for row in rows:
            self._live.drop(row)
        if had_keyboard:  # not at the next row: what is pressed now was not meant for it
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Several changes as one: no row is made before the last of them."""
        self._holds += 1
        try:
            yield
        finally:
            self._holds -= 1
            self._place()

    def changed(self, index: int) -> None:
        """Make a row anew, if it exists now; the keyboard stays in it. Rows that only resize need no call."""
        old = self._live.widgets.get(index)
        if old is None:
            return
        has_focus, is_kept = self._live.focused() == index, old in self._live.kept
        window = self.window()
        focused = window.focusWidget() if has_focus and window is not None else None
        name = focused.accessibleName() if focused is not None and focused is not old else ""
        self._live.drop(index)
        if has_focus or is_kept:
            self._build(index)
        if is_kept:
            self.keep(index, True)
        if has_focus:
            self.focus_row(index, name)
        self._place()

    def row_widget(self, index: int) -> QWidget | None:
        """The widget of a row, if it exists now."""
        return self._live.widgets.get(index)

    def alive(self) -> dict[int, QWidget]:
        """The rows that exist now, by index."""
        return dict(sorted(self._live.widgets.items()))

    def keep(self, index: int, kept: bool) -> None:
        """Keep a row that plays (or must not go for another reason) although it is out of view."""
        widget = self._live.widgets.get(index)
        if widget is not None:
            (self._live.kept.add if kept else self._live.kept.discard)(widget)

    def current_row(self) -> int:
        """The row with the keyboard, or else the one at the top of the view."""
        focused = self._live.focused()
        return self._anchor[0] if focused is None else focused

    def is_at_end(self) -> bool:
        """True while the view follows what is appended."""
        return self._sticks

    def height_of(self, index: int) -> int:
        """How high a row is, in pixels."""
        return self._heights[index]

    def scroll_to(self, index: int) -> None:
        """Bring a row to the top of the view, or as near as the end allows."""
        index = max(0, min(index, self.count() - 1))
        self._make_around(index)
        self._anchor, self._sticks = self._top_of(index), False
        self._place()

    def _make_around(self, index: int) -> None:
        """Make a view of rows from `index` on, and above it what the end leaves: their real heights say where."""
        filled, room = 0, self._view.height() if self.isVisible() else 0
        below, above = range(index, self.count()), range(index - 1, -1, -1)
        for row in (*below, *above):
            if filled >= room:
                break
            self._build(row)
            filled += self._heights[row]

    def scroll_to_end(self) -> None:
        """Go to the end, and stay there where the list follows it."""
        self._sticks = True
        self._place()
        self._sticks = self._follows_end

    def focus_row(self, index: int, name: str = "") -> bool:
        """Give the keyboard to a row, which is made if it does not exist. False when there is no such row.

        What gets it is the part called `name`, or else the first at which Tab stops.
        """
        if not 0 <= index < self.count():
            return False
        widget = self._build(index)
        with self._kept_meanwhile(widget):
            for _ in range(_REVEALS):
                self._reveal(QRect(0, self._y(index), 1, self._heights[index]))
        stops = [stop for stop in tab_stops(widget) if stop.isEnabled() and stop.isVisibleTo(widget)]
        named = [stop for stop in stops if stop.accessibleName() == name]
        (*named, *stops, widget)[0].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    @contextmanager
    def _kept_meanwhile(self, widget: QWidget) -> Iterator[None]:
        """Rows above that are made as the view moves may push it out of sight, to where rows are let go of."""
        was_kept = widget in self._live.kept
        self._live.kept.add(widget)
        try:
            yield
        finally:
            if not was_kept:
                self._live.kept.discard(widget)

    def focus_next(self, step: int = 1) -> bool:
        """To the next row (`step` 1) or the previous one (−1); from outside, to the current row."""
        return self.focus_row(self.current_row() + (0 if self._live.focused() is None else step))

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Alt with up or down goes from row to row; the other keys scroll."""
        if event is None:
            return
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.focus_next(step)
        elif event.key() == Qt.Key.Key_Home:
            self.scroll_to(0)
        elif event.key() == Qt.Key.Key_End:
            self.scroll_to_end()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab reaches rows that do not exist yet: they are made first."""
        row, step = self._live.focused(), 1 if next else -1
        while row is not None and 0 <= row + step < self.count():
            row += step
            if tab_stops(self._build(row)):
                break
        return super().focusNextPrevChild(next)

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self._view.update()

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        """Hide the ring."""
        super().focusOutEvent(event)
        self._view.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """The ring around the list, or around a row of plain words."""
        painter = QPainter(self._view)
        row = self._live.focused()
        if self.hasFocus():
            draw_ring(painter, QRectF(self._view.rect()), theme().accent, RADIUS["card"])
        elif row is not None and self._live.widgets[row].hasFocus():
            around = QRectF(self._live.widgets[row].geometry()).adjusted(-3, -3, 3, 3)
            draw_ring(painter, around, theme().accent, RADIUS["card"])

    def _reveal(self, box: QRect) -> None:
        """Scroll no further than needed to see a box of the content: its top, if it is higher than the view."""
        value, height = self._bar.value(), self._view.height()
        if box.top() < value or box.height() > height:
            self._bar.setValue(box.top() - theme().px(self._gap))
        elif box.bottom() > value + height:
            self._bar.setValue(box.bottom() + theme().px(self._gap) - height)

    def _follow_keyboard(self) -> None:
        window = self.window()
        self._focus_moved(None, window.focusWidget() if window is not None else None)

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        row = self._live.row_of(new)
        if new is not None and row is not None:
            top = new.mapTo(self._live.widgets[row], QPoint(0, 0)).y() + self._y(row)
            self._reveal(QRect(0, top, 1, new.height()))
        if row is not None or self._live.row_of(old) is not None:
            self._view.update()

"""The rows of a long list that exist now: made, named, measured, in the order of Tab, and let go of."""

from __future__ import annotations

import sys
from collections.abc import Callable

from PyQt6 import sip
from PyQt6.QtCore import QObject
from PyQt6.QtWidgets import QWidget

from ui.language.language import said
from ui.widgets.label import WrappedLabel

_TAB = 1
"""The bit of a focus policy that lets Tab in."""


class LiveRows:
    """Widgets by index, children of `view`; `owner` is the list, which watches them and stands before them in Tab."""

    def __init__(self, owner: QWidget, view: QWidget, make: Callable[[int], QWidget], noun: str) -> None:
        self.widgets: dict[int, QWidget] = {}
        self.kept: set[QWidget] = set()
        """Rows that stay although they are out of view."""
        self._suffixes: dict[QWidget, str] = {}
        """What was put behind the name of each row: its place in the list."""
        self._lasts: dict[QWidget, QWidget | None] = {}
        """The last Tab stop of each row; looking for it costs more than the rest of appending."""
        self._owner = owner
        self._view = view
        self._make = make
        self._noun = noun

    def build(self, row: int, count: int) -> QWidget:
        """Make a row, unless it exists."""
        if row in self.widgets:
            return self.widgets[row]
        widget = self._made(row)
        self.widgets[row] = widget
        widget.setParent(self._view)
        for part in (widget, *widget.findChildren(QWidget)):
            part.ensurePolished()
        self._name(row, count)
        self.chain(row)
        widget.installEventFilter(self._owner)
        return widget

    def drop(self, row: int) -> None:
        """Let go of a row."""
        widget = self.widgets.pop(row)
        self.kept.discard(widget)
        self._lasts.pop(widget, None)
        self._suffixes.pop(widget, None)
        widget.removeEventFilter(self._owner)
        focused = self._owner.window().focusWidget()  # type: ignore[union-attr]
        if focused is not None and (focused is widget or widget.isAncestorOf(focused)):
            focused.clearFocus()  # or Qt would look for another place for it, and the view would follow
        widget.hide()
        widget.deleteLater()

    def shift(self, start: int, by: int) -> None:
        """Rows from `start` on have another index."""
        self.widgets = {row + by if row >= start else row: widget for row, widget in self.widgets.items()}

    def rename(self, count: int) -> None:
        """There are more rows, or less."""
        for row in self.widgets:
            self._name(row, count)

    def row_of(self, widget: QObject | None) -> int | None:
        """The row that a widget is, or is in."""
        while widget is not None and widget.parent() is not self._view:
            widget = widget.parent()
        return next((row for row, own in self.widgets.items() if own is widget), None) if widget else None

    def focused(self) -> int | None:
        """The row with the keyboard; also while the window itself does not have it."""
        window = self._owner.window()
        return self.row_of(window.focusWidget()) if window is not None else None

    def chain(self, row: int) -> None:
        """Let Tab go through the rows from top to bottom, in whatever order they were made."""
        lower = [other for other in self.widgets if other < row]
        before = self._owner
        for other in sorted(lower, reverse=True):
            last = self._last_stop(self.widgets[other])
            if last is not None:
                before = last
                break
        stops = tab_stops(self.widgets[row])
        self._lasts[self.widgets[row]] = stops[-1] if stops else None
        for stop in stops:
            QWidget.setTabOrder(before, stop)
            before = stop

    def _last_stop(self, widget: QWidget) -> QWidget | None:
        """The last stop of a row, as it was when the row was chained."""
        if widget not in self._lasts:
            stops = tab_stops(widget)
            self._lasts[widget] = stops[-1] if stops else None
        last = self._lasts[widget]
        return None if last is not None and sip.isdeleted(last) else last

    def _made(self, row: int) -> QWidget:
        try:
            return self._make(row)
        except Exception:  # one row that cannot be drawn must not take the others with it; the bug is reported
            sys.excepthook(*sys.exc_info())
            return WrappedLabel("This cannot be shown. That is a bug in Tonmeister.", "danger")

    def _name(self, row: int, count: int) -> None:
        widget = self.widgets[row]
        plain = widget.accessibleName().removesuffix(self._suffixes.get(widget, ""))
        suffix = f"{', ' if plain else ''}{said(f'{self._noun} {row + 1} of {count}')}"
        self._suffixes[widget] = suffix
        widget.setAccessibleName(plain + suffix)


def tab_stops(widget: QWidget) -> list[QWidget]:
    """A widget and those in it at which Tab stops, in reading order."""
    return [part for part in (widget, *widget.findChildren(QWidget)) if part.focusPolicy().value & _TAB]


def height_at(widget: QWidget, width: int) -> int:
    """How high a widget has to be at a width."""
    if widget.hasHeightForWidth():
        return max(1, widget.heightForWidth(width))
    return max(1, widget.sizeHint().height())

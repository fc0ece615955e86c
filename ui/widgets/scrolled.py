"""Scrolled: a page that scrolls up and down; made anew it keeps its height and the keyboard where they were."""

from __future__ import annotations

from PyQt6 import sip
from PyQt6.QtCore import Qt, QTimer
from PyQt6.QtWidgets import QApplication, QFrame, QLayout, QScrollArea, QWidget

from ui.language.language import said
from ui.widgets.layout import column


class Scrolled(QScrollArea):
    """Holds one widget of any height."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # it is the margin on the right
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(said(name))
        keep_in_sight(self)

    def show_layout(self, parts: QLayout) -> None:
        """These parts, from the top."""
        page = QWidget()
        page.setObjectName("rows")
        page.setLayout(parts)
        self.setWidget(page)


class Refilled(QWidget):
    """A part whose contents are made anew, with the keyboard on what has the same name afterwards."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(said(name))
        self._outer = column(gap=0)
        self.setLayout(self._outer)
        self._inner: QWidget | None = None

    def fill(self, parts: QLayout) -> None:
        """Show these parts instead."""
        window = self.window()
        focus = window.focusWidget() if window is not None else None
        name = focus.accessibleName() if focus is not None and self.isAncestorOf(focus) else ""
        area = _area_of(self)
        if area is not None and focus is not None and area.isAncestorOf(focus) and not focus.visibleRegion().isEmpty():
            QTimer.singleShot(0, lambda: follow(area))  # what stands above may be higher now
        old, self._inner = self._inner, QWidget()
        self._inner.setLayout(parts)
        self._outer.addWidget(self._inner)
        self._inner.show()
        self._chain(self._inner)
        if old is not None:
            self._outer.removeWidget(old)
            old.hide()
            old.deleteLater()
        if name:
            again = (one for one in self._inner.findChildren(QWidget) if one.accessibleName() == name)
            found = next(again, None)
            if found is not None:
                found.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chain(self, parts: QWidget) -> None:
        """Let Tab stop here where these parts stand, not after all that were made before them."""
        before = self.previousInFocusChain()
        while before is not None and before is not self and before.focusPolicy() == Qt.FocusPolicy.NoFocus:
            before = before.previousInFocusChain()
        if before is None or before is self or before.window() is not self.window():
            return
        for stop in parts.findChildren(QWidget):
            if stop.focusPolicy() != Qt.FocusPolicy.NoFocus:
                QWidget.setTabOrder(before, stop)
                before = stop


def keep_in_sight(area: QScrollArea) -> None:
    """Scroll to whatever in it gets the keyboard: Qt does so only for a Tab that was pressed inside."""

    def moved(old: QWidget | None, new: QWidget | None) -> None:
        if sip.isdeleted(area):
            told.disconnect(moved)
        elif new is not None and area.isAncestorOf(new):
            area.ensureWidgetVisible(new)

    told = QApplication.instance().focusChanged  # type: ignore[union-attr]
    told.connect(moved)


def _area_of(widget: QWidget) -> QScrollArea | None:
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    return parent


def follow(area: QScrollArea) -> None:
    """What has the keyboard stays in sight."""
    focus = None if sip.isdeleted(area) else area.focusWidget()
    if focus is not None and area.isAncestorOf(focus):
        area.ensureWidgetVisible(focus)

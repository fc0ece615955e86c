"""Scrolled: a page that scrolls up and down; made anew it keeps its height and the keyboard where they were."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget

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
        self.setAccessibleName(name)

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
        self.setAccessibleName(name)
        self._outer = column(gap=0)
        self.setLayout(self._outer)
        self._inner: QWidget | None = None

    def fill(self, parts: QLayout) -> None:
        """Show these parts instead."""
        window = self.window()
        focus = window.focusWidget() if window is not None else None
        name = focus.accessibleName() if focus is not None and self.isAncestorOf(focus) else ""
        old, self._inner = self._inner, QWidget()
        self._inner.setLayout(parts)
        self._outer.addWidget(self._inner)
        self._inner.show()
        if old is not None:
            self._outer.removeWidget(old)
            old.hide()
            old.deleteLater()
        if name:
            again = (one for one in self._inner.findChildren(QWidget) if one.accessibleName() == name)
            found = next(again, None)
            if found is not None:
                found.setFocus(Qt.FocusReason.OtherFocusReason)

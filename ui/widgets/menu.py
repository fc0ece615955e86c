"""A menu whose check marks grow with the letters: the style's own are 9 px high at any size."""

from __future__ import annotations

from PyQt6.QtCore import QRect
from PyQt6.QtGui import QPainter, QPaintEvent
from PyQt6.QtWidgets import QMenu, QWidget

from ui.language.language import said
from ui.theme.active_theme import theme
from ui.theme.icons import icon

_MARK_PX, _LEFT_PX = 16, 4
"""The style sheet leaves this room before the words (QMenu::indicator)."""


class Menu(QMenu):
    """A menu with a name; what is chosen in it has a mark."""

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self.setAccessibleName(said(name))
        self.setTitle(said(name))

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """The menu, then the marks."""
        super().paintEvent(event)
        painter = QPainter(self)
        side, left = theme().px(_MARK_PX), theme().px(_LEFT_PX)
        for action in self.actions():
            if action.isCheckable() and action.isChecked() and action.isVisible():
                box = self.actionGeometry(action)
                mark = QRect(box.left() + left, box.center().y() - side // 2, side, side)
                icon("check", theme().accent if action.isEnabled() else theme().dim, side).paint(painter, mark)

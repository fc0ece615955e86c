"""Tick box: a box with a mark that can be seen without colour."""

from __future__ import annotations

from PyQt6.QtCore import QSize
from PyQt6.QtGui import QPainter, QPaintEvent
from PyQt6.QtWidgets import QCheckBox, QSizePolicy, QStyle, QStyleOptionButton

from ui.language.language import said
from ui.theme.active_theme import theme
from ui.theme.icons import pixmap

_SIDE_PX = 24


class TickBox(QCheckBox):
    """Without words of its own; a label beside it has it as its buddy."""

    def __init__(self, name: str, *, is_on: bool) -> None:
        super().__init__()
        self.setAccessibleName(said(name))
        self.setChecked(is_on)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The box alone: Qt leaves room for words."""
        side = theme().px(_SIDE_PX)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """The box of the style, and the mark."""
        super().paintEvent(event)
        style = self.style()
        if not self.isChecked() or style is None:
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = style.subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        mark = pixmap("check", theme().on_accent, min(box.width(), box.height()), self.devicePixelRatioF())
        QPainter(self).drawPixmap(box.topLeft(), mark)

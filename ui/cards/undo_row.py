"""Undo row: takes back what a turn changed, or makes it again."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QWidget

from ui.conversation.item import UndoItem
from ui.language.language import said
from ui.widgets.button import Button
from ui.widgets.flow import FlowLayout
from ui.widgets.glyph import Glyph
from ui.widgets.label import WrappedLabel
from ui.widgets.layout import column, row


class UndoRow(QWidget):
    """One chip under a turn."""

    pressed = pyqtSignal(bool)
    """True = make it again."""

    def __init__(self, undo: UndoItem) -> None:
        super().__init__()
        self._undo = undo
        words = ("Undone. Redo" if undo.is_undone else "Undo") + (f": {undo.text}" if undo.text else "")
        tip = "Ctrl+Shift+Z" if undo.is_undone else "Ctrl+Z"
        icon = "redo" if undo.is_undone else "undo"
        self.button = Button(words, "slim", icon=icon, ink="accent", tip=f"{words} ({tip})")
        self.button.clicked.connect(lambda: self.pressed.emit(undo.is_undone))
        parts = column(FlowLayout(self.button), gap=0)
        if undo.refused and not undo.is_undone:
            line = row(Glyph("alert", "warn"), WrappedLabel(undo.refused, "meta"), gap=4, margins=(4, 0, 4, 0))
            line.setStretch(1, 1)
            parts.addLayout(line)
        self.setLayout(parts)
        self.setAccessibleName(said(words))

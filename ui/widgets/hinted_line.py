"""A line to write in whose example is as long as it has room for."""

from __future__ import annotations

from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QLineEdit

from ui.language.language import said
from ui.theme.active_theme import theme

_AROUND_PX = 24


class HintedLine(QLineEdit):
    """While it is empty it says the first of some examples that fits, or else the last."""

    def __init__(self, text: str, *examples: str) -> None:
        super().__init__(text)
        self.setCursorPosition(0)  # what is too long is read from its beginning
        self._examples = tuple(said(one) for one in examples)
        self._fit()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Another width has room for another one."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - theme().px(_AROUND_PX)
        fitting = (one for one in self._examples if self.fontMetrics().horizontalAdvance(one) <= room)
        self.setPlaceholderText(next(fitting, self._examples[-1]))

"""An icon that only decorates: the words beside it say the same."""

from __future__ import annotations

from PyQt6.QtGui import QPainter, QPaintEvent
from PyQt6.QtWidgets import QWidget

from ui.theme.active_theme import theme
from ui.theme.icons import icon


class Glyph(QWidget):
    """An icon in a colour of the theme ("accent", "dim", "warn" …)."""

    def __init__(self, icon_name: str, ink: str = "dim", *, size_px: int = 16) -> None:
        super().__init__()
        self._icon = icon_name
        self._ink = ink
        side = theme().px(size_px)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Draw the icon, sharp at any pixel ratio."""
        painter = QPainter(self)
        icon(self._icon, getattr(theme(), self._ink), self.width()).paint(painter, self.rect())

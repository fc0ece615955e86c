"""Level meter: how loud it was in the last moments, as bars; the words beside it say that it listens."""

from __future__ import annotations

from collections import deque

from PyQt6.QtCore import QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QPainter, QPaintEvent
from PyQt6.QtWidgets import QSizePolicy, QWidget

from ui.theme.active_theme import theme

BARS = 12
_WIDTH_PX, _GAP_PX, _HEIGHT_PX, _LEAST_PX = 4, 4, 24, 4


class LevelMeter(QWidget):
    """The newest on the right."""

    def __init__(self) -> None:
        super().__init__()
        self._levels: deque[float] = deque([0.0] * BARS, maxlen=BARS)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def levels(self) -> tuple[float, ...]:
        """What it shows, 0 to 1 each, the newest last."""
        return tuple(self._levels)

    def show_level(self, level: float) -> None:
        """One more moment, 0 to 1."""
        self._levels.append(level)
        self.update()

    def clear(self) -> None:
        """Nothing was heard yet."""
        self._levels.extend([0.0] * BARS)
        self.update()

    def sizeHint(self) -> QSize:
        """All bars."""
        return QSize(theme().px(BARS * (_WIDTH_PX + _GAP_PX) - _GAP_PX), theme().px(_HEIGHT_PX))

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Rounded bars around the middle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme().accent))
        step, wide = self.width() / BARS, self.width() / BARS * _WIDTH_PX / (_WIDTH_PX + _GAP_PX)
        least = theme().px(_LEAST_PX)
        for at, level in enumerate(self._levels):
            high = max(least, level * self.height())
            painter.drawRoundedRect(QRectF(at * step, (self.height() - high) / 2, wide, high), wide / 2, wide / 2)

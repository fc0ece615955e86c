"""The ring around what has the keyboard, painted over a widget so that it moves nothing and no style sheet hides it."""

from __future__ import annotations

from PyQt6.QtCore import QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPen
from PyQt6.QtWidgets import QWidget

_WIDTH_PX = 2


def draw_focus_ring(widget: QWidget, colour: str, radius_px: float) -> None:
    """Draw the ring inside the widget's border, if the widget has the focus. For the end of a `paintEvent`."""
    if not widget.hasFocus():
        return
    painter = QPainter(widget)
    draw_ring(painter, QRectF(widget.rect()), colour, radius_px)
    painter.end()


def draw_ring(painter: QPainter, box: QRectF, colour: str, radius_px: float) -> None:
    """Draw a ring just inside `box`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colour), _WIDTH_PX))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inset = _WIDTH_PX / 2
    painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius_px - inset, radius_px - inset)

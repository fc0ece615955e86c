"""A picture of a widget without showing it: same widget, same theme, same fonts, same pixels."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PyQt6.QtGui import QColor, QImage, QPainter
from PyQt6.QtWidgets import QWidget

from ui.theme.active_theme import theme

_PASSES = 3
"""Layouts that depend on each other settle in two rounds."""


def picture_of(widget: QWidget, *, width: int, height: int = 0, ratio: float = 1.0) -> QImage:
    """Draw a widget `width` logical pixels wide in the theme in use; height 0 = as high as it needs."""
    lay_out(widget, width=width, height=height)
    image = QImage(widget.size() * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor(theme().bg))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    widget.render(painter, QPoint(0, 0))
    painter.end()
    return image


def lay_out(widget: QWidget, *, width: int, height: int = 0) -> None:
    """Give all of a widget its place, as for a picture of it."""
    if not widget.isVisible():
        widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        widget.resize(width, max(height, 1))
        widget.show()
    for _ in range(_PASSES):
        widget.resize(width, height or _height_at(widget, width))
        settle(widget)


def save_picture(widget: QWidget, path: Path, *, width: int, height: int = 0, ratio: float = 1.0) -> Path:
    """Write `picture_of` as a PNG file; OSError when that cannot be done."""
    if not picture_of(widget, width=width, height=height, ratio=ratio).save(str(path), "PNG"):
        raise OSError(f"{path} could not be written.")
    return path


def settle(widget: QWidget) -> None:
    """Let layouts do now what they would do a little later; nothing else runs."""
    for part in (widget, *widget.findChildren(QWidget)):
        part.ensurePolished()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    layout = widget.layout()
    if layout is not None:
        layout.activate()


def _height_at(widget: QWidget, width: int) -> int:
    layout = widget.layout()
    if layout is not None and layout.hasHeightForWidth():
        return layout.totalHeightForWidth(width)
    return widget.heightForWidth(width) if widget.hasHeightForWidth() else widget.sizeHint().height()

"""Dragging finished files out of the panel into a DAW or a file manager."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PyQt6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt, QUrl, pyqtSignal
from PyQt6.QtGui import QColor, QDrag, QFont, QMouseEvent, QPainter, QPixmap
from PyQt6.QtWidgets import QApplication, QWidget

from ui.theme.active_theme import theme
from ui.widgets.button import IconButton

_PICTURE = (180, 32)
_HOT_SPOT = (8, 16)


class Grip(IconButton):
    """The dots one drags a clip by; with the keyboard, Enter copies the file to the clipboard instead.

    The files must be whole, closed and kept for good before a grip is shown: a DAW may use them where they lie,
    and it names the new track after the file.
    """

    copied_out = pyqtSignal()
    """A drag ended or the files were copied. Whether a DAW took them is not known: many say "no" and take them."""

    def __init__(self, paths: Sequence[str | Path], title: str) -> None:
        super().__init__("grip", f"Drag {title} into the DAW", tip="Drag into the DAW. Enter copies the file.")
        self._paths = [Path(path) for path in paths]
        self._title = title
        self._pressed_at: QPointF | None = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.clicked.connect(self.copy)

    def copy(self) -> None:
        """Put the files on the clipboard, for a file manager or a DAW to paste."""
        clipboard = QApplication.clipboard()
        if clipboard is not None:
            clipboard.setMimeData(file_mime(self._paths))
            self.copied_out.emit()

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """A drag may begin here."""
        if event is not None and event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = event.position()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Far enough from where it was pressed, it is a drag."""
        if event is None or self._pressed_at is None:
            return
        if (event.position() - self._pressed_at).manhattanLength() < QApplication.startDragDistance():
            return
        self._pressed_at = None
        self.setDown(False)
        drag_files(self, self._paths, self._title)
        self.copied_out.emit()

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """It was a click, which does nothing: only the keyboard copies."""
        self._pressed_at = None
        self.setDown(False)


def file_mime(paths: Sequence[str | Path]) -> QMimeData:
    """One file:// URL for each file and nothing else; fresh for each drag, since macOS chokes on old ones."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(Path(path).absolute())) for path in paths])
    return mime


def drag_files(source: QWidget, paths: Sequence[str | Path], title: str) -> Qt.DropAction:
    """Drag copies until the button is released. An answer of IgnoreAction does not mean that nobody took them."""
    drag = QDrag(source)
    drag.setMimeData(file_mime(paths))
    source.ensurePolished()
    drag.setPixmap(drag_picture(title, len(paths), source.devicePixelRatioF(), source.font()))
    drag.setHotSpot(QPoint(*_HOT_SPOT))
    return drag.exec(Qt.DropAction.CopyAction, Qt.DropAction.CopyAction)


def drag_picture(title: str, count: int, ratio: float, font: QFont) -> QPixmap:
    """What hangs on the pointer: the name, and how many files if more than one."""
    width, height = map(theme().px, _PICTURE)
    picture = QPixmap(round(width * ratio), round(height * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(theme().raised))
    painter = QPainter(picture)
    painter.setFont(font)
    painter.setPen(QColor(theme().text))
    text = title if count == 1 else f"{title} ({count} files)"
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width - 16)
    painter.drawText(QRect(8, 0, width - 16, height), Qt.AlignmentFlag.AlignVCenter, shown)
    painter.setPen(QColor(theme().accent))
    painter.drawRect(0, 0, width - 1, height - 1)
    painter.end()
    return picture

"""Clip look: the picture or the first words of a clip that is neither sound nor notes."""

from __future__ import annotations

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QImageReader, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PyQt6.QtWidgets import QSizePolicy, QWidget

from engine.wire.wire import ClipView
from ui.theme.active_theme import theme
from ui.theme.theme import RADIUS
from ui.widgets.focus_ring import draw_focus_ring
from ui.widgets.label import Label, WrappedLabel

_HEIGHT_PX = 144
_MOST_CHARACTERS = 280
_MOST_BYTES = 4 * _MOST_CHARACTERS


class Picture(Label):
    """An image, whole; a click or Enter shows it as wide as the card, and small again."""

    def __init__(self, title: str, picture: QPixmap) -> None:
        super().__init__(name=f"Picture {title}")
        self._picture = picture
        self.is_large = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip("Larger, smaller (Enter)")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def toggle(self) -> None:
        """As wide as the card, or small again."""
        self.is_large = not self.is_large
        self.resize(self.width(), self.heightForWidth(self.width()))
        self.updateGeometry()

    def heightForWidth(self, width: int) -> int:
        """No higher than the picture is at this width; small it is no higher than other cards are."""
        size = self._picture.size()
        whole = max(1, round(width * size.height() / max(1, size.width())))
        return whole if self.is_large else min(whole, theme().px(_HEIGHT_PX))

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """A click."""
        if event is not None and event.button() == Qt.MouseButton.LeftButton:
            self.toggle()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Enter does what a click does."""
        if event is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.toggle()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(200, theme().px(_HEIGHT_PX))

    def minimumSizeHint(self) -> QSize:
        """At least 80 px wide."""
        return QSize(80, min(theme().px(_HEIGHT_PX), self.heightForWidth(80)))

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """The whole picture, from the left."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        shown = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawPixmap(0, 0, shown.width(), shown.height(), self._picture)
        draw_focus_ring(self, theme().accent, RADIUS["chip"])


def look_of(clip: ClipView) -> QWidget | None:
    """What a card shows of an image or a text; None when there is nothing to show."""
    if clip.is_missing or not clip.path:
        return None
    if clip.kind == "image":
        picture = _picture(clip.path)
        return Picture(clip.name, picture) if picture is not None else None
    if clip.kind == "text":
        words = _words(clip.path)
        return WrappedLabel(words, selectable=True) if words else None
    return None


def _picture(path: str) -> QPixmap | None:
    """An image no larger than it is shown on the sharpest screens; None when it cannot be read."""
    reader = QImageReader(path)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid():
        return None
    most = QSize(1200, 3 * theme().px(_HEIGHT_PX))
    if size.width() > most.width() or size.height() > most.height():
        reader.setScaledSize(size.scaled(most, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else QPixmap.fromImage(image)


def _words(path: str) -> str:
    """The beginning of a text, at the end of a word."""
    try:
        with open(path, "rb") as file:
            text = file.read(_MOST_BYTES).decode("utf-8", "ignore").strip()
    except (OSError, ValueError):
        return ""
    if "\0" in text:
        return ""
    return text if len(text) <= _MOST_CHARACTERS else text[:_MOST_CHARACTERS].rsplit(None, 1)[0] + " …"

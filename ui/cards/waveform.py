"""A waveform to see, to click and to move in: what Tonmeister made over what was there before."""

from __future__ import annotations

from PyQt6.QtCore import QRect, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PyQt6.QtWidgets import QAbstractSlider, QSizePolicy

from ui.cards.bar_ruler import Ruler
from ui.cards.peaks import Peaks
from ui.cards.waveform_picture import Pictures, draw_waveform
from ui.language.language import said
from ui.theme.active_theme import theme
from ui.theme.theme import RADIUS
from ui.widgets.focus_ring import draw_focus_ring

_HEIGHT_PX = 72
_HEAD_PX = 2
"""Room that the playhead takes on each side when it is drawn anew."""


class Waveform(QAbstractSlider):
    """A slider in beats (seconds for a clip on no grid); `sought` tells the position, 0 to 1, the user wants."""

    sought = pyqtSignal(float)

    def __init__(self, name: str, ruler: Ruler) -> None:
        super().__init__()
        self._peaks = Peaks(b"")
        self._source: Peaks | None = None
        self._ruler = ruler
        self._position = 0.0
        self._pictures: tuple[tuple[object, ...], Pictures] | None = None
        self.setAccessibleName(said(name))
        self.setRange(0, ruler.steps)
        self.setSingleStep(1)
        self.setPageStep(ruler.page)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip("← → a step, with Shift a bar" if ruler.numbers() else "← → a second, with Shift ten")
        self._tell_position()
        self.actionTriggered.connect(self._stepped)

    def set_peaks(self, peaks: bytes, source: bytes | None = None) -> None:
        """Show a sound as the engine serves its peaks; `source` is what it was made from, drawn behind in grey."""
        self._peaks = Peaks(peaks)
        self._source = Peaks(source) if source else None
        self._pictures = None
        self.update()

    def position(self) -> float:
        """Where the playhead stands, 0 to 1."""
        return self._position

    def set_position(self, position: float) -> None:
        """Move the playhead, 0 to 1, without a signal; at 0 the clip is at rest and all of it is bright."""
        position = min(1.0, max(0.0, position))
        if (position > 0) != (self._position > 0):
            self.update()
        else:
            self._update_between(self._x(self._position), self._x(position))
        self._position = position
        step = self._ruler.step(position)
        if step != self.value():
            self.setValue(step)
            # A screen reader that stands on the waveform hears each beat only where the user moves it.
            if not self.hasFocus():
                self._tell_position()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(200, theme().px(_HEIGHT_PX))

    def minimumSizeHint(self) -> QSize:
        """At least 80 px wide."""
        return QSize(80, theme().px(_HEIGHT_PX))

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """The kept pictures left and right of the playhead; only the strip that changed."""
        painter = QPainter(self)
        pictures = self._drawn(painter.deviceTransform().m11())
        x = self._x(self._position) if self._position > 0 else self.width()
        dirty = event.rect() if event is not None else self.rect()
        for picture, left, right in ((pictures.played, 0, x), (pictures.unplayed, x, self.width())):
            part = QRect(left, 0, right - left, self.height()) & dirty
            if not part.isEmpty():
                painter.setClipRect(part)
                painter.drawPixmap(0, 0, picture)
        painter.setClipping(False)
        if self._position > 0:
            painter.fillRect(min(x, self.width() - 1), 0, 1, self.height(), QColor(theme().text))
        painter.end()
        draw_focus_ring(self, theme().accent, RADIUS["chip"])

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        """Say where the playhead stands by now."""
        self._tell_position()
        super().focusInEvent(event)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Go to where was clicked."""
        if event is not None and event.button() == Qt.MouseButton.LeftButton:
            self._seek(event.position().x() / max(1, self.width()))

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Go along while the button is held."""
        if event is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._seek(event.position().x() / max(1, self.width()))

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        """The wheel belongs to the conversation: a slider would move its playhead and stop the scroll."""
        if event is not None:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """← → a beat, with Shift a bar; Home and End."""
        if event is None:
            return
        key, shift = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key, 0) * (self._ruler.page if shift else 1)
        if steps:
            self._seek(self._ruler.part(max(0, min(self._ruler.steps, self.value() + steps))))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()  # these belong to the conversation
        else:
            super().keyPressEvent(event)

    def _stepped(self, action: int) -> None:
        """A screen reader, Home, End or a page key moved the slider."""
        self._seek(self._ruler.part(self.sliderPosition()))

    def _seek(self, position: float) -> None:
        position = min(1.0, max(0.0, position))
        self.set_position(position)
        self._tell_position()
        self.sought.emit(position)

    def _tell_position(self) -> None:
        """Qt reads the bare number of a slider; what it means stands in its description."""
        self.setAccessibleDescription(self._ruler.words(self._position))

    def _x(self, position: float) -> int:
        return round(position * self.width())

    def _update_between(self, first: int, last: int) -> None:
        left, right = sorted((first, last))
        self.update(left - _HEAD_PX, 0, right - left + 2 * _HEAD_PX, self.height())

    def _drawn(self, ratio: float) -> Pictures:
        """The pictures at this size and theme, drawn once."""
        key = (self.width(), self.height(), ratio, theme())
        if self._pictures is None or self._pictures[0] != key:
            drawn = draw_waveform(self._peaks, self._source, self._ruler, self.size(), ratio, theme(), self.font())
            self._pictures = (key, drawn)
        return self._pictures[1]

"""Piano roll: notes over the bars of the DAW with what is sung on each; syllables are moved by mouse and by keys."""

from __future__ import annotations

from PyQt6.QtCore import QPointF, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PyQt6.QtWidgets import QAbstractSlider, QSizePolicy

from engine.wire.wire import SongView
from ui.conversation.sing_state import pitch_name
from ui.conversation.syllable_line import SyllableLine
from ui.theme.active_theme import theme
from ui.theme.theme import RADIUS, UNPLAYED_ALPHA
from ui.widgets.focus_ring import draw_focus_ring
from ui.widgets.keys import key_action

_HEIGHT_PX, _KEYS_PX, _FOOT_PX = 196, 32, 16
_LEAST_NOTE_PX, _LEAST_ROW_PX = 4, 4
_ROOM_PX = 18
"""What a note with its syllable needs: of longer melodies only a part is shown, the one with the current note."""
_LEAST_SPAN = 9
"""Semitones that are shown at least."""
_BLACK, _NAMED = (1, 3, 6, 8, 10), (0, 4, 9)


class PianoRoll(QAbstractSlider):
    """A slider over the notes that are sung; `edited` tells (what, place, to) of a syllable."""

    edited = pyqtSignal(str, int, int)
    resized = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self._song = SongView("", "")
        self._line = SyllableLine((), ())
        self._changed: frozenset[int] = frozenset()
        self._drag: tuple[int, int] | None = None
        """Place of the syllable that is dragged, and where it would go."""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip("Drag a syllable to another note; ← → a note, H hold, S split, J join")
        self.valueChanged.connect(self._tell)

    def show_song(self, song: SongView, line: SyllableLine, changed: frozenset[int]) -> None:
        """These notes with these words; `changed` are numbers of notes to be sung anew."""
        if (song, line, changed) == (self._song, self._line, self._changed):
            return
        self._song, self._line, self._changed = song, line, changed
        count = len(line.notes)
        self.setRange(0, max(0, count - 1))
        where = f", {song.place}" if song.place else ""
        self.setAccessibleName(f"Piano roll, {count} notes{where}")
        self._tell()
        self.update()

    def is_partial(self) -> bool:
        """True when there are more notes than can be read at this width."""
        return len(self._line.notes) > self._room()

    def turn_page(self, step: int) -> None:
        """Go on, or back, by most of what is shown."""
        by = max(1, round(0.7 * self._room())) * step
        self.setValue(max(0, min(self.maximum(), self.value() + by)))

    def place(self) -> int:
        """Which of the sung notes is the current one, from 0."""
        return self.value()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(200, theme().px(_HEIGHT_PX))

    def minimumSizeHint(self) -> QSize:
        """At least 120 px wide."""
        return QSize(120, theme().px(_HEIGHT_PX))

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """← → go along the notes; single keys change what stands on the current one."""
        if event is None or not self._line.notes:
            return
        action, place = key_action("sing", event), self.value()
        if action in ("hold", "split", "join"):
            self.edited.emit(action, place, place)
        elif action in ("move left", "move right"):
            to = place + (1 if action == "move right" else -1)
            self.edited.emit("move", place, to)
            self.setValue(to)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()  # these belong to the conversation
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        """The wheel belongs to the conversation."""
        if event is not None:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Take hold of what stands on a note."""
        place = self._place_at(event.position()) if event is not None else None
        if place is not None:
            self.setValue(place)
            self._drag = (place, place)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Show where the syllable would go."""
        if event is not None and self._drag is not None:
            self._drag = (self._drag[0], self._nearest(event.position().x()))
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """Let it go there."""
        drag, self._drag = self._drag, None
        if drag is not None and drag[0] != drag[1]:
            self.edited.emit("move", *drag)
            self.setValue(drag[1])
        self.update()

    def boxes(self) -> list[QRectF]:
        """Where each of the sung notes is drawn."""
        first, beats = self._window()
        low, high = self._span()
        row = self._row_px(low, high)
        beat = (self.width() - self._keys_px()) / max(beats, 1e-9)
        made = []
        for number in self._line.notes:
            note = self._song.notes[number - 1]
            left = self._keys_px() + (note.start_beats - first) * beat
            made.append(QRectF(left + 1, (high - note.pitch) * row, max(_LEAST_NOTE_PX, note.length_beats * beat - 2),
                               max(_LEAST_ROW_PX, row - 1)))
        return made

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Another width shows more of it, or less."""
        super().resizeEvent(event)
        self.resized.emit()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Keys and bars behind, then notes, then what is sung on them."""
        if not self._line.notes:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPixelSize(theme().font_px("micro"))
        painter.setFont(font)
        self._paint_keys(painter)
        self._paint_bars(painter)
        painter.setClipRect(QRectF(self._keys_px(), 0, self.width() - self._keys_px(), self.height()))
        boxes = self.boxes()
        for place, box in enumerate(boxes):
            if box.x() <= self.width() - _LEAST_NOTE_PX:  # no sliver of the one that comes next
                self._paint_note(painter, place, box)
        self._paint_words(painter, boxes)
        painter.end()
        draw_focus_ring(self, theme().accent, RADIUS["chip"])

    def _paint_keys(self, painter: QPainter) -> None:
        low, high = self._span()
        row, left, last = self._row_px(low, high), self._keys_px(), -99.0
        for pitch in range(high, low - 1, -1):
            y = (high - pitch) * row
            if pitch % 12 in _BLACK:
                painter.fillRect(QRectF(left, y, self.width() - left, row), QColor(theme().raised))
            if pitch % 12 in _NAMED and y - last >= theme().px(16):
                last = y
                painter.setPen(QColor(theme().dim))
                box = QRectF(0, y + row / 2 - theme().px(10), left - 6, theme().px(20))
                painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, pitch_name(pitch))

    def _paint_bars(self, painter: QPainter) -> None:
        first, beats = self._window()
        left, last = self._keys_px(), -99.0
        metrics = painter.fontMetrics()
        for bar in self._song.bars:
            x = left + (bar.at_beats - first) / beats * (self.width() - left)
            if not left - 0.5 <= x <= self.width():
                continue
            painter.setPen(QColor(theme().line))
            painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
            words = str(bar.number)
            wide = metrics.horizontalAdvance(words)
            if x - last >= wide + 12 and x + 4 + wide <= self.width():
                last = x
                painter.setPen(QColor(theme().dim))
                painter.drawText(QPointF(x + 4, self.height() - 4), words)

    def _paint_note(self, painter: QPainter, place: int, box: QRectF) -> None:
        is_new = self._line.notes[place] in self._changed
        colour = QColor(theme().accent)
        colour.setAlphaF(1.0 if is_new or not self._changed else UNPLAYED_ALPHA)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(box, 2, 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if is_new:
            painter.setPen(QPen(QColor(theme().warn), 2))
            painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), 3, 3)
        is_target = self._drag is not None and self._drag[1] == place
        if is_target or (self.hasFocus() and place == self.value()):
            painter.setPen(QPen(QColor(theme().text), 2))
            painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), 3, 3)

    def _paint_words(self, painter: QPainter, boxes: list[QRectF]) -> None:
        """Each syllable where it hides no note and no other syllable: below its note, else above it."""
        metrics = QFontMetricsF(painter.font())
        taken = list(boxes)
        painter.setPen(QColor(theme().text))
        for place, box in enumerate(boxes):
            if box.x() < self._keys_px() - 1 or box.x() > self.width() - _LEAST_NOTE_PX:
                continue
            words = self._line.shown(place)
            spot = self._spot(box, metrics.horizontalAdvance(words), metrics.ascent(), taken)
            taken.append(spot)
            painter.drawText(QPointF(spot.x(), spot.bottom() - metrics.descent() / 2), words)

    def _spot(self, box: QRectF, width: float, height: float, taken: list[QRectF]) -> QRectF:
        left, right = self._keys_px(), self.width()
        places = [QRectF(box.x() + aside, y, width, height)
                  for y in (box.bottom() + 2, box.y() - height - 2, box.bottom() + height, box.y() - 2 * height)
                  for aside in (0, (box.width() - width) / 2, box.width() - width)]
        inside = [one for one in places if left <= one.x() and one.right() <= right and one.y() >= 0
                  and one.bottom() <= self.height() - theme().px(_FOOT_PX) + 2]
        inside = inside or [QRectF(max(left, min(box.x(), right - width)), box.bottom() + 1, width, height)]
        return next((one for one in inside if not any(one.intersects(other) for other in taken)), inside[0])

    def _window(self) -> tuple[float, float]:
        """(first beat, beats) that are shown: all, or as much as can be read around the current note."""
        total = max(self._song.length_beats, *(note.start_beats + note.length_beats for note in self._song.notes))
        room = self._room()
        if len(self._line.notes) <= room:
            return 0.0, total
        beats = max(2.0, total * room / len(self._line.notes))
        now = self._song.notes[self._line.notes[self.value()] - 1].start_beats
        first = max(0.0, min(total - beats, now - beats / 3))
        return first, beats

    def _room(self) -> float:
        return max(2.0, (self.width() - self._keys_px()) / theme().px(_ROOM_PX))

    def _span(self) -> tuple[int, int]:
        """Lowest and highest pitch that are shown; room for words below and above."""
        pitches = [self._song.notes[number - 1].pitch for number in self._line.notes]
        low, high = min(pitches) - 2, max(pitches) + 2
        spare = max(0, _LEAST_SPAN - (high - low))
        return low - spare // 2, high + spare - spare // 2

    def _row_px(self, low: int, high: int) -> float:
        return (self.height() - theme().px(_FOOT_PX)) / (high - low + 1)

    def _keys_px(self) -> int:
        return theme().px(_KEYS_PX)

    def _place_at(self, point: QPointF) -> int | None:
        near = theme().px(8)
        boxes = [box.adjusted(-2, -near, 2, near + theme().px(8)) for box in self.boxes()]
        return next((place for place, box in enumerate(boxes) if box.contains(point)), None)

    def _nearest(self, x: float) -> int:
        centres = [box.center().x() for box in self.boxes()]
        return min(range(len(centres)), key=lambda place: abs(centres[place] - x))

    def _tell(self) -> None:
        """A screen reader reads the bare number of a slider; what stands there is said in the description."""
        place = self.value()
        if place >= len(self._line.notes):
            return
        number = self._line.notes[place]
        words = "held" if self._line.is_held(place) else self._line.shown(place)
        bar = next((one.bar for one in self._song.syllables if one.note == number), 0)
        where = f", bar {bar}" if bar else ""
        new = ", changed" if number in self._changed else ""
        pitch = pitch_name(self._song.notes[number - 1].pitch)
        self.setAccessibleDescription(f"note {place + 1} of {len(self._line.notes)}, {pitch}: {words}{where}{new}")
        self.update()

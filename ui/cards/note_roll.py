"""Note roll: the notes of a clip as a small picture over the bars of the DAW."""

from __future__ import annotations

from PyQt6.QtCore import QRectF, QSize
from PyQt6.QtGui import QColor, QPainter, QPaintEvent
from PyQt6.QtWidgets import QSizePolicy

from ui.cards.bar_ruler import Ruler
from ui.cards.note_reader import Notes
from ui.cards.waveform_picture import NUMBERS_PX, draw_numbers
from ui.theme.active_theme import theme
from ui.widgets.label import Label

_HEIGHT_PX = 72
_LEAST_SPAN = 12
"""Semitones that are shown at least, so that one repeated note is no wall."""
_LEAST_PX = 3
_SIDE_PX = 4


class NoteRoll(Label):
    """To look at only; its name says how many notes there are, and from which to which."""

    def __init__(self, title: str, notes: Notes, ruler: Ruler) -> None:
        super().__init__(name=f"Notes of {title}: {notes.words()}")
        self._notes = notes
        self._ruler = ruler
        self.setToolTip(notes.words())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(200, theme().px(_HEIGHT_PX))

    def minimumSizeHint(self) -> QSize:
        """At least 80 px wide."""
        return QSize(80, theme().px(_HEIGHT_PX))

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Bars behind, notes in the colour of what Tonmeister made."""
        painter = QPainter(self)
        numbers = self._ruler.numbers()
        draw_numbers(painter, numbers, self.size(), theme(), self.font())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(theme().accent)
        for box in self.boxes():
            painter.fillRect(box, colour)

    def boxes(self) -> list[QRectF]:
        """Where each note is drawn."""
        pitches = [pitch for _, _, pitch in self._notes.notes]
        spare = max(0, _LEAST_SPAN - (max(pitches) - min(pitches)))
        top = max(pitches) + spare / 2
        rows = max(pitches) - min(pitches) + spare + 1
        below = theme().px(NUMBERS_PX) if self._ruler.numbers() else 0
        row_px = (self.height() - below - 2 * _SIDE_PX) / rows
        beat_px = self.width() / self._notes.length_beats
        high = max(_LEAST_PX, row_px - 1)
        return [
            QRectF(start * beat_px, _SIDE_PX + (top - pitch) * row_px, max(_LEAST_PX, length * beat_px - 1), high)
            for start, length, pitch in self._notes.notes
        ]

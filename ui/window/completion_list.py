"""Completion list: what may be meant, above the message."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QMouseEvent, QResizeEvent
from PyQt6.QtWidgets import QBoxLayout, QFrame, QSizePolicy

from ui.conversation.completion import Suggestion
from ui.language.language import said as told
from ui.theme.active_theme import theme
from ui.theme.theme import LARGE
from ui.widgets.card import Card
from ui.widgets.label import ElidedLabel, WrappedLabel
from ui.widgets.layout import column, row

_WORD_PX = 200
LARGE_ROWS = 3
"""Rows in sight with large letters: the chosen one takes several lines."""


class CompletionList(Card):
    """Rows; one of them is chosen with the arrow keys of the message, each can be clicked."""

    taken = pyqtSignal(int)

    def __init__(self) -> None:
        super().__init__(name="Suggestions", role="popup")
        self._column = column(gap=0, margins=(4, 4, 4, 4))
        self.setLayout(self._column)
        self.rows: list[_Row] = []
        self.most = LARGE_ROWS
        """Rows in sight with large letters."""
        self.hide()

    def offer(self, suggestions: Sequence[Suggestion], chosen: int, word: str = "") -> None:
        """Show these; none = nothing found or nothing asked."""
        for old in self.rows:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        shown = _around(chosen, len(suggestions), self.most)
        self.rows = [_Row(suggestions[at], is_chosen=at == chosen) for at in shown]
        for at, one in zip(shown, self.rows, strict=True):
            one.pressed.connect(lambda index=at: self.taken.emit(index))
            self._column.addWidget(one)
        self.setVisible(bool(self.rows))
        if self.rows:
            said = suggestions[chosen]
            self.setAccessibleName(
                told(f"Suggestions, {chosen + 1} of {len(suggestions)}: {said.word}, {said.meaning}"))


class _Row(QFrame):
    pressed = pyqtSignal()

    def __init__(self, suggestion: Suggestion, *, is_chosen: bool) -> None:
        super().__init__()
        self.setProperty("role", "chosen" if is_chosen else "row")
        self.setAccessibleName(f"{suggestion.word}, {suggestion.meaning}")
        self._whole: QBoxLayout | None = None
        if theme().scale >= LARGE and not is_chosen:  # what it does is told once it is chosen: it takes several lines
            self.setLayout(column(WrappedLabel(suggestion.word, "strong"), margins=(8, 4, 8, 4)))
            return
        if is_chosen:  # all that it does, in as many lines as that takes
            self._parts = WrappedLabel(suggestion.word, "title"), WrappedLabel(suggestion.meaning, "meta")
            self._whole = column(*self._parts, gap=0, margins=(8, 4, 8, 4))
            self.setLayout(self._whole)
            return
        meaning = ElidedLabel(suggestion.meaning, "meta")
        word = ElidedLabel(suggestion.word, "strong")
        word.setMaximumWidth(theme().px(_WORD_PX))
        word.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        line = row(word, meaning, margins=(8, 4, 8, 4))
        line.setStretch(1, 1)
        self.setLayout(line)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Word and meaning stand in one line where both fit."""
        super().resizeEvent(event)
        if self._whole is None:
            return
        word, meaning = (one.fontMetrics().horizontalAdvance(one.text()) for one in self._parts)
        margins = self._whole.contentsMargins()
        fits = word + meaning + 3 * margins.left() + margins.right() <= self.width()
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        if (self._whole.direction() == right) != fits:
            self._whole.setDirection(right if fits else down)
            self._whole.setSpacing(margins.left() if fits else 0)
            self._whole.setStretch(0, 0)
            self._whole.setStretch(1, 1 if fits else 0)
            self._parts[0].setSizePolicy(QSizePolicy.Policy.Maximum if fits else QSizePolicy.Policy.Expanding,
                                         QSizePolicy.Policy.Preferred)
            self._parts[0].setMinimumWidth(word if fits else 0)
            self.updateGeometry()

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """A click takes it."""
        if event is not None and event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()


def _around(chosen: int, count: int, most: int) -> range:
    """The rows in sight: all, or with large letters those about the one that is chosen."""
    if theme().scale < LARGE or count <= most:
        return range(count)
    first = min(max(0, chosen - most // 2), count - most)
    return range(first, first + most)

"""Completion list: what may be meant, above the message."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QMouseEvent
from PyQt6.QtWidgets import QFrame, QSizePolicy

from ui.conversation.completion import Suggestion
from ui.language.language import said as told
from ui.theme.active_theme import theme
from ui.widgets.card import Card
from ui.widgets.label import ElidedLabel
from ui.widgets.layout import column, row

_WORD_PX = 200


class CompletionList(Card):
    """Rows; one of them is chosen with the arrow keys of the message, each can be clicked."""

    taken = pyqtSignal(int)

    def __init__(self) -> None:
        super().__init__(name="Suggestions", role="popup")
        self._column = column(gap=0, margins=(4, 4, 4, 4))
        self.setLayout(self._column)
        self.rows: list[_Row] = []
        self.hide()

    def offer(self, suggestions: Sequence[Suggestion], chosen: int, word: str = "") -> None:
        """Show these; none = nothing found or nothing asked."""
        for old in self.rows:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows = [_Row(one, is_chosen=at == chosen) for at, one in enumerate(suggestions)]
        for at, one in enumerate(self.rows):
            one.pressed.connect(lambda index=at: self.taken.emit(index))
            self._column.addWidget(one)
        self.setVisible(bool(self.rows))
        if self.rows:
            said = suggestions[chosen]
            self.setAccessibleName(told(f"Suggestions, {chosen + 1} of {len(self.rows)}: {said.word}, {said.meaning}"))


class _Row(QFrame):
    pressed = pyqtSignal()

    def __init__(self, suggestion: Suggestion, *, is_chosen: bool) -> None:
        super().__init__()
        self.setProperty("role", "chosen" if is_chosen else "row")
        self.setAccessibleName(f"{suggestion.word}, {suggestion.meaning}")
        word = ElidedLabel(suggestion.word, "title" if is_chosen else "strong")
        word.setMaximumWidth(theme().px(_WORD_PX))
        word.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        line = row(word, ElidedLabel(suggestion.meaning, "meta"), margins=(8, 4, 8, 4))
        line.setStretch(1, 1)
        self.setLayout(line)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """A click takes it."""
        if event is not None and event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()

"""Phrase list: what is sung in one breath each, whether it is sung already, and a button to hear it alone."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QWidget

from ui.conversation.sing_state import SingState
from ui.language.language import said
from ui.widgets.button import IconButton
from ui.widgets.glyph import Glyph
from ui.widgets.label import WrappedLabel
from ui.widgets.layout import column, row

MOST = 8
"""Phrases with a line of their own."""


class PhraseList(QWidget):
    """Lines, made anew when they are others; `played` tells the number of a phrase, from 0."""

    played = pyqtSignal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(said("Phrases"))
        self._column = column(gap=4)
        self.setLayout(self._column)
        self._shown: object = None
        self.buttons: list[IconButton] = []

    def show_state(self, state: SingState) -> None:
        """The phrases of a song; one alone needs no list, unless it can be heard."""
        phrases = state.song.phrases if state.song else ()
        shown = (phrases, state.sung, state.playing)
        if shown == self._shown:
            return
        self._shown = shown
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.buttons = []
        lines = phrases if len(phrases) > 1 or state.sung else ()
        for at in range(min(len(lines), MOST)):
            self._column.addWidget(self._line(at, state))
        if len(lines) > MOST:
            self._column.addWidget(WrappedLabel(f"and {len(lines) - MOST} more", "meta"))
        self.setVisible(bool(lines))

    def _line(self, at: int, state: SingState) -> QWidget:
        assert state.song is not None
        phrase = state.song.phrases[at]
        is_changed = at in state.changed
        mark, ink = ("check", "accent") if phrase.is_sung else ("edit", "warn") if is_changed else ("empty", "dim")
        state_said = "sung" if phrase.is_sung else "changed" if is_changed else "not sung yet"
        words = WrappedLabel(phrase.text or "…", "meta", name=f"Phrase {at + 1}, {state_said}: {phrase.text}", raw=True)
        line = row(Glyph(mark, ink), words, gap=8)
        line.setStretch(1, 1)
        if at < len(state.sung):
            plays = at == state.playing
            button = IconButton("stop" if plays else "play", f"{'Stop' if plays else 'Hear'} phrase {at + 1}")
            button.clicked.connect(lambda: self.played.emit(at))
            line.addWidget(button)
            self.buttons.append(button)
        widget = QWidget()
        widget.setLayout(line)
        return widget

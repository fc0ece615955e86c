"""Words card: what the user said, what went with it, and whether it arrived."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.conversation.item import WordsItem
from ui.theme.active_theme import theme
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.chip import WHOLE, Chip
from ui.widgets.flow import FlowLayout
from ui.widgets.glyph import Glyph
from ui.widgets.label import ElidedLabel, FlowingLabel, Label, WrappedLabel
from ui.widgets.layout import column, row

_INDENT_PX = 24
_SHOWN = 4000
"""Characters of one message that are shown until it is opened."""
_CHIPS, _NAMED = 6, 20
"""So many of what went along have a chip of their own, and so many of the others are named in a tooltip."""
_STATES = {"sending": ("clock", "Sending"), "queued": ("clock", "Waits for the engine"), "failed": ("alert", "")}


class WordsCard(QWidget):
    """The user's words, set in from the left."""

    retry = pyqtSignal()
    discard = pyqtSignal()
    resized = pyqtSignal()

    def __init__(self, words: WordsItem) -> None:
        super().__init__()
        self._words = words
        self.setProperty("kind", "words")
        self.text = WrappedLabel(self._beginning(), selectable=True, raw=True)
        inner = column(self.text, gap=8, margins=(12, 8, 12, 8))
        if len(words.text) > _SHOWN:
            self.whole = Button("Show all of it", "slim")
            self.whole.clicked.connect(self._open)
            inner.addWidget(self.whole)
        if words.chips:
            inner.addLayout(FlowLayout(*_chips(words.chips)))
        if words.state in _STATES:
            self._add_state(inner)
        self.card = Card(name=f"You said: {words.text[:200]}", role="user", layout=inner)
        self.setLayout(row(self.card, margins=(_INDENT_PX, 0, 0, 0)))

    def _beginning(self) -> str:
        text = self._words.text
        return text if len(text) <= _SHOWN else text[:_SHOWN] + " …"

    def _open(self) -> None:
        self.text.setText(self._words.text)
        self.whole.hide()
        self.resized.emit()

    def _add_state(self, inner: QVBoxLayout) -> None:
        icon, said = _STATES[self._words.state]
        ink = "danger" if self._words.state == "failed" else "dim"
        said = said or f"Failed to send. {self._words.why}".strip()
        line = row(Glyph(icon, ink), WrappedLabel(said, "meta"), gap=4)
        line.setStretch(1, 1)
        inner.addLayout(line)
        if self._words.state == "sending":
            return
        again = Button("Send again" if self._words.state == "failed" else "Send now", icon="again")
        away = Button("Discard", "quiet")
        again.clicked.connect(self.retry)
        away.clicked.connect(self.discard)
        inner.addLayout(FlowLayout(again, away, gap=8))


def _chips(texts: Sequence[str]) -> list[QWidget]:
    """All of a few; of many the first, and how many more there are."""
    alone = texts if len(texts) <= _CHIPS else texts[: _CHIPS - 1]
    others = texts[len(alone) :]
    more = [Chip(f"{len(others)} more files")] if others else []
    for chip in more:
        chip.setToolTip("\n".join(others[:_NAMED]))
    return [*(_chip(text) for text in alone), *more]


def _chip(text: str) -> QWidget:
    """A chip in several lines where it must be; one of an endless name ends in … where the card ends."""
    chip: Label = (FlowingLabel if len(text) <= WHOLE else ElidedLabel)(text, "chip", raw=True)
    chip.setMaximumWidth(theme().px(280))
    chip.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return chip

"""A row of choices of which one is taken: takes 1 2 3, A and B. One Tab stop; the arrow keys move inside it."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QWidget

from ui.language.language import said
from ui.theme.active_theme import theme
from ui.theme.theme import LARGE
from ui.widgets.button import Button
from ui.widgets.flow import FlowLayout
from ui.widgets.layout import row


class Segmented(QWidget):
    """Choices side by side; `chosen` tells the index, only when the user chose."""

    chosen = pyqtSignal(int)

    def __init__(self, words: Sequence[str], *, names: Sequence[str], name: str, index: int = 0) -> None:
        """`names` is what a screen reader says for each of `words`; `name` what the row is about."""
        super().__init__()
        self.setAccessibleName(said(name))
        self._group = QButtonGroup(self)
        self.buttons = [
            Button(text, "segment", name=said, checkable=True) for text, said in zip(words, names, strict=True)
        ]
        is_large = theme().scale >= LARGE  # then they may need a line each
        for place, button in enumerate(self.buttons):
            button.setProperty("end", "only" if is_large else _end(place, len(self.buttons)))
            button.setAutoExclusive(True)  # a screen reader says radio button
            self._group.addButton(button, place)
        self.set_index(index)
        one_stop(self.buttons)
        self._group.idClicked.connect(self.chosen)
        self.setLayout(FlowLayout(*self.buttons) if is_large else row(*self.buttons, gap=0))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def index(self) -> int:
        """Which one is taken."""
        return self._group.checkedId()

    def set_index(self, index: int) -> None:
        """Take one, without a signal."""
        self.buttons[index].setChecked(True)


def one_stop(buttons: Sequence[QAbstractButton]) -> None:
    """Of choices of which one is taken Tab stops at that one; Qt alone would stop at the first of them."""

    def fit() -> None:
        for button in buttons:
            is_stop = button.isChecked() or not any(one.isChecked() for one in buttons)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus if is_stop else Qt.FocusPolicy.NoFocus)

    for button in buttons:
        button.toggled.connect(lambda _: fit())
    fit()


def _end(place: int, count: int) -> str:
    if count == 1:
        return "only"
    return "left" if place == 0 else "right" if place == count - 1 else "middle"

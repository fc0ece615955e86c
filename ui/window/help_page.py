"""Help page: every key of the table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PyQt6.QtGui import QKeySequence
from PyQt6.QtWidgets import QLayout, QWidget

from ui.cards.answer_card import fact_row
from ui.widgets.keys import FIELD_KEYS, KEYS, PLACES
from ui.widgets.label import Label
from ui.widgets.layout import column
from ui.widgets.piecemeal import Piecemeal
from ui.window.page import Page


class HelpPage(Page):
    """All keys."""

    def __init__(self, panel: QWidget) -> None:
        super().__init__(panel, "Keys")

    def contents(self) -> QWidget:
        """A line for each key."""
        page = QWidget()
        page.setObjectName("rows")
        parts = column(gap=4, margins=(12, 0, 12, 12))
        page.setLayout(parts)
        Piecemeal(parts, self._lines(), page)
        return page

    def _lines(self) -> Iterator[Callable[[], QWidget | QLayout]]:
        for at, (place, words) in enumerate(PLACES.items()):
            yield lambda words=words, at=at: _title(words, is_first=not at)  # type: ignore[misc]
            for key in KEYS:
                if key.where == place and key.words:
                    shown = QKeySequence(key.sequence).toString(QKeySequence.SequenceFormat.NativeText)
                    yield partial(fact_row, shown, key.words)
        yield lambda: _title("In the message")
        for sequence, words in FIELD_KEYS:
            yield partial(fact_row, sequence, words)


def _title(words: str, *, is_first: bool = False) -> QLayout:
    return column(Label(words, "title"), margins=(0, 0 if is_first else 12, 0, 0))

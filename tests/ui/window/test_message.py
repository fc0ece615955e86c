"""The field in which the user writes."""

from __future__ import annotations

import pytest
from PyQt6.QtWidgets import QApplication

from tests.ui.waiting import rest
from ui.cards.sing_card import LyricField
from ui.theme.active_theme import look
from ui.theme.theme import THEMES
from ui.window.message import Message


@pytest.mark.parametrize("size", [1.0, 1.1, 1.25, 1.5, 1.75, 2.0])
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("field", [Message, LyricField])
def test_no_line_is_scrolled_away_while_it_can_grow(app: QApplication, field: type, theme: str, size: float) -> None:
    look().apply(THEMES[theme].scaled(size))
    one = field()
    one.resize(300, 100)
    one.show()
    heights = []
    for lines in range(1, 7):
        one.setPlainText("\n".join(["words"] * lines))
        rest()
        bar = one.verticalScrollBar()
        assert bar is not None and bar.maximum() == 0, f"{lines} lines"
        heights.append(one.height())
    assert heights == sorted(heights) and heights[-1] > heights[0]

"""With large letters the name of the notes has the whole width of the sing card, and the lyrics all their lines."""

from __future__ import annotations

import pytest
from PyQt6.QtWidgets import QApplication

from tests.ui.conftest import shown
from ui.cards.sing_card import LyricField, SingCard
from ui.start_up.preview import posed
from ui.start_up.scenes import SCENES
from ui.theme.active_theme import look
from ui.theme.theme import DARK, THEMES

INSIDE_PX = 272
"""How wide a card is in a panel of 320 px with large letters."""


@pytest.mark.parametrize("name", ("Melody", "Percussion", "Bassoon 2"))
def test_no_word_of_a_name_is_cut(app: QApplication, name: str) -> None:
    look().apply(DARK.scaled(2.0))
    card = SingCard(SCENES["sing"]().song)
    card.title.setText(f"Vocal for “{name}”")
    shown(card, INSIDE_PX, 2000)
    longest = max(map(card.title.fontMetrics().horizontalAdvance, card.title.text().split()))
    assert longest <= card.title.contentsRect().width()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("width", [320, 380, 520])
def test_all_lines_of_the_lyrics_are_in_sight_when_it_is_opened(app: QApplication, theme: str, size: float,
                                                                width: int) -> None:
    """Its lines are counted before it is shown, too, when nothing of it has its width yet."""
    look().apply(THEMES[theme].scaled(size))
    panel = posed(SCENES["sing"](), width=width, height=900)
    field = panel.findChild(LyricField)
    assert field is not None and field.toPlainText()
    bar = field.verticalScrollBar()
    assert bar is not None and bar.maximum() == 0

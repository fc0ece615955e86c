"""With large letters the name of the notes has the whole width of the sing card."""

from __future__ import annotations

import pytest
from PyQt6.QtWidgets import QApplication

from tests.ui.conftest import shown
from ui.cards.sing_card import SingCard
from ui.start_up.scenes import SCENES
from ui.theme.active_theme import look
from ui.theme.theme import DARK

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

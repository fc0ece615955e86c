"""A change is drawn before and after, in one scale, at any width and text size."""

from __future__ import annotations

import pytest
from PyQt6.QtWidgets import QApplication

from engine.wire.wire import ForeseenView
from tests.ui.conftest import shown
from ui.cards.change_sketch import ChangeSketch
from ui.start_up.screenshot import picture_of
from ui.theme.active_theme import look, theme
from ui.theme.theme import THEMES

MOVED = ForeseenView(1, "edit", "Riser", "FX", "bars 3–4", "bars 7–8", (8.0, 16.0), (24.0, 32.0), (0.0, 4.0))
GONE = ForeseenView(1, "delete", "Bass", "Bass", "bar 1", "deleted", (0.0, 4.0), (), (4.0, 8.0))


@pytest.mark.parametrize("width", [60, 300, 500])
def test_beats_have_one_scale(app: QApplication, width: int) -> None:
    sketch = ChangeSketch(MOVED)
    shown(sketch, width, sketch.height())
    blocks = sketch.blocks()
    (before,), (after,), (beside,) = blocks["before"], blocks["after"], blocks["beside"]
    assert before.width() == pytest.approx(after.width()) and beside.width() == pytest.approx(before.width() / 2, abs=2)
    assert after.left() > before.right() > beside.right() and after.top() > before.bottom()
    assert beside.left() >= 0 and after.right() <= width


@pytest.mark.parametrize("name", THEMES)
def test_what_goes_is_drawn_in_the_colour_of_danger(app: QApplication, name: str) -> None:
    look().apply(THEMES[name])
    image = picture_of(ChangeSketch(GONE), width=300, height=ChangeSketch(GONE).height())
    colours = {image.pixelColor(x, y).name().upper() for x in range(300) for y in range(image.height())}
    assert theme().danger in colours and theme().accent not in colours
    moved = picture_of(ChangeSketch(MOVED), width=300, height=ChangeSketch(MOVED).height())
    assert theme().accent in {moved.pixelColor(x, y).name().upper() for x in range(300) for y in range(moved.height())}

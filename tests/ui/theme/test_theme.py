"""Colours that can be read, and one style sheet for all of them."""

import re

import pytest
from PyQt6.QtGui import QColor
from PyQt6.QtWidgets import QLabel, QWidget

from tests.ui.conftest import shown
from ui.theme.active_theme import look, style_sheet, system_theme, theme
from ui.theme.theme import DARK, FONT_PX, LIGHT, TEXT_SCALES, THEMES, audit, contrast, mixed


@pytest.mark.parametrize("name", THEMES)
def test_every_pair_of_colours_can_be_read(name):
    pairs = audit(THEMES[name])
    assert len(pairs) > 25
    assert [pair for pair in pairs if pair.ratio < pair.floor] == []


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#ABCDEF", "#ABCDEF") == 1


def test_a_colour_that_is_too_weak_is_found():
    weak = LIGHT.__class__(**{**vars(LIGHT), "dim": "#AAAAAA"})
    assert {pair.front for pair in audit(weak) if pair.ratio < pair.floor} == {"dim"}


def test_mixed_colours():
    assert mixed("#FF0000", "#0000FF", 1.0) == "#FF0000"
    assert mixed("#FFFFFF", "#000000", 0.5) == "#808080"


def test_distances_stay_on_the_grid_and_letters_at_least_12_px():
    for scale in TEXT_SCALES:
        scaled = DARK.scaled(scale)
        assert all(scaled.px(size) % 4 == 0 and scaled.px(size) >= size for size in (4, 8, 12, 16, 28, 32, 36))
        assert all(scaled.font_px(kind) >= 12 for kind in FONT_PX)
    assert THEMES["contrast"].scaled(1.5).font_px("body") == 26


@pytest.mark.parametrize("name", THEMES)
def test_the_style_sheet_is_whole(name):
    sheet = style_sheet(THEMES[name].scaled(1.5))
    assert "$" not in sheet and not re.search(r"\d dp|\ddp", sheet)
    assert not re.search(r": -\d", sheet)
    rules = sheet.split("*/", 1)[1]
    assert set(re.findall(r"#[0-9A-F]{6}", rules)) <= set(vars(THEMES[name]).values())


def test_another_theme_recolours_what_is_shown(app):
    label = QLabel("words")
    window = shown(QWidget())
    label.setParent(window)
    label.show()
    assert label.palette().color(label.foregroundRole()) == QColor(DARK.text)
    look().apply(LIGHT)
    assert label.palette().color(label.foregroundRole()) == QColor(LIGHT.text)
    assert theme() is LIGHT


def test_the_system_is_followed_until_a_theme_is_chosen(app):
    heard = []
    look().changed.connect(lambda: heard.append(theme().name))
    look().choose("system")
    assert theme() == system_theme()
    look().choose("contrast", text_scale=1.5)
    assert theme().name == "contrast" and theme().scale == pytest.approx(1.25 * 1.5)
    app.styleHints().colorSchemeChanged.emit(app.styleHints().colorScheme())
    assert theme().name == "contrast"
    look().choose("system")
    count = len(heard)
    app.styleHints().colorSchemeChanged.emit(app.styleHints().colorScheme())
    assert len(heard) == count + 1

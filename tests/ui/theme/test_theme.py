"""Colours that can be read, and one style sheet for all of them."""

import re

import pytest
from PyQt6.QtGui import QColor
from PyQt6.QtWidgets import QLabel, QWidget

from tests.ui.conftest import close_windows, flush, shown
from tests.ui.start_up.test_scenes import opened
from tests.ui.waiting import rest
from ui.start_up.screenshot import picture_of
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
    assert not re.findall(r"#[0-9A-F]{6}", rules), "colours stand in the palette"


def test_other_colours_need_no_other_sheet():
    assert style_sheet(DARK) == style_sheet(LIGHT) != style_sheet(DARK.scaled(1.5))


def test_another_theme_recolours_what_is_shown(app):
    label = QLabel("words")
    window = shown(QWidget())
    label.setParent(window)
    label.show()
    assert label.palette().color(label.foregroundRole()) == QColor(DARK.text)
    look().apply(LIGHT)
    assert label.palette().color(label.foregroundRole()) == QColor(LIGHT.text)
    assert theme() is LIGHT


@pytest.mark.parametrize("is_hidden", [False, True])
def test_a_theme_chosen_later_looks_as_one_chosen_first(app, is_hidden):
    """Dressed anew, whether it is seen then or shown afterwards: the same pixels."""
    look().apply(DARK)
    panel = opened("busy", 380, 900)
    if is_hidden:
        panel.hide()
    look().apply(LIGHT)
    panel.show()
    rest()
    later = picture_of(panel, width=380, height=900)
    close_windows()
    assert later == picture_of(opened("busy", 380, 900), width=380, height=900)


def test_what_is_out_of_sight_is_dressed_between_frames(app):
    window = shown(QWidget())
    labels = [QLabel(f"{n}", window) for n in range(30)]
    look().apply(LIGHT)
    assert look()._undressed and labels[0].palette().color(labels[0].foregroundRole()) == QColor(DARK.text)
    labels.pop().deleteLater()
    flush()
    while look()._undressed:
        flush()
    assert all(label.palette().color(label.foregroundRole()) == QColor(LIGHT.text) for label in labels)


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

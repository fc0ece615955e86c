"""The lines between header and conversation: whole notices, never half a line of one."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import QPoint
from PyQt6.QtWidgets import QApplication, QLabel, QPushButton

from tests.ui.waiting import rest
from ui.conversation.item import Notice
from ui.start_up.preview import posed, settle_whole
from ui.start_up.scenes import SCENES
from ui.theme.active_theme import look
from ui.theme.theme import LIGHT
from ui.window.notice_row import NoticeRow
from ui.window.notice_strip import NoticeStrip

LONG = Notice("The driver of the sound card of this computer does not say how loud it is", "warn")


def strip_of(scale: float, height: int, *more: Notice) -> NoticeStrip:
    look().apply(LIGHT.scaled(scale))
    panel = posed(SCENES["error"](), width=320, height=height)
    if more:
        panel.notices.show_lines(more)
        settle_whole(panel)
        panel.resize(321, height)
        settle_whole(panel)
    QApplication.processEvents()
    return panel.notices


def cut(strip: NoticeStrip) -> list[str]:
    """What the strip's lower edge goes through."""
    view = strip.viewport()
    assert view is not None
    found = []
    for row in strip.rows:
        for part in (*row.findChildren(QLabel), *row.findChildren(QPushButton)):
            top = part.mapTo(view, QPoint(0, 0)).y()
            over = view.height() - top
            if not part.isVisibleTo(row) or not 0 < over < part.height():
                continue
            if not isinstance(part, QLabel) or over % part.fontMetrics().lineSpacing() > 1:
                found.append(part.accessibleName() or part.objectName() or type(part).__name__)
    return found


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("height", [560, 700, 900, 1200])
def test_its_lower_edge_goes_through_nothing(app: QApplication, scale: float, height: int) -> None:
    strip = strip_of(scale, height)
    assert len(strip.rows) == 2
    assert not cut(strip)


@pytest.mark.parametrize(("text", "is_below"), [("A language model is here.", False), (LONG.text * 2, True)])
def test_many_words_have_the_whole_width_and_their_button_below(app: QApplication, text: str, is_below: bool) -> None:
    row = NoticeRow(Notice(text, action="Connect to it"))
    row.resize(380, 300)
    row.show()
    rest()
    (button, *_) = row.findChildren(QPushButton)
    top = button.mapTo(row, QPoint(0, 0)).y()
    assert (top >= row.words.mapTo(row, QPoint(0, row.words.height())).y()) is is_below


def test_a_notice_that_is_too_high_alone_ends_between_two_lines(app: QApplication) -> None:
    strip = strip_of(2.0, 560, LONG)
    assert strip.height() < strip.rows[0].height()
    assert not cut(strip)


def test_with_large_letters_the_rest_is_shown_when_asked_for(app: QApplication) -> None:
    strip = strip_of(2.0, 900)
    row = strip.rows[0]
    assert row.words.text() == "No language model." and "plain requests" in row.accessibleName()
    more = next(one for one in row.findChildren(QPushButton) if one.accessibleName() == "Show all of it")
    more.click()
    QApplication.processEvents()
    assert "plain requests work best" in strip.rows[0].words.text()
    assert [one.words.text() for one in strip.rows][1] == "Ardour does not answer."


def test_with_small_letters_all_of_it_stands_there(app: QApplication) -> None:
    look().apply(LIGHT)
    row = NoticeRow(Notice("No language model. The built-in planner answers."))
    assert row.words.text() == "No language model. The built-in planner answers."


def test_a_short_notice_is_whole_with_large_letters(app: QApplication) -> None:
    silent = Notice("There is no sound output. Connect one, or choose one in the settings of your system.", "warn")
    strip = strip_of(2.0, 900, silent)
    assert strip.height() >= strip.rows[0].height() and not cut(strip)

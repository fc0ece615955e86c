"""A long page is there in pieces: some at once, the rest between frames."""

from __future__ import annotations

import pytest
from PyQt6.QtWidgets import QApplication, QWidget

from tests.ui.conftest import flush, shown
from tests.ui.waiting import rest, until
from ui.start_up.preview import staged
from ui.start_up.scene import Scene
from ui.theme.active_theme import look
from ui.theme.theme import DARK
from ui.widgets import piecemeal
from ui.widgets.label import Label, WrappedLabel
from ui.widgets.layout import column, row
from ui.widgets.piecemeal import Piecemeal
from ui.window.help_page import HelpPage


def test_all_comes_in_its_order(app: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(piecemeal, "_STEP_S", 0.0)
    page, box = QWidget(), column()
    page.setLayout(box)
    pieces = Piecemeal(box, [lambda n=n: Label(f"{n}") if n % 2 else row(Label(f"{n}")) for n in range(9)], page)
    assert [one.text() for one in page.findChildren(Label)] == ["0"]
    shown(page)
    until(lambda: not pieces.isActive())
    tops = {one.text(): one.mapTo(page, one.rect().topLeft()).y() for one in page.findChildren(Label)}
    assert sorted(tops, key=lambda words: tops[words]) == [f"{n}" for n in range(9)]


def test_a_page_may_go_before_it_is_whole(app: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(piecemeal, "_STEP_S", 0.0)
    made: list[int] = []
    page, box = QWidget(), column()
    page.setLayout(box)
    Piecemeal(box, [lambda n=n: made.append(n) or Label("x") for n in range(50)], page)
    page.deleteLater()
    flush()
    count = len(made)
    flush()
    assert len(made) == count < 50


@pytest.mark.parametrize(("width", "text"), [(380, 1.0), (320, 2.0)])
def test_a_page_that_scrolls_is_as_high_as_its_lines(app: QApplication, width: int, text: float) -> None:
    look().apply(DARK.scaled(text))
    panel = staged(Scene())
    panel.resize(width, 900)
    panel.show()
    rest(20)
    page = HelpPage(panel)
    page.toggle()
    until(lambda: not any(one.isActive() for one in page.findChildren(Piecemeal)))
    rest(20)
    lines = [one for one in page.findChildren(WrappedLabel) if one.isVisibleTo(page)]
    assert len(lines) > 40
    assert [one.text() for one in lines if one.height() < one.heightForWidth(one.width())] == []

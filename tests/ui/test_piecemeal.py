"""A long page is there in pieces: some at once, the rest between frames."""

from __future__ import annotations

import pytest
from PyQt6.QtWidgets import QApplication, QWidget

from tests.ui.conftest import flush, shown
from tests.ui.waiting import until
from ui.widgets import piecemeal
from ui.widgets.label import Label
from ui.widgets.layout import column, row
from ui.widgets.piecemeal import Piecemeal


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

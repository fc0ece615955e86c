"""The caret stands when nobody writes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from tests.ui.waiting import rest, until
from ui.window.caret import Caret


@pytest.fixture
def flash_ms(app: QApplication) -> Iterator[int]:
    before = QApplication.cursorFlashTime()
    QApplication.setCursorFlashTime(1000)
    yield 1000
    QApplication.setCursorFlashTime(before)


@pytest.mark.parametrize("make", [QLineEdit, QPlainTextEdit])
def test_it_stands_after_a_while_and_blinks_as_soon_as_somebody_writes(
    flash_ms: int, make: type[QLineEdit] | type[QPlainTextEdit]
) -> None:
    window, field, button = QWidget(), make(), QPushButton("Send")
    layout = QVBoxLayout(window)
    layout.addWidget(field)
    layout.addWidget(button)
    caret = Caret(window, rest_ms=50)
    window.show()
    window.activateWindow()
    field.setFocus()
    until(lambda: QApplication.cursorFlashTime() == 0)
    QTest.keyClicks(field, "a")
    rest()
    assert QApplication.cursorFlashTime() == flash_ms
    until(lambda: QApplication.cursorFlashTime() == 0)
    button.setFocus()
    field.setFocus()
    rest()
    assert QApplication.cursorFlashTime() == flash_ms and caret.parent() is window
    window.close()


def test_one_that_the_system_does_not_let_blink_stays_so(flash_ms: int) -> None:
    QApplication.setCursorFlashTime(0)
    window, field = QWidget(), None
    field = QLineEdit(window)
    Caret(window, rest_ms=50)
    window.show()
    field.setFocus()
    rest()
    assert QApplication.cursorFlashTime() == 0
    window.close()

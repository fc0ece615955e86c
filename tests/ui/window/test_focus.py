"""The keyboard stays with the DAW."""

import pytest
from PyQt6.QtCore import QEvent, Qt
from PyQt6.QtGui import QFocusEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QLineEdit, QMenu, QPlainTextEdit, QTextBrowser, QVBoxLayout, QWidget

from tests.ui.conftest import flush, shown
from ui.widgets.button import Button
from ui.window.focus import KeyboardGuard, SpaceToDaw, text_field_at

FLAG = Qt.WindowType.WindowDoesNotAcceptFocus


class Window(QWidget):
    def __init__(self):
        super().__init__()
        self.button, self.field, self.line = Button("Play"), QPlainTextEdit(), QLineEdit()
        layout = QVBoxLayout(self)
        for part in (self.button, self.field, self.line):
            layout.addWidget(part)
        self.hidden = 0

    def hideEvent(self, event):
        self.hidden += 1


@pytest.fixture
def window(app):
    made = Window()
    made.guard = KeyboardGuard(made)
    made.heard = []
    made.guard.taken.connect(lambda: made.heard.append("taken"))
    made.guard.handed_back.connect(lambda: made.heard.append("back"))
    shown(made)
    yield made
    app.removeEventFilter(made.guard)


def refuses(window):
    return bool(window.windowHandle().flags() & FLAG)


def test_it_shows_itself_without_taking_the_keyboard(window):
    assert refuses(window) and window.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    QTest.mouseClick(window.button, Qt.MouseButton.LeftButton)
    assert refuses(window) and not window.guard.is_taken() and window.heard == []


@pytest.mark.parametrize("field", ["field", "line"])
def test_a_click_into_a_text_field_takes_it_and_leaving_gives_it_back(window, field):
    target = getattr(window, field)
    QTest.mouseClick(target.viewport() if field == "field" else target, Qt.MouseButton.LeftButton)
    assert not refuses(window) and window.guard.is_taken() and window.heard == ["taken"]
    QTest.keyClicks(window.focusWidget(), "two words")
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowDeactivate))
    assert refuses(window) and window.heard == ["taken", "back"] and window.hidden == 0
    assert (target.toPlainText() if field == "field" else target.text()) == "two words"
    assert window.isVisible() and not target.hasFocus()


def test_an_open_menu_is_not_leaving(window):
    window.guard.take()
    menu = QMenu(window)
    menu.addAction("one")
    menu.popup(window.pos())
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowDeactivate))
    assert window.guard.is_taken()
    menu.close()


def test_who_wants_an_ordinary_window_gets_one(app):
    made = Window()
    guard = KeyboardGuard(made, stays_with_daw=False)
    shown(made)
    assert not refuses(made) and guard.is_taken()
    guard.hand_back()
    assert not refuses(made)
    app.removeEventFilter(guard)


@pytest.fixture
def space(app):
    made = Window()
    made.filter = SpaceToDaw(made)
    made.toggled, made.clicked = [], []
    made.filter.toggle_transport.connect(lambda: made.toggled.append(True))
    made.button.clicked.connect(lambda: made.clicked.append(True))
    shown(made)
    made.activateWindow()
    yield made
    app.removeEventFilter(made.filter)


def test_space_types_in_a_text_field(space):
    for field in (space.field, space.line):
        field.setFocus(Qt.FocusReason.MouseFocusReason)
        QTest.keyClick(field, Qt.Key.Key_Space)
    assert space.field.toPlainText() == " " and space.line.text() == " " and space.toggled == []


def test_space_presses_what_was_reached_with_tab(space):
    space.field.setFocus()
    space.button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(space.button, Qt.Key.Key_Space)
    assert space.clicked == [True] and space.toggled == []
    back = QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.ActiveWindowFocusReason)
    QApplication.sendEvent(space.button, back)
    QTest.keyClick(space.button, Qt.Key.Key_Space)
    assert space.clicked == [True, True] and space.toggled == []


@pytest.mark.parametrize("reason", [Qt.FocusReason.MouseFocusReason, Qt.FocusReason.OtherFocusReason])
def test_anywhere_else_space_plays_the_daw(space, reason):
    space.field.setFocus()
    space.button.setFocus(reason)
    QTest.keyClick(space.button, Qt.Key.Key_Space)
    assert space.clicked == [] and space.toggled == [True]
    space.button.clearFocus()
    QTest.keyClick(space, Qt.Key.Key_Space)
    assert space.toggled == [True, True]
    QTest.keyClick(space, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert space.toggled == [True, True]


def test_space_stays_in_an_open_menu(space):
    menu = QMenu(space)
    menu.addAction("one")
    menu.popup(space.pos())
    flush()
    QTest.keyClick(menu, Qt.Key.Key_Space)
    assert space.toggled == []
    menu.close()


def test_only_fields_to_write_in_are_text_fields(app):
    plain, line, browser = QPlainTextEdit(), QLineEdit(), QTextBrowser()
    assert text_field_at(plain.viewport()) is plain and text_field_at(line) is line
    assert text_field_at(browser) is None and text_field_at(Button("x")) is None and text_field_at(None) is None

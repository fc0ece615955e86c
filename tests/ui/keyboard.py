"""A user who has a keyboard and nothing else: keys go to whatever has them, and what has them must be seen."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, QPoint
from PyQt6.QtGui import QKeySequence
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QMenu, QWidget

from tests.ui.waiting import rest

_MOST_STOPS = 150
_MOUSE = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.Wheel)


class Keyboard(QObject):
    """Presses keys; a mouse that is used meanwhile fails the test at `end`."""

    def __init__(self, panel: QWidget) -> None:
        super().__init__()
        self._panel = panel
        self.mouse_used: list[str] = []
        QApplication.instance().installEventFilter(self)

    def end(self) -> None:
        """Say whether it was done by keyboard alone."""
        QApplication.instance().removeEventFilter(self)
        assert self.mouse_used == []

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Note a mouse."""
        if event is not None and event.type() in _MOUSE:
            self.mouse_used.append(str(watched))
        return False

    @property
    def at(self) -> QWidget:
        """What has the keyboard; it must be there to be seen, and nothing may lie above it."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the keyboard"
        window = widget.window()
        assert window is not None and not widget.visibleRegion().isEmpty(), f"{_told(widget)} is out of sight"
        middle = widget.mapTo(window, widget.visibleRegion().boundingRect().center())
        above = window.childAt(middle)
        assert above is None or above is widget or widget.isAncestorOf(above) or above.isAncestorOf(widget), (
            f"{_told(widget)} is covered by {_told(above)}"
        )
        return widget

    @property
    def name(self) -> str:
        """What a screen reader calls what has the keyboard."""
        at = self.at
        if isinstance(at, QMenu):
            action = at.activeAction()
            return action.text().partition("\t")[0].replace("&&", "&") if action is not None else ""
        return at.accessibleName()

    def press(self, *sequences: str) -> None:
        """Keys as they are written in the help: Ctrl+L, Alt+Up, Space."""
        for sequence in sequences:
            combination = QKeySequence(sequence)[0]
            target = QApplication.activePopupWidget() or QApplication.focusWidget() or self._panel
            QTest.keyClick(target, combination.key(), combination.keyboardModifiers())
            rest()

    def type(self, text: str) -> None:
        """Characters, one after the other."""
        QTest.keyClicks(self.at, text)
        rest()

    def tab_to(self, name: str, *, back: bool = False) -> QWidget:
        """Tab until something of this name (or whose name begins so) has the keyboard."""
        passed: list[str] = []
        for _ in range(_MOST_STOPS):
            self.press("Shift+Tab" if back else "Tab")
            passed.append(self.name)
            if passed[-1].startswith(name):
                return self.at
            if len(passed) > 3 and passed[-1] == passed[-2] == passed[-3]:
                break
        raise AssertionError(f"Tab does not reach {name!r}; it passed {passed}")

    def go(self, name: str, *, back: bool = False) -> None:
        """Tab to a button, and press it with Enter."""
        self.tab_to(name, back=back)
        self.press("Return")

    def choose(self, entry: str) -> None:
        """An entry of the menu that is open, by the arrow keys and Enter."""
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu), "no menu is open"
        for _ in range(len(menu.actions()) + 1):
            if self.name == entry:
                self.press("Return")
                return
            self.press("Down")
        raise AssertionError(f"{entry!r} is not among {[action.text() for action in menu.actions()]}")


def _told(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.accessibleName()!r} at {widget.mapToGlobal(QPoint(0, 0))}"



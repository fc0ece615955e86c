"""Talk key: F4 talks while it is held, wherever the keyboard is in the panel."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QApplication, QWidget

KEY = Qt.Key.Key_F4


class TalkKey(QObject):
    """An application-wide filter: a shortcut of Qt's knows no release."""

    pressed = pyqtSignal()
    released = pyqtSignal()

    def __init__(self, panel: QWidget) -> None:
        super().__init__(panel)
        self._panel = panel
        self._is_down = False
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Take the key; when the window goes while it is down, it counts as released."""
        if event is None or not isinstance(watched, QWidget):
            return False
        if isinstance(event, QKeyEvent) and event.key() == KEY and not event.modifiers():
            return self._takes(watched, event)
        if event.type() == QEvent.Type.WindowDeactivate and watched is self._panel and self._is_down:
            self._is_down = False
            self.released.emit()
        return False

    def _takes(self, watched: QWidget, event: QKeyEvent) -> bool:
        if watched.window() is not self._panel:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.isAutoRepeat():
            return True
        if event.type() == QEvent.Type.KeyPress and not self._is_down:
            self._is_down = True
            self.pressed.emit()
        elif event.type() == QEvent.Type.KeyRelease and self._is_down:
            self._is_down = False
            self.released.emit()
        return True

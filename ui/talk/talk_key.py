"""Talk key: F4 talks while it is held, wherever the keyboard is in the panel."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QWidget

KEY = Qt.Key.Key_F4


class TalkKey(QObject):
    """Hears the keys that no part of the panel wants: a shortcut of Qt's knows no release."""

    pressed = pyqtSignal()
    released = pyqtSignal()

    def __init__(self, panel: QWidget) -> None:
        super().__init__(panel)
        self._is_down = False
        panel.installEventFilter(self)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Take the key; when the window goes while it is down, it counts as released."""
        if isinstance(event, QKeyEvent):
            return event.key() == KEY and not event.modifiers() and self._takes(event)
        if self._is_down and event is not None and event.type() == QEvent.Type.WindowDeactivate:
            self._is_down = False
            self.released.emit()
        return False

    def _takes(self, event: QKeyEvent) -> bool:
        if event.type() not in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            return False
        if not event.isAutoRepeat():
            was_down, self._is_down = self._is_down, event.type() == QEvent.Type.KeyPress
            if self._is_down and not was_down:
                self.pressed.emit()
            elif was_down and not self._is_down:
                self.released.emit()
        return True

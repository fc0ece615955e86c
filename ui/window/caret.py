"""Caret: it blinks while somebody writes and some seconds on; then it stands, and nothing wakes the processor."""

from __future__ import annotations

from PyQt6.QtCore import QObject, QTimer
from PyQt6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

REST_MS = 10_000
_IS_WATCHED = "has a caret that rests"


class Caret(QObject):
    """Of every text field of the application; one that the system does not let blink stays so."""

    def __init__(self, parent: QObject, *, rest_ms: int = REST_MS) -> None:
        super().__init__(parent)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._flash_ms = QApplication.cursorFlashTime()
        self._rests = QTimer(self)
        self._rests.setSingleShot(True)
        self._rests.setInterval(rest_ms)
        self._rests.timeout.connect(lambda: QApplication.setCursorFlashTime(0))
        if self._flash_ms > 0:
            app.focusChanged.connect(self._focus_moved)

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if not isinstance(new, QLineEdit | QPlainTextEdit):
            return
        if not new.property(_IS_WATCHED):  # once; a field of a dialog that closes cannot be let go of any more
            new.setProperty(_IS_WATCHED, True)
            new.cursorPositionChanged.connect(self._blink)
        self._blink()

    def _blink(self) -> None:
        if QApplication.cursorFlashTime() != self._flash_ms:
            QApplication.setCursorFlashTime(self._flash_ms)
        self._rests.start()

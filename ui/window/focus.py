"""The keyboard stays with the DAW: the panel takes it for typing only, and Space plays the DAW."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, Qt, pyqtSignal
from PyQt6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PyQt6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

_FLAG = Qt.WindowType.WindowDoesNotAcceptFocus
_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
_BACK = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
"""The keyboard is where it was before another window or a menu had it."""


class KeyboardGuard(QObject):
    """Keeps a window from taking the keyboard, but for a click into one of its text fields."""

    taken = pyqtSignal()
    handed_back = pyqtSignal()
    """The window wants no keys any more; whoever can activate the DAW's window may do it now."""

    def __init__(self, window: QWidget, *, stays_with_daw: bool = True) -> None:
        """Call it before the window is shown: changing the flag of a widget later hides it."""
        super().__init__(window)
        self._window = window
        self._stays_with_daw = stays_with_daw
        self._is_taken = not stays_with_daw
        if stays_with_daw:
            window.setWindowFlag(_FLAG, True)
            window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)

    def is_taken(self) -> bool:
        """True while the panel may have the keyboard."""
        return self._is_taken

    def take(self) -> None:
        """Accept the keyboard and ask for it."""
        if not self._is_taken:
            self._is_taken = True
            self._set_flag(False)
            self.taken.emit()
        self._window.activateWindow()

    def hand_back(self) -> None:
        """Leave the text field and accept no keys any more."""
        if not (self._is_taken and self._stays_with_daw):
            return
        self._is_taken = False
        field = self._window.focusWidget()
        if field is not None:
            field.clearFocus()
        self._set_flag(True)
        self.handed_back.emit()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """A click into a text field takes the keyboard; another window that becomes active has it back."""
        if event is None:
            return False
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
            if isinstance(watched, QWidget) and watched.window() is self._window and text_field_at(watched):
                self.take()
        elif watched is self._window and event.type() == QEvent.Type.WindowDeactivate and not _has_popup():
            self.hand_back()
        return False

    def _set_flag(self, refuses: bool) -> None:
        """Change the flag of the shown window itself: it neither hides nor flickers."""
        handle = self._window.windowHandle()
        if handle is None:
            self._window.setWindowFlag(_FLAG, refuses)
        else:
            handle.setFlag(_FLAG, refuses)


class SpaceToDaw(QObject):
    """An application-wide filter: Space types in text fields, presses what was reached with Tab, and else plays."""

    toggle_transport = pyqtSignal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._came_by_tab = False
        self._swallows_release = False
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Take Space where it belongs to nobody."""
        if not isinstance(event, QFocusEvent | QKeyEvent) or not isinstance(watched, QWidget):
            return False  # most events by far, of the whole application
        if isinstance(event, QFocusEvent) and event.gotFocus() and event.reason() not in _BACK:
            self._came_by_tab = event.reason() in _TAB
        elif isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space and not event.modifiers():
            return self._takes(event)
        return False

    def _takes(self, event: QKeyEvent) -> bool:
        if event.type() == QEvent.Type.KeyRelease:
            was_ours, self._swallows_release = self._swallows_release, event.isAutoRepeat()
            return was_ours
        if event.type() not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) or self._belongs_here():
            return False
        if event.type() == QEvent.Type.KeyPress:
            self._swallows_release = True
            if not event.isAutoRepeat():
                self.toggle_transport.emit()
        return event.type() == QEvent.Type.KeyPress

    def _belongs_here(self) -> bool:
        widget = QApplication.focusWidget()
        return _has_popup() or text_field_at(widget) is not None or (widget is not None and self._came_by_tab)


def text_field_at(widget: QWidget | None) -> QWidget | None:
    """The text field that a widget is, or whose inside it is; None for anything else and for fields to read only."""
    for candidate in (widget, widget.parentWidget() if widget is not None else None):
        if isinstance(candidate, QLineEdit | QPlainTextEdit | QTextEdit) and not candidate.isReadOnly():
            return candidate
    return None


def _has_popup() -> bool:
    """A menu is open: keys are for it, and it does not mean that the user went away."""
    return QApplication.activePopupWidget() is not None

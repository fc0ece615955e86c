"""Message: the field in which the user writes; it grows from one to six lines."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QEvent, QMimeData, Qt, pyqtSignal
from PyQt6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QTextCursor
from PyQt6.QtWidgets import QPlainTextEdit

from engine.wire.wire import MAX_TEXT
from ui.language.language import said
from ui.theme.active_theme import theme
from ui.widgets.line_height import line_px

PLACEHOLDERS = ("Ask, or / for tasks, @ for clips", "Ask, or / for tasks", "Ask")
"""The first that fits is shown: what the empty field can do."""
QUESTIONED = ("Answer, or ask for something else", "Answer or ask", "Answer")
PLANNED = ("Yes, no, or something else", "Yes or no", "Yes?")
_LINES = 6
_LEAST_PX = 28
_MARGIN_PX = 4


class Message(QPlainTextEdit):
    """Plain text; Enter sends, Shift+Enter begins a line. Other keys that mean something are asked first."""

    entered = pyqtSignal()
    edited = pyqtSignal(str, int)
    """The text and the place of the cursor."""
    files_pasted = pyqtSignal(list)
    too_much = pyqtSignal()
    """What was pasted is more than a message holds; the field is as it was."""
    focus_changed = pyqtSignal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(said("Message"))
        self._placeholders: tuple[str, ...] = tuple(said(text) for text in PLACEHOLDERS)
        self.setPlaceholderText(said(PLACEHOLDERS[0]))
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        document = self.document()
        assert document is not None
        document.setDocumentMargin(_MARGIN_PX)
        self.key_asked = lambda event: False
        """Who may take a key before the field does; says whether it did."""
        self.textChanged.connect(self._changed)
        self.cursorPositionChanged.connect(self._tell)
        self.setFixedHeight(theme().px(_LEAST_PX))

    def write(self, text: str, cursor: int | None = None) -> None:
        """Replace the text, as one step of the field's own undo."""
        whole = QTextCursor(self.document())
        whole.select(QTextCursor.SelectionType.Document)
        whole.insertText(text)
        place = self.textCursor()
        place.setPosition(len(self.toPlainText()) if cursor is None else min(cursor, len(self.toPlainText())))
        self.setTextCursor(place)

    def show_placeholders(self, texts: Sequence[str]) -> None:
        """What the empty field says: the first of these that fits into one line."""
        self._placeholders = tuple(said(text) for text in texts)
        self._fit_placeholder()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Another width has room for other words."""
        super().resizeEvent(event)
        self._fit_placeholder()
        self._fit_height()

    def _fit_placeholder(self) -> None:
        view = self.viewport()
        room = (view.width() if view is not None else self.width()) - 12
        fitting = (text for text in self._placeholders if self.fontMetrics().horizontalAdvance(text) <= room)
        self.setPlaceholderText(next(fitting, self._placeholders[-1]))

    def event(self, event: QEvent | None) -> bool:
        """Tab takes a suggestion, when one is offered, before it moves on."""
        is_press = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if is_press and event.key() == Qt.Key.Key_Tab and self.key_asked(event):  # type: ignore[union-attr]
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Enter sends; what is asked for elsewhere goes there; the rest writes."""
        if event is None or self.key_asked(event):
            return
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.entered.emit()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        """The frame around shows a ring."""
        super().focusInEvent(event)
        self.focus_changed.emit(True)

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        """The ring goes."""
        super().focusOutEvent(event)
        self.focus_changed.emit(False)

    def insertFromMimeData(self, source: QMimeData | None) -> None:
        """Pasted files are attached; everything else is plain text."""
        if source is not None and source.hasUrls() and any(url.isLocalFile() for url in source.urls()):
            self.files_pasted.emit([url.toLocalFile() for url in source.urls() if url.isLocalFile()])
        elif source is not None:
            self._paste(source.text())

    def _paste(self, text: str) -> None:
        if len(self.toPlainText()) + len(text) > MAX_TEXT:  # a megabyte would hold up the panel, only to be refused
            self.too_much.emit()
        else:
            self.insertPlainText(text)

    def _changed(self) -> None:
        self._fit_height()
        self._tell()

    def _fit_height(self) -> None:
        """As many lines as the words take at this width."""
        document = self.document()
        lines = max(1, min(_LINES, int(document.size().height()))) if document is not None else 1
        around = _MARGIN_PX * (2 if lines == 1 else 3)  # Qt counts it once more, or the first line scrolls away
        wanted = lines * line_px(self) + around
        self.setFixedHeight(max(theme().px(_LEAST_PX), wanted))
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded if lines == _LINES else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )

    def _tell(self) -> None:
        self.edited.emit(self.toPlainText(), self.textCursor().position())

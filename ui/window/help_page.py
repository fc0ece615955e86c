"""Help page: every key of the table, over the panel; Esc or its button puts it away."""

from __future__ import annotations

from PyQt6 import sip
from PyQt6.QtCore import QEvent, QObject, Qt
from PyQt6.QtGui import QKeySequence
from PyQt6.QtWidgets import QFrame, QScrollArea, QWidget

from ui.cards.answer_card import fact_row
from ui.widgets.boxes import column, row
from ui.widgets.button import IconButton
from ui.widgets.keys import FIELD_KEYS, KEYS, PLACES
from ui.widgets.label import Label


class HelpPage(QFrame):
    """Covers the panel while it is open."""

    def __init__(self, panel: QWidget) -> None:
        super().__init__(panel)
        self.setObjectName("panel")
        self.setAccessibleName("Keys")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.close_button = IconButton("close", "Put the keys away")
        self.close_button.clicked.connect(self.put_away)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._scroll.setAccessibleName("All keys")
        head = row(Label("Keys", "head"), None, self.close_button, margins=(12, 8, 8, 8))
        self.setLayout(column(head, self._scroll, gap=0))
        self._back: QWidget | None = None
        panel.installEventFilter(self)
        self.hide()

    def toggle(self) -> None:
        """Open it, or put it away."""
        if not self.isHidden():
            self.put_away()
            return
        panel = self.parentWidget()
        assert panel is not None
        self._scroll.setWidget(_page())
        self._back = panel.focusWidget()
        self.setGeometry(panel.rect())
        self.show()
        self.raise_()
        self.close_button.setFocus(Qt.FocusReason.TabFocusReason)

    def put_away(self) -> None:
        """The keyboard goes back to where it was."""
        self.hide()
        if self._back is not None and not sip.isdeleted(self._back):
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """As large as the panel."""
        if event is not None and event.type() == QEvent.Type.Resize and not self.isHidden():
            self.setGeometry(watched.rect())  # type: ignore[union-attr]
        return False


def _page() -> QWidget:
    page = QWidget()
    page.setObjectName("rows")
    parts = column(gap=4, margins=(12, 0, 12, 12))
    for place, words in PLACES.items():
        parts.addWidget(Label(words, "title"))
        for key in KEYS:
            if key.where == place and key.words:
                shown = QKeySequence(key.sequence).toString(QKeySequence.SequenceFormat.NativeText)
                parts.addLayout(fact_row(shown, key.words))
        parts.addSpacing(12)
    parts.addWidget(Label("In the message", "title"))
    for sequence, words in FIELD_KEYS:
        parts.addLayout(fact_row(sequence, words))
    parts.addStretch(1)
    page.setLayout(parts)
    return page

"""Voice offer card: what a file would bring, in its own words, and who agreed to it, before anything is installed."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QLineEdit

from ui.conversation.voices_state import Addition
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.label import WrappedLabel
from ui.widgets.layout import column

_SHOWN = 6000
"""Characters of the terms that are shown."""
_NO_TERMS = "It carries no text about licence, credits or consent: ask whoever made it before you use it."


class VoiceOfferCard(Card):
    """One file or folder."""

    accepted = pyqtSignal(str, str)
    """Who agreed, and the words that were recorded."""
    left = pyqtSignal()

    def __init__(self, addition: Addition) -> None:
        super().__init__(name=f"Add the voice {addition.name}")
        self._addition = addition
        parts = column(WrappedLabel(addition.name, "title", raw=True), gap=8, margins=(12, 8, 12, 12))
        if addition.said:
            parts.addWidget(WrappedLabel(addition.said, "" if addition.offer else "dim"))
        self.consent, self.words = QLineEdit(), QLineEdit()
        self.accept = Button("Make this voice" if addition.is_recording else "Accept these terms and install it",
                             "primary")
        if addition.offer:
            if not addition.is_recording:
                licence = str(addition.offer.get("licence") or "not stated")
                parts.addWidget(WrappedLabel(f"Licence: {licence}"))
                terms = addition.terms[:_SHOWN]  # word by word as they were written, in whatever language
                parts.addWidget(WrappedLabel(terms or _NO_TERMS, "meta", selectable=True, raw=bool(terms)))
            else:
                self._add_field(parts, self.words, "Which words were recorded, in their order", "walk with me …")
            self._add_field(parts, self.consent, "Who was recorded, and agreed to be sung with", "Ann, me")
        if addition.is_there_already:
            parts.addWidget(WrappedLabel("A voice of this name is here already; this one takes its place.", "warn"))
        if addition.trouble:
            parts.addWidget(WrappedLabel(addition.trouble, "warn"))
        leave = Button("Leave it", "quiet", name=f"Leave {addition.name}")
        leave.clicked.connect(self.left)
        self.accept.clicked.connect(lambda: self.accepted.emit(self.consent.text().strip(), self.words.text().strip()))
        parts.addLayout(FlowLayout(*([self.accept] if addition.offer else []), leave, gap=8))
        self.setLayout(parts)
        for one in (self.consent, self.words):
            one.textChanged.connect(self._look_at_fields)
        self._look_at_fields()

    def _add_field(self, parts: object, line: QLineEdit, about: str, example: str) -> None:
        label = WrappedLabel(about, "meta")
        label.setBuddy(line)
        line.setAccessibleName(about)
        line.setPlaceholderText(example)
        line.setMinimumWidth(1)
        parts.addLayout(column(label, line, gap=4))  # type: ignore[attr-defined]

    def _look_at_fields(self) -> None:
        """A recording needs its words and a yes of whoever was recorded."""
        is_told = bool(self.consent.text().strip() and self.words.text().strip())
        self.accept.setEnabled(not self._addition.is_adding and (is_told or not self._addition.is_recording))

"""Voice card: a voice with its licence and who agreed to it; heard for two seconds, removed."""

from __future__ import annotations

from dataclasses import dataclass

from PyQt6.QtCore import pyqtSignal

from ui.cards.fact_chips import fact_chips
from ui.conversation.voices_state import VoiceEntry
from ui.widgets.button import Button, IconButton
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.label import WrappedLabel
from ui.widgets.layout import column, row
from ui.wording import size

_SOLD = {False: "non-commercial", None: "licence unclear"}
_SHOWN = 4000
"""Characters of the terms that are shown."""


@dataclass(frozen=True)
class VoiceItem:
    """A voice as it stands on the page."""

    entry: VoiceEntry
    is_sampling: bool = False
    is_playing: bool = False
    is_removing: bool = False
    trouble: str = ""


class VoiceCard(Card):
    """One voice."""

    asked = pyqtSignal(str)
    """What is wanted: hear, ask to remove, keep, remove."""
    resized = pyqtSignal()

    def __init__(self, item: VoiceItem) -> None:
        entry = item.entry
        can = "can sing" if entry.can_hear and not entry.why_not else "cannot sing"
        super().__init__(name=f"Voice {entry.name}, {can}")
        words = WrappedLabel(entry.name, "title")
        head = row(words, margins=(0, 0, 0, 0))
        head.setStretch(0, 1)
        if entry.can_hear and not entry.why_not:
            said = f"Stop {entry.name}" if item.is_playing else f"Hear {entry.name}"
            hear = IconButton("stop" if item.is_playing else "play", said)
            hear.clicked.connect(lambda: self.asked.emit("hear"))
            hear.setEnabled(not item.is_sampling)
            head.addWidget(hear)
        parts = column(head, WrappedLabel(entry.about, "meta"), gap=4, margins=(12, 8, 8, 12))
        facts = [entry.licence, *([size(entry.disk_bytes)] if entry.disk_bytes else [])]
        parts.addLayout(fact_chips(facts, warning=_SOLD.get(entry.commercial, "")))
        if entry.consent:
            parts.addWidget(WrappedLabel(f"Agreed: {entry.consent}", "meta", selectable=True))
        if item.is_sampling:
            parts.addWidget(WrappedLabel("It sings two seconds in the song's key …", "dim"))
        if why := item.trouble or entry.why_not:
            parts.addWidget(WrappedLabel(why, "warn"))
        self.terms = WrappedLabel(entry.terms[:_SHOWN], "meta", selectable=True, raw=True)
        self.terms.hide()
        parts.addWidget(self.terms)
        parts.addLayout(FlowLayout(*self._buttons(item), gap=8))
        self.setLayout(parts)

    def _buttons(self, item: VoiceItem) -> list[Button]:
        entry = item.entry
        if item.is_removing:
            return [self._button(f"Delete {entry.name}", "remove", ink="danger"),
                    self._button("Keep it", "keep", role="quiet")]
        made = []
        if entry.terms:
            terms = Button("Terms", "quiet", name=f"Terms of {entry.name}")
            terms.clicked.connect(self._toggle_terms)
            made.append(terms)
        if entry.can_remove:
            made.append(self._button("Remove", "ask to remove", role="quiet"))
        return made

    def _button(self, words: str, what: str, *, role: str = "control", ink: str = "") -> Button:
        button = Button(words, role, ink=ink, name=f"{words}: {self.accessibleName()}")
        button.clicked.connect(lambda: self.asked.emit(what))
        return button

    def _toggle_terms(self) -> None:
        self.terms.setVisible(self.terms.isHidden())
        self.resized.emit()
